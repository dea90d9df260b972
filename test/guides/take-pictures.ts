import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { CallInput } from '../../shared/ipc/contract.ts';
import { startApplication, type Application } from '../e2e/start-application.ts';
import { chooseFiles, goTo, passphrase, saveAs } from '../e2e/window-pages.ts';

const pictures = fileURLToPath(new URL('../../docs/guide/pictures/', import.meta.url));
const keys = fileURLToPath(new URL('../../resources/demo/keys/', import.meta.url));
const release = 'defence.tar.age';
const slowMs = 600_000;

type Take = (name: string) => Promise<void>;

/** Takes the pictures of the guides from the real window: the demonstration case, from its making to the answer of the defence. */
export async function takePictures(say: (name: string) => void): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  const application = await startApplication({ firstTime: true });
  const { page } = application;
  page.setDefaultTimeout(60_000);
  await page.setViewportSize({ width: 1280, height: 800 });
  const take: Take = async (name) => {
    await page.mouse.move(0, 0);
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
    await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
    await page.screenshot({ path: join(pictures, `${name}.png`) });
    say(name);
  };
  try {
    await home(page, take);
    await evidence(page, take);
    await translations(page, take);
    await protection(application, take);
    await bundle(page, take);
    await handOver(page, take);
    await otherLooks(application, take);
    await clerk(application, take);
    await defence(application, take);
  } finally {
    await application.stop();
  }
}

const press = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) }).first().click();

/** Waits until every page and page picture in view is drawn. */
async function pagesAreSharp(page: Page): Promise<void> {
  await page.locator('.page-picture[data-sharp]').first().waitFor({ timeout: slowMs });
  await page.waitForFunction(() => [...document.querySelectorAll('.page-picture, .thumbnail-picture')].filter((picture) => {
    const { top, bottom } = picture.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  }).every((picture) => picture.hasAttribute('data-loaded')));
}

async function home(page: Page, take: Take): Promise<void> {
  await page.getByRole('dialog').waitFor();
  await take('tour');
  await press(page, 'Skip');
  await take('home');
  await press(page, /^Create a case/u);
  await page.getByLabel('Title of the case').fill('Prosecutor v. Example');
  await take('create');
  await press(page, 'Back');
  await press(page, /^Try the demonstration case/u);
  await press(page, 'Choose…');
  await saveAs(page, 'Demonstration');
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel('Passphrase again').fill(passphrase);
  await page.locator('form [type="submit"]').click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor({ timeout: slowMs });
}

async function evidence(page: Page, take: Take): Promise<void> {
  await goTo(page, 'Documents');
  await page.getByRole('row').nth(1).getByRole('gridcell').nth(3).click();
  await page.getByRole('complementary').getByRole('button', { name: 'Describe' }).waitFor();
  await take('documents');
  await page.getByRole('searchbox').fill('passport');
  await page.locator('.hit mark').first().waitFor();
  await take('search');
  await page.getByRole('searchbox').fill('');
  await press(page, 'View');
  await page.getByRole('dialog', { name: 'View' }).getByRole('button', { name: /Group by/u }).click();
  await page.getByRole('option', { name: 'Language', exact: true }).click();
  await take('documents-view');
  await page.keyboard.press('Escape');
  await openDocument(page, 'Statement of Olena Verbytska, 14 June 2025 (Ukrainian)');
  await take('viewer');
  await page.locator('.pages').focus();
  await page.keyboard.press('2');
  await pagesAreSharp(page);
  await take('viewer-two');
  await page.keyboard.press('2');
  await press(page, 'Beside translation');
  await page.locator('.pair-title').nth(1).waitFor();
  await pagesAreSharp(page);
  await page.locator('.pages').first().focus();
  await page.keyboard.press('j');
  await page.locator('.page-sentence').first().waitFor();
  await take('pair');
  await press(page, 'One document');
}

async function openDocument(page: Page, title: string): Promise<void> {
  await goTo(page, 'Documents');
  await page.getByRole('grid').getByRole('button', { name: title, exact: true }).click();
  await pagesAreSharp(page);
}

async function translations(page: Page, take: Take): Promise<void> {
  await goTo(page, 'Translations');
  await page.getByText('Belongs to its original').first().waitFor();
  await take('translations');
  await press(page, /^English, version 1/u);
  await press(page, 'Sentence by sentence');
  await page.locator('.sentence-text').first().waitFor();
  await page.keyboard.press('n');
  await take('sentences');
}

async function protection(application: Application, take: Take): Promise<void> {
  const { page } = application;
  await goTo(page, 'People');
  await take('people');
  await press(page, /^Open the record/u);
  await page.getByRole('dialog').getByLabel('Reason').fill('To prepare the list of measures');
  await page.getByRole('dialog').getByRole('button').last().click();
  await page.getByText('This record is open').waitFor();
  await take('record');
  await goTo(page, 'Redactions');
  await page.locator('.edition-card').filter({ hasText: 'Defence' }).click();
  await press(page, 'Find all mentions');
  await page.getByText(/^\d+ mentions proposed$/u).waitFor({ timeout: slowMs });
  await page.locator('.toast').getByRole('button').click();
  await take('redactions');
  await press(page, /Statement of Olena Verbytska, 14 June 2025 \(Ukrainian\)/u);
  await pagesAreSharp(page);
  await page.locator('.pages').focus();
  await page.keyboard.press('j');
  await page.locator('.redaction-decide').first().waitFor();
  await take('redact');
  await press(page, 'Before and after');
  await page.locator('.pair-title').nth(1).waitFor({ timeout: slowMs });
  await page.locator('.document-pair > *').last().locator('.page-picture[data-sharp]').first().waitFor({ timeout: slowMs });
  await pagesAreSharp(page);
  await take('before-after');
  await press(page, 'One document');
}

async function bundle(page: Page, take: Take): Promise<void> {
  await goTo(page, 'Bundle');
  await page.locator('.screen-actions').getByRole('button', { name: /Edition/u }).click();
  await page.getByRole('option', { name: 'Court', exact: true }).click();
  await press(page, 'Preview');
  await page.getByRole('dialog').getByText('Index', { exact: true }).click();
  await page.waitForFunction(() => (document.querySelector<HTMLImageElement>('.preview-pages img')?.naturalWidth ?? 0) > 0);
  await take('preview');
  await page.keyboard.press('Escape');
  await page.locator('[data-kind="exhibit"]').getByText(/^p\. /u).first().waitFor();
  await take('bundle');
  await page.getByText('Exhibits', { exact: true }).click();
  await page.getByRole('grid').getByText('Listed').first().waitFor();
  await take('exhibits');
}

async function handOver(page: Page, take: Take): Promise<void> {
  await goTo(page, 'Releases');
  await page.getByRole('form', { name: 'Make a release' }).getByRole('button', { name: /Edition/u }).click();
  await page.getByRole('option', { name: 'Defence', exact: true }).click();
  await page.getByLabel('Recipients').fill(/^age1\w+$/mu.exec(readFileSync(join(keys, 'defence.pub'), 'utf8'))?.[0] ?? '');
  await press(page, 'Build, sign and seal');
  await saveAs(page, release);
  await page.getByText('Released: Defence').waitFor({ timeout: slowMs });
  await take('releases');
  await goTo(page, 'Overview');
  await take('overview');
  await goTo(page, 'Log');
  await take('log');
  await goTo(page, 'Settings');
  await take('settings');
  await goTo(page, 'Redactions');
  await press(page, /Statement of Olena Verbytska, 14 June 2025 \(Ukrainian\)/u);
  await page.getByText('As released', { exact: true }).click();
  await page.getByText('Defence: what is black is gone from these pages.').waitFor();
  await pagesAreSharp(page);
  await take('released');
  await page.getByText('Redact', { exact: true }).click();
  await press(page, 'See the proof');
  await page.getByText('Nothing that was removed stands anywhere in the bytes of the file').waitFor();
  await take('proof');
  await page.keyboard.press('Escape');
}

/** The window in other colours and languages. */
async function otherLooks(application: Application, take: Take): Promise<void> {
  const { page } = application;
  const look = async (settings: CallInput<'saveSettings'>, screen: number): Promise<void> => {
    await application.call('saveSettings', settings);
    await page.reload();
    await page.locator('.rail-screens button').nth(screen).click();
    await page.getByRole('heading', { level: 1 }).first().waitFor();
  };
  await look({ language: 'en', theme: 'dark' }, 1);
  await page.getByRole('row').nth(1).getByRole('gridcell').nth(3).click();
  await take('documents-dark');
  await look({ language: 'uk', theme: 'contrast' }, 4);
  await page.locator('.edition-card').nth(1).click();
  await take('redactions-contrast');
  await look({ language: 'ar', theme: 'light' }, 5);
  await take('bundle-arabic');
  await look({ language: 'en', theme: 'light' }, 0);
}

async function clerk({ page, home: folder }: Application, take: Take): Promise<void> {
  await press(page, 'Close case');
  await press(page, /^Verify a release/u);
  await chooseFiles(page, () => page.getByRole('group', { name: 'Identity file' }).getByRole('button').click(), [join(keys, 'defence.key')]);
  await chooseFiles(page, () => page.getByRole('button', { name: 'Choose file…' }).first().click(), [join(folder, release)]);
  await press(page, 'Verify');
  await page.getByRole('heading', { name: 'It holds' }).waitFor({ timeout: slowMs });
  await take('verify');
  await press(page, 'Back');
  await press(page, /^Tools for single files/u);
  await page.getByText('Redact a PDF', { exact: true }).click();
  await take('tools');
  await press(page, 'Back');
}

async function defence({ page, home: folder }: Application, take: Take): Promise<void> {
  await press(page, /^Open a received release/u);
  await chooseFiles(page, () => page.getByRole('group', { name: 'Release', exact: true }).getByRole('button').click(), [join(folder, release)]);
  await chooseFiles(page, () => page.getByRole('group', { name: 'Identity file' }).getByRole('button').click(), [join(keys, 'defence.key')]);
  await page.getByRole('group', { name: 'Where it is kept' }).getByRole('button').click();
  await saveAs(page, 'Received');
  await page.getByLabel('Who reviews').fill('Defence of the accused');
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel('Passphrase again').fill(passphrase);
  await press(page, 'Open the release');
  await page.getByText('Read only').first().waitFor({ timeout: slowMs });
  await goTo(page, 'Review');
  await page.locator('.review-title').first().click();
  await pagesAreSharp(page);
  await press(page, /Place by keyboard/u);
  for (const key of ['ArrowDown', 'Shift+ArrowRight', 'Enter']) await page.keyboard.press(key);
  await page.getByRole('textbox', { name: 'Note' }).fill('Ask about the van.');
  await press(page, 'Add');
  await page.locator('.review-item').getByText('Ask about the van.').click();
  await pagesAreSharp(page);
  await take('review-note');
  await goTo(page, 'Review');
  await page.getByRole('radio', { name: 'Contested' }).nth(1).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('The witness was not heard.');
  await page.getByRole('dialog').getByRole('button').last().click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('radio', { name: 'Agreed' }).nth(2).click();
  await page.getByText(/^2 of \d+ decided/u).waitFor();
  await take('review');
}
