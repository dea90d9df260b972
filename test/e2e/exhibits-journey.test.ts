import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVault } from '../../engine/vault/index.ts';
import { cheapest, chunked, documentOf, value } from '../unit/engine/vault/case-for-tests.ts';
import { job } from './run-case-through.ts';
import { startApplication, type Application } from './start-application.ts';
import { addFiles, createCase, dropFile, goTo, passphrase, saveAs, violationsInAllColours } from './window-pages.ts';

const slowMs = 120_000;
let application: Application;
let folder: string;

async function exhibits() {
  const listed = await application.call('listExhibits', {});
  if (!listed.ok) throw new Error('no exhibits');
  return listed.value;
}

async function closeDialog(): Promise<void> {
  const { page } = application;
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Chooses rows of the table of exhibits by what stands in them, and no others. */
async function choose(first: string, ...others: readonly string[]): Promise<void> {
  const { page } = application;
  await page.getByRole('row').filter({ hasText: first }).getByRole('gridcell').nth(1).click();
  for (const text of others) await page.getByRole('row').filter({ hasText: text }).locator('.grid-check').click();
}

beforeAll(async () => {
  application = await startApplication();
  const { page } = application;
  page.setDefaultTimeout(30_000);
  folder = mkdtempSync(join(tmpdir(), 'custodia-exhibits-'));
  writeFileSync(join(folder, 'first.txt'), 'The witness compared P-2 with P-77, which nobody has.\n');
  writeFileSync(join(folder, 'second.txt'), 'A receipt.\n');
  writeFileSync(join(folder, 'third.txt'), 'A letter of the defence.\n');
  writeFileSync(join(folder, 'late.txt'), 'A report that came late.\n');
  await createCase(page, 'Prosecutor v. Example');
  await goTo(page, 'Documents');
  await addFiles(page, ['first', 'second', 'third'].map((name) => join(folder, `${name}.txt`)));
  await page.getByText('3 documents taken in').waitFor();
  await job(application, 'readDocuments', {});
}, slowMs);

afterAll(async () => {
  await application.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('exhibits in the window', () => {
  it('get party, status and note together, and the change can be taken back', { timeout: slowMs }, async () => {
    const { page } = application;
    await goTo(page, 'Bundle');
    await page.getByRole('button', { name: /^Add all/u }).first().click();
    await page.locator('[data-kind="exhibit"]').nth(2).waitFor();
    await page.getByRole('radio', { name: 'Exhibits' }).click();
    await page.getByRole('row').filter({ hasText: 'third' }).waitFor();
    expect(await violationsInAllColours(page)).toEqual([]);
    await choose('third');
    await page.getByRole('button', { name: 'Describe…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /Party/u }).click();
    await page.getByRole('option', { name: 'Defence' }).click();
    await page.getByRole('dialog').getByLabel('Note').fill('Handed in at the hearing');
    expect(await violationsInAllColours(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('row').filter({ hasText: 'third' }).getByText('Defence').waitFor();
    await choose('first', 'second');
    await page.getByRole('button', { name: 'Set status' }).click();
    await page.getByRole('menuitem', { name: 'Contested' }).click();
    await page.getByRole('row').filter({ hasText: 'first' }).getByText('Contested').waitFor();
    expect((await exhibits()).exhibits.map(({ status }) => status)).toEqual(['contested', 'contested', 'listed']);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByRole('row').filter({ hasText: 'first' }).getByText('Listed').waitFor();
    expect((await exhibits()).exhibits.map(({ status, party, note }) => [status, party, note])).toEqual([['listed', undefined, undefined], ['listed', undefined, undefined], ['listed', 'defence', 'Handed in at the hearing']]);
  });

  it('take numbers of their party’s scheme, seen before they are given', { timeout: slowMs }, async () => {
    const { page } = application;
    await page.getByRole('button', { name: 'Numbering schemes' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Format').nth(1).fill('DEF');
    await dialog.getByText('Write {n} once').waitFor();
    await dialog.getByLabel('Format').nth(1).fill('DEF-{n:3}');
    await dialog.getByLabel('First').nth(1).fill('7');
    await dialog.getByText('DEF-007 · DEF-008 · DEF-007.1').waitFor();
    expect(await violationsInAllColours(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Number the exhibits' }).click();
    await page.getByRole('dialog').getByRole('row').filter({ hasText: 'DEF-007' }).filter({ hasText: 'third' }).waitFor();
    expect((await exhibits()).exhibits.every(({ exhibit }) => exhibit === undefined)).toBe(true);
    expect(await violationsInAllColours(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Number 3 exhibits' }).click();
    await page.getByRole('grid').getByText('DEF-007').waitFor();
    expect((await exhibits()).exhibits.map(({ exhibit }) => exhibit)).toEqual(['P-1', 'P-2', 'DEF-007']);
  });

  it('can be followed from an old number to the new one', { timeout: slowMs }, async () => {
    const { page } = application;
    await choose('second');
    await page.getByRole('button', { name: 'Describe…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /Party/u }).click();
    await page.getByRole('option', { name: 'Defence' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('row').filter({ hasText: 'second' }).getByText('Defence').waitFor();
    await page.getByRole('button', { name: 'Number the exhibits' }).click();
    await page.getByText('Every exhibit has its number').waitFor();
    await page.getByRole('radio', { name: 'All anew' }).click();
    await page.getByText('2 numbers that were given change').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Number 2 exhibits' }).click();
    await page.getByRole('grid').getByText('DEF-008').waitFor();
    await page.getByRole('button', { name: 'Old and new numbers' }).click();
    await page.getByRole('searchbox', { name: 'Find a number or title' }).fill('P-2');
    await page.getByRole('dialog').getByRole('row').filter({ hasText: 'P-2' }).filter({ hasText: 'DEF-007' }).first().waitFor();
    expect(await violationsInAllColours(page)).toEqual([]);
    await closeDialog();
  });

  it('lead from a mention without a target to the page where it stands', { timeout: slowMs }, async () => {
    const { page } = application;
    await page.getByRole('button', { name: 'Build the bundle' }).click();
    await saveAs(page, 'bundle.pdf');
    await page.getByText('bundle.pdf built').waitFor({ timeout: slowMs });
    await goTo(page, 'Overview');
    await page.getByRole('button', { name: /Court: 2 cross-references lead nowhere/u }).click();
    const dialog = page.getByRole('dialog', { name: 'Cross-references' });
    await dialog.locator('.reference').filter({ hasText: 'P-77' }).filter({ hasText: 'Leads nowhere' }).waitFor();
    expect(await violationsInAllColours(page)).toEqual([]);
    await dialog.locator('.reference').filter({ hasText: 'P-77' }).getByRole('button').click();
    await page.locator('.page-picture[data-loaded]').first().waitFor();
    await page.locator('.page-hit').first().waitFor();
  });

  it('make a supplement of what came late, whose numbers go on', { timeout: slowMs }, async () => {
    const { page } = application;
    await goTo(page, 'Documents');
    await addFiles(page, [join(folder, 'late.txt')]);
    await page.getByText('1 document taken in').waitFor();
    await goTo(page, 'Bundle');
    await page.getByRole('button', { name: 'Add 1', exact: true }).click();
    await page.getByRole('button', { name: 'Build a supplement (1 late)' }).click();
    await saveAs(page, 'supplement.pdf');
    await page.getByText('supplement.pdf built').waitFor({ timeout: slowMs });
    await page.getByRole('button', { name: /Build a supplement/u }).waitFor({ state: 'detached' });
    expect(existsSync(join(application.home, 'supplement.pdf'))).toBe(true);
    const builds = await application.call('listBuilds', { edition: 'court' as never });
    expect(builds.ok && builds.value.builds.map(({ supplement, documents }) => [supplement, documents])).toEqual([[false, 3], [true, 1]]);
  });

  it('lead from each line of the overview to the place where it is settled', { timeout: slowMs }, async () => {
    const { page } = application;
    await goTo(page, 'Overview');
    await page.getByRole('button', { name: /4 documents do not say who collected them/u }).click();
    await page.getByRole('status').getByText('4 documents').waitFor();
    const listed = await application.call('listDocuments', { from: 0, limit: 10 });
    if (!listed.ok) throw new Error('no documents');
    await application.call('changeDocuments', { documents: listed.value.documents.map(({ id }) => id), change: { source: { collectedBy: 'Officer of the test' }, language: 'en' } });
    await page.getByText('No title matches').waitFor();
    await goTo(page, 'Overview');
    await page.getByText('Every document says who collected it').waitFor();
    await page.getByRole('button', { name: /has no exhibit number/u }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Number 1 exhibit' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await job(application, 'readDocuments', {});
    await goTo(page, 'Overview');
    expect(await violationsInAllColours(page)).toEqual([]);
    await page.getByText('Nothing is missing before a release').waitFor();
    await page.locator('main').getByRole('button', { name: 'Make a release' }).click();
    await page.getByRole('heading', { name: 'Make a release' }).waitFor();
  });
});

/** A case with so many documents that are in no bundle; none has a file of its own. */
async function makeLongCase(at: string, documents: number): Promise<void> {
  const vault = value(await createVault({ folder: at, passphrase, keyDerivation: cheapest, head: { title: 'Prosecutor v. Many', court: 'plain', languages: ['en'], by: 'Office' } }));
  const stored = await vault.putObject(chunked(Buffer.from('x')));
  vault.transaction(() => {
    for (let index = 1; index <= documents; index += 1) vault.documents.add(documentOf(`d-${String(index).padStart(4, '0')}`, stored, { title: `Paper ${String(index)}` }));
  });
  await vault.close();
}

it('lists hundreds of documents that are in no bundle as far as one goes, by the keyboard too', { timeout: slowMs }, async () => {
  const { page } = application;
  await makeLongCase(join(application.home, 'Long'), 600);
  await page.getByRole('button', { name: 'Close case' }).click();
  await page.getByRole('heading', { name: 'What would you like to do?' }).waitFor();
  await dropFile(page, page.locator('main'), join(application.home, 'Long'));
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await goTo(page, 'Bundle');
  await page.getByRole('row', { name: 'Paper 1', exact: true }).click();
  // The list grows when its end comes into view: who presses again before it has grown stays where it ended.
  await expect.poll(async () => {
    await page.keyboard.press('End');
    return page.locator('.bundle-pool-item:focus').allInnerTexts();
  }, { timeout: 30_000, interval: 200 }).toEqual([expect.stringContaining('Paper 600')]);
  await page.keyboard.press('Control+a');
  await page.getByRole('button', { name: 'Add 600 chosen' }).click();
  await page.locator('[data-kind="exhibit"]').first().waitFor();
  const saved = await application.call('getBundle', {});
  expect(saved.ok ? saved.value.bundle?.sections.flatMap(({ entries }) => entries) : []).toHaveLength(600);
});
