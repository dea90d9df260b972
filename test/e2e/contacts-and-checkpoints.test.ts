import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApplication, type Application } from './start-application.ts';
import { chooseFiles, createCase, goTo, saveAs, violations } from './window-pages.ts';

const slowMs = 180_000;
let application: Application;
let folder: string;

function newKey(name: string): string {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', join(folder, name)]);
  return readFileSync(join(folder, `${name}.pub`), 'utf8').trim();
}

async function describeContact(key: string): Promise<void> {
  const { page } = application;
  await page.getByRole('button', { name: 'Pin a contact' }).click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Clerk of the court');
  await page.getByRole('dialog').getByLabel('Signing key').fill(key);
  await page.getByRole('button', { name: 'Show what to compare' }).click();
}

async function contacts(): Promise<readonly string[]> {
  const listed = await application.call('listContacts', {});
  return listed.ok ? listed.value.contacts.map(({ sshPublicKey }) => sshPublicKey.split(' ')[1] ?? '') : [];
}

beforeAll(async () => {
  application = await startApplication();
  application.page.setDefaultTimeout(30_000);
  folder = mkdtempSync(join(tmpdir(), 'custodia-contacts-'));
  await createCase(application.page, 'Prosecutor v. Example');
}, slowMs);

afterAll(async () => {
  await application.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('who vouches for what, in the window', () => {
  it('pins a key only after it was compared, and raises an alarm at another one', { timeout: slowMs }, async () => {
    const { page } = application;
    const [first, second] = [newKey('first'), newKey('second')];
    await goTo(page, 'Settings');
    await describeContact(first);
    expect(await page.getByRole('button', { name: 'Pin the key' }).isDisabled()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.getByText('The other side has the same words or code').click();
    await page.getByRole('button', { name: 'Pin the key' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await describeContact(second);
    await page.getByText('The other side has the same words or code').click();
    await page.getByRole('button', { name: 'Pin the key' }).click();
    await page.getByText('Clerk of the court has another key now').waitFor();
    expect(await contacts()).toEqual([first.split(' ')[1]]);
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Replace the key' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await contacts()).toEqual([second.split(' ')[1]]);
  });

  it('gives a checkpoint out, knows it again, and refuses what is none', { timeout: slowMs }, async () => {
    const { page } = application;
    await goTo(page, 'Log');
    await page.getByRole('button', { name: 'Checkpoints…' }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Save as…' }).click();
    await saveAs(page, 'head.txt');
    await page.getByText('head.txt saved').waitFor();
    const check = (path: string): Promise<void> => chooseFiles(page, () => page.getByRole('button', { name: 'Choose and check…' }).click(), [path]);
    await check(join(application.home, 'head.txt'));
    await page.getByText('The log goes on from this checkpoint').waitFor();
    writeFileSync(join(folder, 'none.txt'), 'nothing of the kind');
    await check(join(folder, 'none.txt'));
    await page.getByText('The check does not hold.').waitFor();
    expect(await page.getByText('The log goes on from this checkpoint').count()).toBe(0);
  });
});
