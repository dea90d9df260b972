import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentId } from '../../shared/identifiers.ts';
import { startApplication, type Application } from './start-application.ts';
import { startLibreTranslate, type ServerUnderTest } from '../unit/engine/translation/libretranslate-for-tests.ts';
import { addFiles, chooseFiles, createCase, goTo, saveAs, violations, violationsInAllColours } from './window-pages.ts';

const slowMs = 180_000;
const model = (name: string): string => fileURLToPath(new URL(`../fixtures/bergamot-toy-enes/${name}`, import.meta.url));
const known = JSON.parse(readFileSync(model('expected.json'), 'utf8')) as readonly { readonly source: string; readonly target: string }[];
const sentences = known.filter(({ source }) => /^[A-Z][^;]{30,}\.$/u.test(source) && !/[.?!] /u.test(source)).slice(0, 4);
const spanish = [
  'La testigo vio la furgoneta delante de la casa el 9 de junio de 2025.', 'Pagó 400 euros al conductor.', 'El conductor se llamaba Viktor y no dijo nada más durante el viaje.', 'Llegaron a Velkmoor a las 23:15 y durmieron en el suelo de la nave.',
  'El acta se firmó en Velkmoor en presencia de la intérprete.',
];
const english = [
  'The witness saw the van in front of the house on 9 June 2025.', 'She paid 450 euros to the driver.', 'The driver was called Viktor and said nothing more during the journey.', 'They arrived in Velkmoor at 23:15 and slept on the floor of the hall.',
  'The minutes were signed in Velkmoor in the presence of the interpreter.',
];

let application: Application;
let folder: string;
let original: DocumentId;
let server: ServerUnderTest;

// Where somebody wants to look at the window: CUSTODIA_PICTURES names a folder.
async function picture(name: string): Promise<void> {
  const pictures = process.env['CUSTODIA_PICTURES'];
  if (pictures !== undefined) await application.page.screenshot({ path: join(pictures, `${name}.png`) });
}

async function documentNamed(name: string): Promise<DocumentId> {
  const listed = await application.call('listDocuments', { from: 0, limit: 100 });
  const found = listed.ok ? listed.value.documents.find((document) => document.name === name) : undefined;
  if (found === undefined) throw new Error(`${name} is not in the case`);
  return found.id;
}

/** What a translator does with the package: opens it with their key, and fills the targets of the sentence file. */
function translate(sealed: string): string {
  execFileSync('sh', ['-c', `age -d -i "${join(folder, 'translator.key')}" "${sealed}" | tar x -C "${folder}"`]);
  const xliff = readFileSync(join(folder, 'request.xlf'), 'utf8');
  const filled = spanish.reduce((text, source, index) => text.replace(new RegExp(`(<source>${source}</source>\\s*<target[^>]*>)[^<]*(</target>)`, 'u'), `$1${english[index] ?? ''}$2`), xliff);
  expect(english.every((sentence) => filled.includes(sentence))).toBe(true);
  const file = join(folder, 'answer.xlf');
  writeFileSync(file, filled);
  return file;
}

beforeAll(async () => {
  application = await startApplication();
  server = await startLibreTranslate((text) => known.find(({ source }) => source === text)?.target ?? text);
  application.page.setDefaultTimeout(15_000);
  folder = mkdtempSync(join(tmpdir(), 'custodia-translations-'));
  execFileSync('age-keygen', ['-o', join(folder, 'translator.key')], { stdio: 'ignore' });
  writeFileSync(join(folder, 'statement-es.txt'), spanish.join('\n\n'));
  writeFileSync(join(folder, 'statement-es-2.txt'), [...spanish, 'Se añadió una línea.'].join('\n\n'));
  writeFileSync(join(folder, 'note-en.txt'), sentences.map(({ source }) => source).join('\n\n'));
  const { page } = application;
  await createCase(page, 'Prosecutor v. Example');
  await goTo(page, 'Documents');
  await addFiles(page, ['statement-es.txt', 'statement-es-2.txt', 'note-en.txt'].map((name) => join(folder, name)));
  await page.getByText('3 documents taken in').waitFor({ timeout: slowMs });
  await page.getByRole('button', { name: 'Read text' }).click();
  await page.getByRole('grid').getByText('Not read').first().waitFor({ state: 'detached', timeout: slowMs });
  original = await documentNamed('statement-es.txt');
  await application.call('changeDocuments', { documents: [original, await documentNamed('statement-es-2.txt')], change: { language: 'es' } });
  await application.call('changeDocuments', { documents: [await documentNamed('note-en.txt')], change: { language: 'en' } });
}, slowMs);

afterAll(async () => {
  await server.close();
  await application.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a translation, from what the court lacks to its certificate', () => {
  it('is requested with one press, which can be taken back', { timeout: slowMs }, async () => {
    const { page } = application;
    await goTo(page, 'Translations');
    await page.getByRole('heading', { name: 'The court cannot read 2 documents yet' }).waitFor();
    await page.getByRole('button', { name: 'Request statement-es.txt' }).click();
    await page.getByText('The translation was requested').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('The request was taken back').waitFor();
    await page.getByRole('button', { name: 'Request statement-es.txt' }).click();
    await page.getByRole('complementary').getByRole('button', { name: 'Translator and deadline' }).click();
    await page.getByRole('dialog').getByLabel('Translator', { exact: true }).fill('Nadia Example');
    await page.getByRole('dialog').getByLabel('Deadline').fill('2020-01-31');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('table').getByText(/days overdue/u).waitFor();
    await goTo(page, 'Overview');
    await page.getByText('1 translation is overdue').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('goes to the translator as a sealed package, and comes back sentence by sentence', { timeout: slowMs }, async () => {
    const { page } = application;
    await goTo(page, 'Translations');
    await page.getByRole('button', { name: 'Send to the translator…' }).click();
    await page.getByLabel('Translator’s age key').fill('age1nonsense');
    await page.getByRole('dialog').getByText(/age1nonsense/u).last().waitFor();
    expect(await page.getByRole('button', { name: 'Write the package' }).isDisabled()).toBe(true);
    await page.getByLabel('Translator’s age key').fill(execFileSync('age-keygen', ['-y', join(folder, 'translator.key')], { encoding: 'utf8' }).trim());
    await page.getByRole('button', { name: 'Write the package' }).click();
    await saveAs(page, 'request.tar.age');
    await page.getByText('The package is written').waitFor({ timeout: slowMs });
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('button', { name: 'Take the translation in…' }).click();
    const answer = translate(join(application.home, 'request.tar.age'));
    await chooseFiles(page, () => page.getByRole('dialog').getByRole('button', { name: 'Choose file…' }).click(), [answer]);
    await page.getByRole('dialog').getByRole('button', { name: 'Take in', exact: true }).click();
    await page.getByText('5 sentences matched with the request.').waitFor({ timeout: slowMs });
    // The button that was pressed is gone: the keyboard is still in the dialog, and Escape leaves it.
    await page.waitForFunction(() => document.activeElement?.closest('[role="dialog"]') !== null);
    await page.getByRole('table', { name: '' }).getByText(/(?:Amount|Number) differs/u).first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Review' }).click();
  });

  it('is reviewed sentence by sentence, with links set by hand and taken back', { timeout: slowMs }, async () => {
    const { page } = application;
    await page.locator('.sentence-row').filter({ hasText: '450 euros' }).waitFor();
    const before = await page.locator('.sentence-list').getAttribute('aria-rowcount');
    await page.locator('.sentence-list').focus();
    await page.keyboard.press('n');
    await page.locator('.sentence-row[data-active][data-differs]').waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('l');
    await page.waitForFunction((count) => Number(document.querySelector('.sentence-list')?.getAttribute('aria-rowcount')) === Number(count) - 1, before);
    await page.keyboard.press('Control+z');
    await page.waitForFunction((count) => document.querySelector('.sentence-list')?.getAttribute('aria-rowcount') === count, before);
    expect(await violations(page)).toEqual([]);
    const counted = page.locator('.sentence-tools [role="status"]');
    await page.keyboard.press('n');
    await page.keyboard.press('c');
    await page.locator('.sentence-row[data-active][data-looked]').getByText(/Looked at by /u).first().waitFor();
    expect(await counted.textContent()).toMatch(/^[12] of \d+ looked at$/u);
    await page.keyboard.press('c');
    await counted.filter({ hasText: /^0 of/u }).waitFor();
    await page.keyboard.press('Shift+C');
    await page.getByRole('dialog').getByRole('checkbox').first().focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.type('The receipt says 450.');
    expect(await violations(page)).toEqual([]);
    await picture('looked-at-dialog');
    await page.keyboard.press('Enter');
    await page.locator('.sentence-row[data-active]').getByText('The receipt says 450.').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await violationsInAllColours(page)).toEqual([]);
    await picture('looked-at');
    await page.locator('.sentence-list').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.document-pair .page-picture[data-loaded]').nth(1).waitFor();
    await page.locator('.page-mark').first().waitFor();
    const chosen = (): Promise<readonly (string | undefined)[]> => page.evaluate(() => [...document.querySelectorAll('.document-side')].map((side) => side.querySelector<HTMLElement>('.page-sentence[data-chosen]')?.style.cssText));
    await page.waitForFunction(() => [...document.querySelectorAll('.document-side')].every((side) => side.querySelector('.page-sentence[data-chosen]') !== null));
    const marked = await chosen();
    await page.locator('.pages').first().focus();
    await page.keyboard.press('j');
    await page.waitForFunction((before) => document.querySelector<HTMLElement>('.page-sentence[data-chosen]')?.style.cssText !== before, marked[0]);
    await page.keyboard.press('k');
    await page.waitForFunction((before) => document.querySelector<HTMLElement>('.page-sentence[data-chosen]')?.style.cssText === before, marked[0]);
    expect(await chosen()).toEqual(marked);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Mark as reviewed' }).click();
    await page.getByRole('button', { name: 'Make the certificate…' }).waitFor();
  });

  it('is certified by a page that shows what its form asks for before it is made', { timeout: slowMs }, async () => {
    const { page } = application;
    await page.getByRole('button', { name: 'Make the certificate…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /Form/u }).click();
    await page.getByRole('option', { name: 'Sworn translator' }).click();
    await dialog.getByText('This form needs the register number or the appointing decision.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Make the certificate' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Register or appointment').fill('12345');
    await dialog.getByText(/register under number 12345/u).waitFor();
    await dialog.getByRole('group', { name: 'Copy for signing' }).getByRole('button').click();
    await saveAs(page, 'certificate.pdf');
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Make the certificate' }).click();
    await dialog.waitFor({ state: 'detached', timeout: slowMs });
    const scan = join(folder, 'signed.pdf');
    writeFileSync(scan, Buffer.concat([readFileSync(join(application.home, 'certificate.pdf')), Buffer.from('\n% signed\n')]));
    await chooseFiles(page, () => page.getByRole('button', { name: 'Attach the signed certificate…' }).click(), [scan]);
    await page.getByRole('button', { name: 'Certify' }).click();
    await page.getByRole('button', { name: 'Certify' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('complementary').getByText('Certificate, signed').waitFor();
    await page.getByRole('table').getByText('Certified').waitFor();
  });

  it('turns stale when its original is replaced, and keeps an edition from being built until it is settled', { timeout: slowMs }, async () => {
    const { page } = application;
    await application.call('saveBundle', { bundle: { title: 'Trial bundle', sections: [{ title: 'A', entries: [original] }] } });
    await page.getByRole('complementary').getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Replace the original…' }).click();
    await page.getByRole('combobox', { name: 'Newer version of the document' }).fill('es-2');
    await page.getByRole('option', { name: /statement-es-2/u }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('A page was missing.');
    await page.getByRole('dialog').getByRole('button', { name: 'Replace', exact: true }).click();
    await page.getByText('1 translation is of an earlier original').waitFor();
    await goTo(page, 'Bundle');
    await page.getByRole('button', { name: 'Build the bundle' }).click();
    await saveAs(page, 'bundle.pdf');
    await page.getByRole('alert').filter({ hasText: /translat/iu }).first().waitFor({ timeout: slowMs });
    await goTo(page, 'Translations');
    await page.getByRole('button', { name: 'Request a new version' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Request', exact: true }).click();
    await page.getByRole('heading', { name: 'English, version 2' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

describe('around translations', () => {
  it('leads from a glossary finding to its page, and finds a word with its counterpart', { timeout: slowMs }, async () => {
    const { page } = application;
    await goTo(page, 'Translations');
    await page.getByRole('radio', { name: 'Glossary' }).click();
    await page.getByRole('button', { name: 'Add an entry' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Term' }).click();
    await dialog.getByLabel('English', { exact: true }).fill('record');
    await dialog.getByLabel('Forms to avoid').fill('minutes');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.locator('.glossary-finding').filter({ hasText: 'minutes' }).click();
    await page.locator('.page-mark').first().waitFor();
    await goTo(page, 'Translations');
    await page.getByRole('radio', { name: 'Find in both languages' }).click();
    await page.getByRole('searchbox').fill('llamaba');
    await page.locator('.aligned-hit').filter({ hasText: 'se llamaba Viktor' }).filter({ hasText: 'The driver was called Viktor' }).waitFor();
  });

  it('drafts with an imported model, and says on the page what that is', { timeout: slowMs }, async () => {
    const { page } = application;
    await goTo(page, 'Translations');
    await page.getByRole('radio', { name: 'Machine drafts' }).click();
    await page.getByRole('button', { name: 'Import a model' }).click();
    const dialog = page.getByRole('dialog');
    await chooseFiles(page, () => dialog.getByRole('button', { name: 'Choose file…' }).click(), ['model.enes.bin', 'vocab.enes.model'].map(model));
    await dialog.getByLabel('Name of the model').fill('Toy model');
    await dialog.getByLabel('Licence').fill('Apache-2.0');
    for (const [label, name] of [['From', 'English'], ['Into', 'Spanish']] as const) {
      await dialog.getByRole('combobox', { name: label }).fill(name);
      await page.getByRole('option', { name, exact: true }).click();
    }
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Draft a translation' }).click();
    await page.getByRole('combobox', { name: 'Original' }).fill('note');
    await page.getByRole('option', { name: /note-en/u }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Draft', exact: true }).click();
    await page.getByText('Machine draft: not a translation').first().waitFor({ timeout: slowMs });
    await page.locator('.draft-table').getByText(sentences[0]?.target ?? '', { exact: true }).waitFor({ timeout: slowMs });
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save as PDF…' }).click();
    await saveAs(page, 'draft.pdf');
    await page.getByText('draft.pdf saved').waitFor();
    expect(execFileSync('pdftotext', [join(application.home, 'draft.pdf'), '-'], { encoding: 'utf8' })).toContain('MACHINE DRAFT');
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: /^Remove the draft/u }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Nothing was drafted yet.').waitFor();
  });

  it('sends text to a translation server only after its address was agreed to, and no more once that is withdrawn', { timeout: slowMs }, async () => {
    const { page } = application;
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Use a translation server…' }).click();
    await dialog.getByText('Text of this case leaves this computer').waitFor();
    const submit = dialog.getByRole('button', { name: 'Confirm for this case' });
    await dialog.getByLabel('Address of the LibreTranslate server').fill('http://translate.example.org');
    await dialog.getByText('Text of this case may be sent to http://translate.example.org').click();
    await submit.click();
    await dialog.getByRole('alert').filter({ hasText: 'use https' }).waitFor();
    await dialog.getByLabel('Address of the LibreTranslate server').fill(server.address);
    expect(await submit.isDisabled()).toBe(true);
    await dialog.getByText(`Text of this case may be sent to ${server.address}`).click();
    expect(await violationsInAllColours(page)).toEqual([]);
    await picture('server-dialog');
    await submit.click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(/Confirmed by you, /u).waitFor();
    expect(server.connections()).toBe(0);
    await picture('server-confirmed');
    await page.getByRole('button', { name: 'Draft a translation' }).click();
    await page.getByRole('combobox', { name: 'Original' }).fill('note');
    await page.getByRole('option', { name: /note-en/u }).click();
    await dialog.getByRole('button', { name: /Drafted by/u }).click();
    await page.getByRole('option', { name: `LibreTranslate at ${server.address}` }).click();
    await dialog.getByText(`Text of this document leaves this computer to ${server.address}`).waitFor();
    await dialog.getByRole('combobox', { name: 'Into' }).fill('español');
    await page.getByRole('option', { name: 'Spanish', exact: true }).click();
    expect(await violationsInAllColours(page)).toEqual([]);
    await picture('server-draft');
    await dialog.getByRole('button', { name: 'Send and draft' }).click();
    await page.locator('.draft-table').getByText(sentences[0]?.target ?? '', { exact: true }).waitFor({ timeout: slowMs });
    expect(server.asked.length).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Withdraw the confirmation' }).click();
    await page.getByText('Nothing is sent to a server any more').waitFor();
    const before = server.connections();
    const note = await documentNamed('note-en.txt');
    const started = await application.call('draftTranslation', { document: note, engine: 'libretranslate', language: 'es', server: server.address });
    expect(started.ok).toBe(true);
    await page.getByRole('button', { name: 'Use a translation server…' }).waitFor();
    await goTo(page, 'Log');
    await page.getByText('Translation server withdrawn').first().waitFor();
    await page.getByText('Masked text sent to the translation server').first().waitFor();
    expect(server.connections()).toBe(before);
  });
});
