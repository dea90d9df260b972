import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApplication, type Application } from './start-application.ts';
import { addFiles, chooseFiles, createCase, goTo, passphrase, saveAs } from './window-pages.ts';

const evidence = (name: string): string => fileURLToPath(new URL(`../../resources/demo/evidence/${name}`, import.meta.url));
const slowMs = 180_000;

let application: Application;
let folder: string;
let recipient: string;

/** Changes one byte in the middle of a file. */
function tamper(path: string): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.from([0xa5]), 0, 1, Math.floor(statSync(path).size / 2));
  closeSync(file);
}

beforeAll(async () => {
  application = await startApplication();
  application.page.setDefaultTimeout(30_000);
  folder = mkdtempSync(join(tmpdir(), 'custodia-journey-'));
  execFileSync('age-keygen', ['-o', join(folder, 'clerk.key')], { stdio: 'ignore' });
  recipient = execFileSync('age-keygen', ['-y', join(folder, 'clerk.key')], { encoding: 'utf8' }).trim();
});

afterAll(async () => {
  await application.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a prosecutor, from an empty case to a release', () => {
  it('creates a case, locks it, and gets back in only with the right passphrase', { timeout: slowMs }, async () => {
    const { page } = application;
    await createCase(page, 'Prosecutor v. Example');
    await page.getByRole('button', { name: 'Lock now' }).click();
    await page.getByRole('heading', { name: 'The case is locked' }).waitFor();
    expect(await page.content()).not.toContain('Prosecutor v. Example');
    await page.getByLabel('Passphrase', { exact: true }).fill('not the passphrase at all');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByText('The passphrase does not open this case.', { exact: true }).waitFor();
    await page.getByText('The case is untouched.', { exact: true }).waitFor();
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  it('takes good files in and says of each bad one why not', { timeout: slowMs }, async () => {
    const { page } = application;
    writeFileSync(join(folder, 'empty.pdf'), '');
    writeFileSync(join(folder, 'damaged.pdf'), '%PDF-1.7\nthis is no document');
    await goTo(page, 'Documents');
    await addFiles(page, [evidence('statement-verbytska-uk.pdf'), evidence('statement-verbytska-en.pdf'), evidence('chat-export.txt'), join(folder, 'empty.pdf'), join(folder, 'damaged.pdf')]);
    await page.getByText(/documents taken in/).waitFor({ timeout: slowMs });
    await page.getByRole('listitem').filter({ hasText: 'empty.pdf' }).filter({ hasText: 'The file is empty.' }).waitFor();
    await page.getByRole('gridcell', { name: 'PDF' }).first().waitFor();
    await page.getByRole('button', { name: 'Read text' }).click();
    await page.getByRole('grid').getByText('Not read').first().waitFor({ state: 'detached', timeout: slowMs });
  });

  it('filters the list while typing and finds the words in the text', { timeout: slowMs }, async () => {
    const { page } = application;
    const field = page.getByRole('searchbox');
    await field.fill('Velkmoor Constabulary');
    await page.getByText(/hits? in the text/).waitFor();
    await page.getByRole('button', { name: /statement-verbytska-en/ }).first().click();
    await page.locator('.page-picture[data-loaded]').first().waitFor();
    await page.locator('.page-hit').first().waitFor();
  });

  it('reads, selects and copies words that lie over the picture of a page', { timeout: slowMs }, async () => {
    const { page } = application;
    await page.locator('.pages').focus();
    const copied = await page.evaluate(() => {
      const words = [...document.querySelectorAll('[data-page="1"] [data-word]')].slice(0, 3);
      const range = document.createRange();
      range.setStart(words[0]?.firstChild ?? document.body, 0);
      range.setEnd(words[2]?.firstChild ?? document.body, 2);
      document.getSelection()?.removeAllRanges();
      document.getSelection()?.addRange(range);
      const data = new DataTransfer();
      document.querySelector('.pages')?.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }));
      return data.getData('text/plain');
    });
    expect(copied).toBe('Velkmoor Constabulary\nModern');
    await page.locator('.pages').focus();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Documents' }).waitFor();
  });

  it('protects a person, finds every mention, and decides on each', { timeout: slowMs }, async () => {
    const { page } = application;
    await goTo(page, 'People');
    await page.getByRole('button', { name: 'Add a person' }).first().click();
    await page.getByLabel('Pseudonym').fill('Witness P-12');
    await page.getByLabel('Every form of the name').fill('Олена Вербицька\nВербицька\nOlena Verbytska\nVerbytska\nOlena');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Witness P-12' }).waitFor();
    await goTo(page, 'Redactions');
    await page.getByRole('button', { name: /^Defence/ }).click();
    await page.getByRole('button', { name: 'Set rules' }).click();
    await page.getByLabel('Ground').fill('Order of 1 February 2026');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Find all mentions' }).click();
    await page.getByText(/mentions proposed/).waitFor({ timeout: slowMs });
    for (;;) {
      const open = page.locator('.redacted-document').filter({ hasText: /\d open/ });
      if (await open.count() === 0) break;
      await open.first().click();
      await page.getByRole('button', { name: /^Approve (all )?\d+ open/u }).click();
      await page.locator('.redaction-panel').getByText('Proposed', { exact: true }).first().waitFor({ state: 'detached' });
      await goTo(page, 'Redactions');
      await page.locator('.redacted-document').first().waitFor();
    }
  });

  it('draws a zone by mouse, which is hatched until it is approved', { timeout: slowMs }, async () => {
    const { page } = application;
    await page.locator('.redacted-document').first().click();
    await page.getByRole('radio', { name: 'Draw zone' }).click();
    const paper = page.locator('.page').first();
    await paper.locator('.page-picture[data-loaded]').waitFor();
    const box = await paper.boundingBox();
    if (box === null) throw new Error('the page is not in view');
    await page.mouse.move(box.x + 60, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + 200, box.y + 100, { steps: 4 });
    await page.mouse.up();
    await page.locator('.redaction-box[data-state="proposed"]').first().waitFor();
    await page.getByRole('button', { name: /^Approve (all )?\d+ open/u }).click();
    await page.locator('.redaction-box[data-state="proposed"]').first().waitFor({ state: 'detached' });
    expect(await page.locator('.redaction-box[data-state="approved"]').count()).toBeGreaterThan(0);
  });

  it('pairs the translation, orders the bundle and numbers its exhibits', { timeout: slowMs }, async () => {
    const { page } = application;
    await goTo(page, 'Translations');
    await page.getByRole('button', { name: 'Pair a translation' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /Original/ }).click();
    await page.getByRole('option', { name: /verbytska-uk/ }).click();
    await dialog.getByRole('button', { name: /Translation/ }).first().click();
    await page.getByRole('option', { name: /verbytska-en/ }).click();
    await dialog.getByRole('button', { name: 'Pair a translation' }).click();
    await page.getByText('Belongs to its original').waitFor();
    await goTo(page, 'Bundle');
    await page.getByRole('button', { name: /^Add all/ }).first().click();
    const exhibits = page.locator('[data-kind="exhibit"]');
    await exhibits.first().waitFor();
    const before = await exhibits.locator('.bundle-title').allTextContents();
    await page.getByRole('button', { name: `Move ${before[0] ?? ''} down` }).click();
    await page.waitForFunction((first) => document.querySelector('[data-kind="exhibit"] .bundle-title')?.textContent !== first, before[0]);
    await page.getByRole('button', { name: 'Number the exhibits' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /^Number/ }).click();
    await page.locator('[data-kind="exhibit"]').getByText('P-1', { exact: true }).waitFor();
  });

  it('releases the defence edition, sealed for the clerk', { timeout: slowMs }, async () => {
    const { page } = application;
    await goTo(page, 'Releases');
    await page.getByLabel('Recipients').fill(recipient);
    await page.getByRole('button', { name: 'Build, sign and seal' }).click();
    await saveAs(page, 'defence.tar.age');
    await page.getByText('Released: Defence').waitFor({ timeout: slowMs });
    expect(statSync(join(application.home, 'defence.tar.age')).size).toBeGreaterThan(10_000);
    const listing = execFileSync('sh', ['-c', `age -d -i "${join(folder, 'clerk.key')}" "${join(application.home, 'defence.tar.age')}" | tar t`], { encoding: 'utf8' });
    expect(listing).toContain('manifest-sha256.txt');
    await page.getByRole('button', { name: 'Close case' }).click();
    await page.getByRole('heading', { name: 'What would you like to do?' }).waitFor();
  });
});

describe('a clerk, from a release to the answer', () => {
  async function verify(release: string): Promise<void> {
    const { page } = application;
    await chooseFiles(page, () => page.getByRole('button', { name: 'Choose file…' }).click(), [release]);
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
  }

  it('sees in one look that it holds and that the signer is not confirmed yet', { timeout: slowMs }, async () => {
    const { page } = application;
    await page.getByRole('button', { name: /^Verify a release/ }).click();
    await chooseFiles(page, () => page.getByRole('group', { name: 'Identity file' }).getByRole('button').click(), [join(folder, 'clerk.key')]);
    await verify(join(application.home, 'defence.tar.age'));
    await page.getByRole('heading', { name: 'It holds' }).waitFor({ timeout: slowMs });
    await page.getByText('Signed by a key that you have not confirmed').waitFor();
  });

  it('sees that a release with one changed byte does not hold', { timeout: slowMs }, async () => {
    const { page } = application;
    tamper(join(application.home, 'defence.tar.age'));
    await verify(join(application.home, 'defence.tar.age'));
    await page.getByText(/It does not hold|damaged or incomplete/).first().waitFor({ timeout: slowMs });
    expect(await page.getByRole('heading', { name: 'It holds' }).count()).toBe(0);
  });
});
