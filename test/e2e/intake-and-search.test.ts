import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWorkerPools } from '../../engine/workers/worker-pools.ts';
import { show, smallPdf } from '../unit/engine/intake/small-pdf.ts';
import { declaration } from '../unit/engine/reading/declaration.ts';
import { picturePdf, scanOf, textPdf } from '../unit/engine/reading/make-scan.ts';
import { startApplication, type Application } from './start-application.ts';
import { addFiles, chooseFiles, createCase, dropFile, goTo, violations } from './window-pages.ts';

const folder = mkdtempSync(join(tmpdir(), 'custodia-intake-'));
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const pictures = process.env['CUSTODIA_PICTURES'];
let application: Application;
let files: readonly string[];

beforeAll(async () => {
  const pools = createWorkerPools();
  const text = declaration('eng', 6);
  const mail = (received: string): string => `Received: by ${received}\r\nFrom: a@example.org\r\nTo: b@example.org\r\nSubject: Hotel\r\nMessage-ID: <one@example.org>\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\n\r\nShort.\r\n`;
  const bad = await scanOf(pools, textPdf('The invoice of the hotel was paid in cash on the third of March by a man.'), { dpi: 52, degraded: true });
  const plain = file('plain.pdf', smallPdf({ content: show('Protected words', 50, 300) }));
  execFileSync('qpdf', ['--encrypt', 'secret', 'owner', '256', '--', plain, join(folder, 'protected.pdf')]);
  files = [
    file('statement.txt', text), file('copy of statement.txt', text), file('letterhead.txt', `OTHER LETTERHEAD\n\n${text.replace('human family', 'family of man')}`),
    file('sent.eml', mail('first')), file('received.eml', mail('second')), join(folder, 'protected.pdf'), file('faded.pdf', await picturePdf([bad], 52)),
  ];
  pools.close();
  application = await startApplication();
  application.page.setDefaultTimeout(60_000);
  await createCase(application.page, 'Prosecutor v. Example');
}, 180_000);
afterAll(async () => {
  await application.stop();
  rmSync(folder, { recursive: true });
});

async function picture(name: string): Promise<void> {
  if (pictures !== undefined) await application.page.screenshot({ path: join(pictures, `${name}.png`) });
}

it('says of dropped folders what was not taken in, and that there was nothing', { timeout: 60_000 }, async () => {
  const { page } = application;
  await goTo(page, 'Documents');
  const screen = page.locator('.screen.documents');
  const report = page.locator('.intake-report');
  mkdirSync(join(folder, 'nothing'));
  mkdirSync(join(folder, 'links'));
  symlinkSync('..', join(folder, 'links', 'round'));
  await dropFile(page, screen, join(folder, 'nothing'));
  await report.getByText('There was no file in it.').waitFor();
  await dropFile(page, screen, join(folder, 'links'));
  await report.getByText('round: This is a link to another place. Add what it leads to.').waitFor();
  await report.getByRole('button', { name: 'Close' }).click();
  symlinkSync('gone.pdf', join(folder, 'leads-nowhere.pdf'));
  await dropFile(page, screen, join(folder, 'leads-nowhere.pdf'));
  await page.getByText('Dropped but not readable, left out: 1').waitFor();
});

it('takes files in with their language, a custody sheet and custody for all, protected ones as they came, and says what is there twice', { timeout: 300_000 }, async () => {
  const { page } = application;
  await goTo(page, 'Documents');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Add with custody details' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add with custody details' });
  await chooseFiles(page, () => dialog.getByRole('button', { name: 'Choose…' }).first().click(), files);
  const sheet = file('sheet.json', JSON.stringify({ files: [{ file: 'faded.pdf', sealNumber: 'S-77', collectedBy: 'Officer Ilves' }] }));
  await chooseFiles(page, () => dialog.getByRole('button', { name: 'Choose…' }).nth(1).click(), [sheet]);
  await dialog.getByText('S-77').waitFor();
  await dialog.getByRole('button', { name: 'Language of all files' }).click();
  await page.getByRole('option', { name: 'English', exact: true }).click();
  await dialog.getByText('Take in protected files without their password').click();
  await dialog.getByLabel('Received from').fill('Hotel Adria');
  await picture('custody-intake');
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Take in' }).click();
  await page.getByText('7 documents taken in').waitFor({ timeout: 120_000 });
  await page.getByText('Some of this is in the case already').waitFor();
  await picture('intake-report');

  const listed = await application.call('listDocuments', { from: 0, limit: 50 });
  if (!listed.ok) throw new Error(listed.failure.code);
  expect(listed.value.documents.every(({ language }) => language === 'en')).toBe(true);
  expect(listed.value.documents.find(({ name }) => name === 'faded.pdf')?.source).toMatchObject({ sealNumber: 'S-77', collectedBy: 'Officer Ilves', receivedFrom: 'Hotel Adria' });
  expect(listed.value.documents.find(({ name }) => name === 'protected.pdf')).toMatchObject({ pages: 1, source: { receivedFrom: 'Hotel Adria' } });
});

it('reads when a person lets it go on, and shows duplicates in their dialog and on each of the documents', { timeout: 300_000 }, async () => {
  const { page } = application;
  const unread = async (): Promise<number> => {
    const listed = await application.call('listDocuments', { from: 0, limit: 50 });
    return listed.ok ? listed.value.documents.filter(({ reading }) => reading === 'unread').length : -1;
  };
  await page.getByRole('button', { name: 'Read text' }).click();
  await page.getByRole('button', { name: /1 job running/ }).waitFor();
  const running = await application.call('listJobs', {});
  if (!running.ok) throw new Error(running.failure.code);
  expect(await application.call('pauseJobs', { job: running.value.jobs[0]?.job ?? '' })).toMatchObject({ ok: true });
  await page.getByRole('button', { name: '1 job paused' }).click();
  const queue = page.getByRole('dialog', { name: 'Running' });
  await queue.getByText('What is in hand is finished first').waitFor();
  expect(await unread()).toBeGreaterThan(0);
  await picture('job-paused');
  expect(await violations(page)).toEqual([]);
  // By keyboard: on, held again, and on for good.
  await queue.getByRole('button', { name: 'Go on: Reading text' }).press('Enter');
  await queue.getByRole('button', { name: 'Pause: Reading text' }).press('Enter');
  await queue.getByRole('button', { name: 'Go on: Reading text' }).press('Enter');
  await queue.getByRole('button', { name: 'Pause: Reading text' }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(unread, { timeout: 240_000, interval: 500 }).toBe(0);
  await page.getByRole('button', { name: 'Show duplicates' }).click();
  const dialog = page.getByRole('dialog', { name: 'Duplicates' });
  await dialog.getByRole('button', { name: /^copy of statement/ }).first().waitFor();
  await dialog.getByRole('button', { name: /^letterhead/ }).first().waitFor();
  expect(await dialog.getByRole('heading', { level: 3 }).count()).toBe(3);
  await picture('duplicates');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /copy of statement/ }).click();
  const details = page.getByRole('complementary');
  await details.getByText('Same file as').waitFor();
  await details.getByText('Nearly the same pages in').waitFor();
  await picture('duplicate-details');
  expect(await violations(page)).toEqual([]);
});

it('looks for hidden content in all documents at once, and reads again in languages that are named and remembered', { timeout: 300_000 }, async () => {
  const { page } = application;
  const choose = async (item: string): Promise<void> => {
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await choose('Hidden content');
  const hidden = page.getByRole('dialog', { name: 'Hidden content' });
  await hidden.getByRole('button', { name: /not looked into yet/ }).click();
  await hidden.getByText(/looked into(, the worst first\.|: nothing is hidden)/).waitFor({ timeout: 240_000 });
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await choose('Read in certain languages');
  const dialog = page.getByRole('dialog', { name: 'Read in certain languages' });
  await dialog.getByRole('combobox', { name: 'Add a language' }).fill('українська');
  await page.getByRole('option', { name: 'Ukrainian' }).click();
  await dialog.getByRole('button', { name: 'Remove: Ukrainian' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Read text' }).click();
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(async () => {
    const settings = await application.call('getSettings', {});
    return settings.ok ? settings.value.readingLanguages : [];
  }).toEqual(['uk']);
  await expect.poll(async () => {
    const running = await application.call('listJobs', {});
    return running.ok ? running.value.jobs.length : -1;
  }, { timeout: 240_000, interval: 300 }).toBe(0);
});

it('finds words in the way that a person chooses, tells where they stand, and explains what can be typed', { timeout: 120_000 }, async () => {
  const { page } = application;
  const search = page.getByRole('searchbox');
  const heading = page.getByRole('region', { name: 'Hits' }).getByRole('status');
  await search.fill('statement');
  await heading.filter({ hasText: /^2 hits.*Names: 2$/ }).waitFor();
  await search.fill('family human');
  await heading.filter({ hasText: /Text: 3/ }).waitFor();
  await page.getByRole('button', { name: 'Search in' }).click();
  await page.getByRole('button', { name: /Words are met/ }).click();
  await page.getByRole('option', { name: 'Exactly in this order' }).click();
  await page.keyboard.press('Escape');
  await search.fill('human family');
  await heading.filter({ hasText: /^2 hits.*Text: 2$/ }).waitFor();
  const marked = await page.locator('.hit mark').evaluateAll((marks) => marks.map((mark) => {
    const [own, room] = [mark.getBoundingClientRect(), mark.closest('.hit-snippet')?.getBoundingClientRect()];
    return { text: mark.textContent, inView: room !== undefined && own.width > 0 && own.left >= room.left && own.right <= room.right };
  }));
  expect(marked).toEqual([{ text: 'human family', inView: true }, { text: 'human family', inView: true }]);
  await picture('search-phrase');
  await page.getByRole('button', { name: 'How to search' }).click();
  await page.getByText('Words close to one another').waitFor();
  await picture('search-help');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'koval*' }).click();
  expect(await search.inputValue()).toBe('koval*');
  await search.fill('');
});

it('describes several documents alike, each keeping what it says besides, and takes it back', { timeout: 120_000 }, async () => {
  const { page } = application;
  const sources = async (): Promise<readonly unknown[]> => {
    const listed = await application.call('listDocuments', { from: 0, limit: 2 });
    return listed.ok ? listed.value.documents.map(({ source }) => source) : [];
  };
  const before = await sources();
  await page.getByRole('row').nth(1).getByRole('gridcell').nth(2).click();
  await page.getByRole('row').nth(2).getByRole('gridcell').nth(2).click({ modifiers: ['Control'] });
  await page.getByRole('complementary').getByRole('button', { name: 'Describe together' }).click();
  const dialog = page.getByRole('dialog', { name: 'Describe together' });
  await dialog.getByLabel('Condition').fill('Sealed bag, torn');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('2 documents described').waitFor();
  expect(await sources()).toEqual(before.map((source) => ({ ...(source as object), condition: 'Sealed bag, torn' })));
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('2 documents described').waitFor({ state: 'detached' });
  expect(await sources()).toEqual(before);
});

it('shows as many of the usual columns as there is room for, none of them cut', { timeout: 60_000 }, async () => {
  const { page } = application;
  await goTo(page, 'Documents');
  const grid = page.getByRole('grid', { name: 'Documents' });
  const headings = (): Promise<string[]> => grid.getByRole('columnheader').allInnerTexts();
  const isCut = (): Promise<boolean> => grid.evaluate((node) => node.scrollWidth > node.clientWidth);
  await page.getByRole('row').nth(1).getByRole('gridcell').nth(2).click();
  await page.getByRole('complementary').getByRole('button', { name: 'Describe' }).waitFor();
  expect(await headings()).toEqual(expect.arrayContaining(['Title', 'Language', 'Text']));
  expect(await headings()).not.toContain('Taken in');
  expect(await isCut()).toBe(false);
  await page.getByRole('button', { name: 'Details', exact: true }).click();
  await grid.getByRole('columnheader', { name: 'Taken in' }).waitFor();
  expect(await isCut()).toBe(false);
  await page.getByRole('button', { name: 'Details', exact: true }).click();
});

it('shows every column that is chosen, each to its end, and keeps the view under a name', { timeout: 60_000 }, async () => {
  const { page } = application;
  await goTo(page, 'Documents');
  const dialog = page.getByRole('dialog', { name: 'View' });
  const turn = async (): Promise<void> => {
    for (const name of ['Certainty', 'Size', 'Collected by', 'Item number', 'File name']) await dialog.getByRole('group', { name: 'Columns' }).getByText(name, { exact: true }).click();
  };
  const open = (): Promise<void> => page.locator('.screen').getByRole('button', { name: 'View', exact: true }).click();
  await open();
  await turn();
  await dialog.getByLabel('Name of this view').fill('Everything');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.getByText('Everything').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await page.getByRole('columnheader').last().innerText()).toBe('File name');
  // A row is cut at its own edge.
  const ends = await page.locator('.grid-body .grid-row').evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().right - (row.lastElementChild?.getBoundingClientRect().right ?? Infinity)));
  expect(ends.length).toBeGreaterThan(0);
  expect(Math.min(...ends)).toBeGreaterThanOrEqual(0);
  await open();
  await dialog.getByRole('button', { name: 'Usual columns, as far as there is room' }).click();
  await page.getByRole('columnheader', { name: 'File name' }).waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

it('keeps list, found places and details in view where text is twice as large', { timeout: 120_000 }, async () => {
  const { page } = application;
  const withText = async (textScalePercent: number): Promise<void> => {
    await application.call('saveSettings', { textScalePercent });
    await page.reload();
    await goTo(page, 'Documents');
    await page.getByRole('row').nth(1).waitFor();
  };
  await withText(200);
  await page.getByRole('row').nth(1).getByRole('gridcell').first().click();
  await page.getByRole('complementary').getByRole('heading').first().waitFor();
  await page.getByRole('searchbox').fill('statement');
  await page.getByRole('region', { name: 'Hits' }).waitFor();
  const outside = await page.evaluate(() => ['.grid', '.hits', '.details'].filter((name) => (document.querySelector(name)?.getBoundingClientRect().bottom ?? Infinity) > innerHeight));
  expect(outside).toEqual([]);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('searchbox').fill('');
  await withText(100);
});

it('leads from doubtful word to doubtful word, and search finds what a person made of one', { timeout: 120_000 }, async () => {
  const { page } = application;
  const words = async (): Promise<number> => {
    const doubtful = await application.call('listDoubtfulWords', { from: 0, limit: 100 });
    return doubtful.ok ? doubtful.value.total : -1;
  };
  const before = await words();
  expect(before).toBeGreaterThan(1);
  await page.getByRole('row', { name: /faded/ }).getByRole('button').first().click();
  await page.locator('.page-picture[data-sharp]').first().waitFor();
  for (const [key, zoom] of [['1', '100 %'], ['+', '110 %'], ['+', '125 %']] as const) {
    await page.locator('.pages').press(key);
    await page.locator('.viewer-zoom').getByText(zoom).waitFor();
  }
  await page.locator('.page-picture[data-sharp]').first().waitFor();
  // Through a step of zoom there is always a picture: the old one, larger, until the sharp one has come.
  const zoomed = await page.evaluate(async () => {
    const picture = document.querySelector<HTMLCanvasElement>('.page-picture');
    if (picture === null) throw new Error('there is no picture');
    const [sharpness, size] = [picture.width, picture.clientWidth];
    const seen = new Set<string>();
    const watch = new MutationObserver(() => { seen.add(`${picture.dataset['loaded'] === undefined ? 'none' : picture.width === sharpness ? 'old' : 'new'}${picture.clientWidth > size ? ', larger' : ''}${picture.dataset['sharp'] === undefined ? '' : ', sharp'}`); });
    watch.observe(picture, { attributes: true });
    document.querySelector<HTMLElement>('.pages')?.dispatchEvent(new KeyboardEvent('keydown', { key: '+', bubbles: true }));
    for (let frame = 0; frame < 1000 && (picture.width <= sharpness || picture.dataset['sharp'] === undefined); frame += 1) await new Promise<number>(requestAnimationFrame);
    watch.disconnect();
    return [...seen];
  });
  expect(zoomed[0]).toBe('old, larger');
  expect(zoomed.at(-1)).toBe('new, larger, sharp');
  expect(zoomed.filter((state) => state.startsWith('none'))).toEqual([]);
  await page.locator('.pages').press('0');
  await page.locator('.pages').press('F2');
  const bar = page.getByRole('region', { name: 'Doubtful words' });
  await bar.getByText(`Doubtful word 1 of ${String(before)}`).waitFor();
  await page.locator('.page-doubt').waitFor();
  await picture('doubtful-word');
  expect(await violations(page)).toEqual([]);
  await bar.getByRole('textbox').fill('Verbytska');
  await page.keyboard.press('Enter');
  await bar.getByText(`of ${String(before - 1)}`).waitFor();
  await page.keyboard.press('F2');
  await bar.getByText(`Doubtful word ${before > 2 ? '2' : '1'} of ${String(before - 1)}`).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(words).toBe(before - 2);
  await page.keyboard.press('Escape');
  await bar.waitFor({ state: 'detached' });
  const found = await application.call('search', { query: 'verbytska', limit: 10 });
  expect(found).toMatchObject({ ok: true, value: { hits: [{ place: 'text', page: 1 }] } });
});

it('opens what a password protects in an archive, says which password is wrong, and keeps saying what else was refused', { timeout: 120_000 }, async () => {
  const { page } = application;
  await goTo(page, 'Documents');
  await addFiles(page, [fileURLToPath(new URL('../fixtures/intake/protected-aes.zip', import.meta.url)), file('empty.pdf', '')]);
  const report = page.locator('.intake-report');
  const secret = report.getByRole('listitem').filter({ hasText: 'secret.txt' });
  const password = secret.getByLabel('Password of this file', { exact: true });
  await password.fill('not this one');
  await password.press('Enter');
  await secret.getByText('The password given does not open the document.').waitFor();
  await password.fill('sesame-1');
  await password.press('Enter');
  await secret.waitFor({ state: 'detached' });
  await report.getByText('3 documents taken in').waitFor();
  expect(await report.getByRole('listitem').allTextContents()).toEqual([expect.stringContaining('other.txt'), expect.stringContaining('empty.pdf')]);
  await picture('intake-refused');
  await goTo(page, 'Log');
  await page.getByText('The file is empty.', { exact: true }).waitFor();
});
