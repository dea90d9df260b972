import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApplication, type Application } from './start-application.ts';
import { chooseFiles, passphrase } from './window-pages.ts';

const evidence = (name: string): string => fileURLToPath(new URL(`../../resources/demo/evidence/${name}`, import.meta.url));
const slowMs = 180_000;
const furthest = 120;

let application: Application;

/** Presses Tab until the element with this name has the focus, as a person without a mouse does. */
async function tabTo(name: RegExp, key = 'Tab'): Promise<void> {
  const { page } = application;
  for (let step = 0; step < furthest; step += 1) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return '';
      const labels = (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
      const own = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels?.[0]?.textContent ?? '' : element.textContent;
      return (element.getAttribute('aria-label') ?? (own === '' ? labels : own)).trim();
    });
    if (name.test(focused)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`The keyboard does not reach ${String(name)}.`);
}

async function pressOn(name: RegExp, key = 'Enter'): Promise<void> {
  await tabTo(name);
  await application.page.keyboard.press(key);
}

async function type(name: RegExp, text: string): Promise<void> {
  await tabTo(name);
  await application.page.keyboard.press('Control+a');
  await application.page.keyboard.type(text);
}

beforeAll(async () => {
  application = await startApplication();
  application.page.setDefaultTimeout(30_000);
});
afterAll(async () => { await application.stop(); });

describe('a prosecutor without a mouse', () => {
  it('creates a case', { timeout: slowMs }, async () => {
    const { page } = application;
    await pressOn(/^Create a case/u);
    await page.getByRole('heading', { name: 'Create a case' }).waitFor();
    await type(/Title of the case/u, 'Prosecutor v. Example');
    await type(/Signing office/u, 'Public Prosecutor, Unit 4');
    await pressOn(/^Choose…$/u);
    await page.getByRole('dialog').waitFor();
    await type(/Name of the case folder/u, 'Keyboard case');
    await pressOn(/^Save here$/u);
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await type(/^Passphrase$/u, passphrase);
    await type(/^Passphrase again$/u, passphrase);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Overview' }).waitFor({ timeout: 60_000 });
  });

  it('takes evidence in, opens it, and marks and approves a zone', { timeout: slowMs }, async () => {
    const { page } = application;
    await pressOn(/^Documents/u);
    await page.getByRole('heading', { name: 'Documents' }).waitFor();
    await chooseFiles(page, () => pressOn(/^Add files$/u), [evidence('statement-verbytska-en.pdf'), evidence('chat-export.txt')]);
    await page.getByText('2 documents taken in').waitFor({ timeout: slowMs });
    await tabTo(/^Documents/u);
    for (let step = 0; step < furthest && await page.evaluate(() => document.activeElement?.getAttribute('role') !== 'grid'); step += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('.page-picture[data-loaded]').first().waitFor();
    await page.keyboard.press('r');
    await page.locator('.redaction-panel').waitFor();
    await page.keyboard.press('d');
    await page.locator('.redaction-box[data-state="draft"]').waitFor();
    const draftAt = async (): Promise<number> => (await page.locator('.redaction-box[data-state="draft"]').boundingBox())?.y ?? 0;
    const begun = await draftAt();
    await page.keyboard.press('ArrowUp');
    await page.waitForFunction((y) => (document.querySelector('.redaction-box[data-state="draft"]')?.getBoundingClientRect().y ?? y) < y - 1, begun);
    const [small, before] = [begun - await draftAt(), await draftAt()];
    await page.keyboard.press('Control+ArrowUp');
    await page.waitForFunction(([y, step]) => (document.querySelector('.redaction-box[data-state="draft"]')?.getBoundingClientRect().y ?? y) < y - 3 * step, [before, small] as const);
    for (const key of ['ArrowLeft', 'Shift+ArrowRight', 'Enter']) await page.keyboard.press(key);
    await page.locator('.redaction-box[data-state="proposed"]').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    await page.locator('.redaction-box[data-state="approved"]').waitFor();
    await page.keyboard.press('u');
    await page.locator('.redaction-box[data-state="proposed"]').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.locator('.redaction-box[data-state="proposed"]').waitFor({ state: 'detached' });
  });

  it('orders the bundle and releases it', { timeout: slowMs }, async () => {
    const { page } = application;
    await pressOn(/^Bundle/u);
    await pressOn(/^Add all/u);
    await page.locator('[data-kind="exhibit"]').nth(1).waitFor();
    const before = await page.locator('[data-kind="exhibit"] .bundle-title').allTextContents();
    for (let step = 0; step < furthest && await page.evaluate(() => document.activeElement?.closest('.bundle-tree') === null); step += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Alt+ArrowDown');
    await page.waitForFunction((first) => document.querySelector('[data-kind="exhibit"] .bundle-title')?.textContent !== first, before[0]);
    expect(await page.locator('[data-kind="exhibit"] .bundle-title').allTextContents()).toEqual(before.toReversed());
    await pressOn(/^Releases/u);
    await page.getByRole('heading', { name: 'Make a release' }).waitFor();
    await pressOn(/^Build and sign, not sealed$/u);
    await page.getByRole('dialog').waitFor();
    await type(/File name/u, 'court.tar');
    await pressOn(/^Save here$/u);
    await page.getByText('Released: Court').waitFor({ timeout: slowMs });
    expect(existsSync(join(application.home, 'court.tar'))).toBe(true);
  });
});

/** Opens the browser's chooser of one of the fields for files by keyboard. */
async function chooseIn(group: string, path: string): Promise<void> {
  await chooseFiles(application.page, () => pressInGroup(group), [path]);
}

async function pressInGroup(group: string): Promise<void> {
  const { page } = application;
  for (let step = 0; step < furthest && await page.evaluate((label) => document.activeElement?.closest('[role="group"]')?.getAttribute('aria-label') !== label, group); step += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
}

describe('a clerk without a mouse', () => {
  it('verifies the release, keeps the record and looks a stamp up', { timeout: slowMs }, async () => {
    const { page } = application;
    await pressOn(/^Close case$/u);
    // Its screen of releases has a button of that name too.
    await page.getByRole('navigation', { name: 'Parts of the case' }).waitFor({ state: 'detached' });
    await pressOn(/^Verify a release/u);
    await page.getByRole('heading', { name: 'Verify a release' }).waitFor();
    await chooseFiles(page, () => pressOn(/^Choose file…$/u), [join(application.home, 'court.tar')]);
    await pressOn(/^Verify$/u);
    await page.getByRole('heading', { name: 'It holds' }).waitFor({ timeout: slowMs });
    await pressOn(/^Save the record…$/u);
    await page.getByRole('dialog').waitFor();
    await type(/File name/u, 'record.pdf');
    await pressOn(/^Save here$/u);
    await page.getByText(/record\.pdf.* saved/u).waitFor();
    expect(existsSync(join(application.home, 'record.pdf'))).toBe(true);
    await type(/Scanned or typed from the stamp/u, '000000000000');
    await page.keyboard.press('Enter');
    await page.getByText('No exhibit of the release begins like this').waitFor();
  });
});

describe('a defence lawyer without a mouse', () => {
  it('opens the release, contests an exhibit, writes a note and answers', { timeout: slowMs }, async () => {
    const { page } = application;
    await pressOn(/^Back$/u);
    await pressOn(/^Open a received release/u);
    await chooseIn('Release', join(application.home, 'court.tar'));
    await pressInGroup('Where it is kept');
    await page.getByRole('dialog').waitFor();
    await type(/Name of the case folder/u, 'Received');
    await pressOn(/^Save here$/u);
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await type(/Who reviews/u, 'Defence of the accused');
    await type(/^Passphrase$/u, passphrase);
    await type(/^Passphrase again$/u, passphrase);
    await page.keyboard.press('Enter');
    await page.getByText('Read only').first().waitFor({ timeout: slowMs });
    await pressOn(/^Review/u);
    await page.getByRole('heading', { name: 'Review' }).waitFor();
    await tabTo(/^Open$/u);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await page.getByText(/^1 of/u).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await page.getByRole('dialog').waitFor();
    await type(/Reason/u, 'The witness was not heard.');
    await pressOn(/^Contest$/u);
    await page.getByText('“The witness was not heard.”').waitFor();
    await pressOn(/^Make the answer$/u);
    await page.getByRole('dialog').waitFor();
    await type(/File name/u, 'answer.tar.age');
    await pressOn(/^Save here$/u);
    await page.getByText('answer.tar.age made').waitFor({ timeout: slowMs });
    expect(existsSync(join(application.home, 'answer.tar.age'))).toBe(true);
  });
});
