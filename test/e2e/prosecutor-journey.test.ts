import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApplication, type Application } from './start-application.ts';
import { addFiles, chooseFiles, createCase, goTo, passphrase, saveAs, violations } from './window-pages.ts';

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
    await page.getByText(/^\d+ hits?/).waitFor();
    await page.getByRole('button', { name: /statement-verbytska-en/ }).first().click();
    await page.locator('.page-picture[data-loaded]').first().waitFor();
    await page.locator('.page-hit[data-current]').first().waitFor();
    await page.getByText(/^1 of \d+ pages?$/u).waitFor();
  });

  it('selects words of a page with the mouse, at any zoom', { timeout: slowMs }, async () => {
    const { page } = application;
    await page.locator('.pages').focus();
    for (const key of ['+', '-']) {
      await page.keyboard.press(key);
      await page.locator('[data-page="1"] .page-picture[data-sharp]').waitFor();
      const [from, to] = [await page.locator('[data-page="1"] [data-word="2"]').boundingBox(), await page.locator('[data-page="1"] [data-word="4"]').boundingBox()];
      if (from === null || to === null) throw new Error('no words over the page');
      await page.mouse.move(from.x + 1, from.y + from.height / 2);
      await page.mouse.down();
      await page.mouse.move(to.x + to.width - 1, to.y + to.height / 2, { steps: 5 });
      await page.mouse.up();
      const words = await page.locator('[data-page="1"] [data-word]').allTextContents();
      expect(await page.evaluate(() => document.getSelection()?.toString().replaceAll(/\s/gu, ''))).toContain((words[3] ?? '?').trim());
    }
  });

  it('prints one page of it, and the log says so', { timeout: slowMs }, async () => {
    const { page } = application;
    await page.locator('.pages').focus();
    await page.keyboard.press('Control+p');
    await page.getByRole('radio', { name: 'This page' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Print', exact: true }).click();
    await page.getByText('1 page was given to the printer dialog').waitFor();
    expect((await PDFDocument.load(await page.pdf({ preferCSSPageSize: true }))).getPageCount()).toBe(1);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    const log = await application.call('caseLog', { from: 0, limit: 500 });
    expect(log.ok && log.value.events.filter(({ action }) => action === 'document-printed').map(({ facts }) => facts)).toEqual([{ pages: 1 }]);
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
    await page.getByRole('dialog').getByText('Finds may be kept').click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Find all mentions' }).click();
    await page.getByText(/mentions proposed/).waitFor({ timeout: slowMs });
    // The rules of this edition apply by themselves: a find may be looked at, and nothing waits for it.
    await goTo(page, 'Overview');
    await page.getByText('No redaction waits for a decision').waitFor();
    await goTo(page, 'Redactions');
    // Who begins to reject a find and thinks better of it is still at that find.
    await page.locator('.redacted-document').filter({ hasText: /\d open/ }).first().click();
    await page.locator('.page-picture[data-loaded]').first().waitFor();
    await page.locator('.pages').focus();
    await page.keyboard.press('j');
    const chosen = page.locator('.redaction-list > li').first();
    await chosen.locator('.redaction-decide').waitFor();
    await page.keyboard.press('x');
    await page.getByRole('dialog', { name: 'Reject' }).getByText(await chosen.locator('.redaction-why').innerText()).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await chosen.locator('.redaction-decide').waitFor();
    expect(await page.locator('.redaction-list .redaction-decide').count()).toBe(1);
    await goTo(page, 'Redactions');
    await page.locator('.redacted-document').first().waitFor();
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
    // What is approved does not invite to be rejected.
    await page.locator('.redaction-row').first().click();
    await page.locator('.redaction-decide').getByRole('button', { name: /^Reject/u }).waitFor();
    expect(await page.locator('.redaction-decide .button[data-kind="primary"]').count()).toBe(0);
  });

  it('goes through them by keys, and sees before, after, and the proof of what is gone', { timeout: slowMs }, async () => {
    const { page } = application;
    await page.locator('.pages').focus();
    await page.keyboard.press('j');
    await page.locator('.redaction-decide').first().waitFor();
    await page.getByRole('button', { name: 'See the proof' }).click();
    await page.getByText('Nothing was applied in this document yet').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Before and after' }).click();
    await page.locator('.document-pair .pair-title').nth(1).waitFor({ timeout: slowMs });
    await page.getByText('Before: as received').waitFor();
    await page.getByRole('button', { name: 'One document' }).click();
    await page.getByRole('radio', { name: 'Redact', exact: true }).click();
    await page.getByRole('button', { name: 'See the proof' }).click();
    await page.getByText('Nothing that was removed stands anywhere in the bytes of the file').waitFor();
    await page.keyboard.press('Escape');
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
    await page.getByRole('dialog').getByRole('button', { name: /^Number \d/ }).click();
    await page.locator('[data-kind="exhibit"]').getByText('P-1', { exact: true }).waitFor();
  });

  it('drags an exhibit before another, and sees index and stamps before anything is built', { timeout: slowMs }, async () => {
    const { page } = application;
    const exhibits = page.locator('[data-kind="exhibit"]');
    const before = await exhibits.locator('.bundle-title').allTextContents();
    const grip = await exhibits.last().locator('.bundle-grip').boundingBox();
    const target = await exhibits.first().boundingBox();
    if (grip === null || target === null) throw new Error('the exhibits are not in view');
    await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
    await page.mouse.down();
    await page.mouse.move(target.x + 120, target.y + target.height / 2, { steps: 8 });
    await page.mouse.move(target.x + 120, target.y + 1, { steps: 4 });
    await page.mouse.up();
    await page.waitForFunction((last) => document.querySelector('[data-kind="exhibit"] .bundle-title')?.textContent === last, before.at(-1));
    await page.locator('.bundle-tree').focus();
    await page.keyboard.press('Control+z');
    await page.waitForFunction((first) => document.querySelector('[data-kind="exhibit"] .bundle-title')?.textContent === first, before[0]);
    await page.getByRole('textbox', { name: 'Go to bundle page' }).fill('2');
    await page.keyboard.press('Enter');
    await page.locator('.page-picture[data-loaded]').first().waitFor();
    await goTo(page, 'Bundle');
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.locator('.preview-pages img').first().waitFor({ timeout: slowMs });
    await page.waitForFunction(() => (document.querySelector<HTMLImageElement>('.preview-pages img')?.naturalWidth ?? 0) > 0);
    await page.keyboard.press('Escape');
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

async function verify(release: string): Promise<void> {
  const { page } = application;
  await chooseFiles(page, () => page.getByRole('button', { name: 'Choose file…' }).first().click(), [release]);
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
}

describe('a clerk, from a release to the record', () => {
  it('sees in one look that it holds and that the signer is not confirmed yet', { timeout: slowMs }, async () => {
    const { page } = application;
    await page.getByRole('button', { name: /^Verify a release/ }).click();
    await chooseFiles(page, () => page.getByRole('group', { name: 'Identity file' }).getByRole('button').click(), [join(folder, 'clerk.key')]);
    await verify(join(application.home, 'defence.tar.age'));
    await page.getByRole('heading', { name: 'It holds' }).waitFor({ timeout: slowMs });
    await page.getByText('Signed by a key that you have not confirmed').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('It holds');
  });

  it('keeps a record of it, and finds a page by the digits of its stamp', { timeout: slowMs }, async () => {
    const { page } = application;
    await page.getByRole('button', { name: 'Save the record…' }).click();
    await saveAs(page, 'record.pdf');
    await page.getByText(/record\.pdf.* saved/).waitFor();
    expect(existsSync(join(application.home, 'record.pdf'))).toBe(true);
    expect(readFileSync(join(application.home, 'record.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    const list = execFileSync('sh', ['-c', `age -d -i "${join(folder, 'clerk.key')}" "${join(application.home, 'defence.tar.age')}" | tar xO --wildcards '*/data/release.json'`], { encoding: 'utf8' });
    const digits = /"sha256":\s*"([0-9a-f]{64})"/.exec(list)?.[1]?.slice(0, 12) ?? '';
    await page.getByLabel('Scanned or typed from the stamp').fill('000000000000');
    await page.getByRole('button', { name: 'Find', exact: true }).click();
    await page.getByText('No exhibit of the release begins like this').waitFor();
    await page.getByLabel('Scanned or typed from the stamp').fill(digits);
    await page.getByRole('button', { name: 'Find', exact: true }).click();
    await page.getByText(/^In the release: /).waitFor();
  });
});

describe('a defence lawyer, from the release to the answer', () => {
  it('opens it as a case to review, which can only be read', { timeout: slowMs }, async () => {
    const { page } = application;
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: /^Open a received release/ }).click();
    await chooseFiles(page, () => page.getByRole('group', { name: 'Release', exact: true }).getByRole('button').click(), [join(application.home, 'defence.tar.age')]);
    await chooseFiles(page, () => page.getByRole('group', { name: 'Identity file' }).getByRole('button').click(), [join(folder, 'clerk.key')]);
    await page.getByRole('group', { name: 'Where it is kept' }).getByRole('button').click();
    await saveAs(page, 'Received');
    await page.getByLabel('Who reviews').fill('Defence of the accused');
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await page.getByLabel('Passphrase again').fill(passphrase);
    await page.getByRole('button', { name: 'Open the release' }).click();
    await page.getByText('Read only').first().waitFor({ timeout: slowMs });
    expect(await page.getByRole('navigation', { name: 'Parts of the case' }).getByRole('button', { name: 'People' }).count()).toBe(0);
  });

  it('contests an exhibit with a reason, writes a note, and answers', { timeout: slowMs }, async () => {
    const { page } = application;
    await goTo(page, 'Review');
    await page.getByRole('radio', { name: 'Contested' }).first().click();
    await page.getByLabel('Reason').fill('The witness was not heard.');
    await page.getByRole('dialog').getByRole('button', { name: 'Contest', exact: true }).click();
    await page.getByText('“The witness was not heard.”').waitFor();
    await page.getByRole('radio', { name: 'Agreed' }).nth(1).click();
    await page.getByText(/^2 of/).waitFor();
    await page.locator('.review-title').first().click();
    await page.getByRole('textbox', { name: 'Note' }).fill('Compare with the schedule.');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.locator('.review-item').getByText('Compare with the schedule.').waitFor();
    await page.locator('.review-item').getByText('Share with the answer').click();
    await page.locator('.review-item').getByText('Goes with the answer').waitFor();
    await goTo(page, 'Review');
    await page.getByRole('button', { name: 'Make the answer' }).click();
    await saveAs(page, 'answer.tar.age');
    await page.getByText('answer.tar.age made').waitFor({ timeout: slowMs });
    await page.getByRole('button', { name: 'Close case' }).click();
  });

  it('is heard: the prosecutor takes the answer in and sees what is contested', { timeout: slowMs }, async () => {
    const { page } = application;
    await page.getByRole('button', { name: /Case of the test/ }).click();
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor({ timeout: slowMs });
    await goTo(page, 'Releases');
    await chooseFiles(page, () => page.getByRole('button', { name: 'Take an answer in…' }).click(), [join(application.home, 'answer.tar.age')]);
    await page.getByText('The witness was not heard.').waitFor({ timeout: slowMs });
    await page.getByText('Compare with the schedule.').waitFor();
    await page.getByRole('button', { name: 'Close case' }).click();
    await page.getByRole('heading', { name: 'What would you like to do?' }).waitFor();
    await page.getByRole('button', { name: /^Verify a release/ }).click();
    await chooseFiles(page, () => page.getByRole('group', { name: 'Identity file' }).getByRole('button').click(), [join(folder, 'clerk.key')]);
  });
});

describe('a clerk with a damaged release', () => {
  it('sees that a release with one changed byte does not hold', { timeout: slowMs }, async () => {
    const { page } = application;
    tamper(join(application.home, 'defence.tar.age'));
    await verify(join(application.home, 'defence.tar.age'));
    await page.getByText(/It does not hold|damaged or incomplete/).first().waitFor({ timeout: slowMs });
    expect(await page.getByRole('heading', { name: 'It holds' }).count()).toBe(0);
  });
});
