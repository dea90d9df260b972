import type { Locator, Page } from '@playwright/test';
import type axe from 'axe-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const passphrase = 'correct horse battery staple violet';

/** What axe finds on what the window shows now, as "rule: where". The source is evaluated in the page, for the page's policy lets no script in. */
export function violations(page: Page): Promise<readonly string[]> {
  return axeFaults(page, []);
}

/** `violations`, and whether everything can be told from its ground in dark colours and in high contrast too. */
export async function violationsInAllColours(page: Page): Promise<readonly string[]> {
  const faults = [...await violations(page)];
  const own = await page.evaluate(() => document.documentElement.dataset['theme']);
  for (const theme of ['dark', 'contrast']) {
    await page.evaluate((name) => { document.documentElement.dataset['theme'] = name; }, theme);
    faults.push(...(await axeFaults(page, ['color-contrast'])).map((fault) => `${theme}: ${fault}`));
  }
  await page.evaluate((name) => { document.documentElement.dataset['theme'] = name ?? ''; }, own);
  return faults;
}

async function axeFaults(page: Page, rules: readonly string[]): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  const results = await page.evaluate(async (only) => {
    // Between two colours there is a third that nobody reads: what moves towards an end is looked at when it is there.
    const moving = document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.all(moving.map((animation) => animation.finished.catch(() => undefined)));
    const found = await (window as unknown as { readonly axe: typeof axe }).axe.run(document, { resultTypes: ['violations'], ...(only.length === 0 ? {} : { runOnly: only }) });
    return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
  }, [...rules]);
  return results;
}

/** Goes to a screen of the open case by its name in the rail. */
export async function goTo(page: Page, screen: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Parts of the case' }).getByRole('button', { name: screen, exact: true }).click();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
}

/** Chooses where something new is written in the window's own chooser, by mouse. */
export async function saveAs(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Save here' }) });
  await dialog.getByRole('textbox').fill(name);
  const save = dialog.getByRole('button', { name: 'Save here' });
  await dialog.locator('.place-head[aria-busy="false"]').waitFor();
  if (await save.isDisabled()) await dialog.getByRole('option').first().dblclick();
  await save.click();
  await dialog.waitFor({ state: 'hidden' });
}

/** Fills and sends the form for a new case. */
export async function createCase(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Create a case' }).click();
  await page.getByLabel('Title of the case').fill(title);
  await page.getByLabel('Signing office').fill('Public Prosecutor, Unit 4');
  await page.getByRole('button', { name: 'Choose…' }).click();
  await saveAs(page, 'Case of the test');
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel('Passphrase again').fill(passphrase);
  await page.getByRole('button', { name: 'Create the case' }).click();
  await page.getByRole('navigation', { name: 'Parts of the case' }).waitFor({ timeout: 60_000 });
}

/** Chooses files of the disk after `press` has opened the browser's chooser: by path, as a person does, for the host asks for it. */
export async function chooseFiles(page: Page, press: () => Promise<void>, paths: readonly string[]): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await press();
  await choosing;
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send('Runtime.evaluate', { expression: '[...document.querySelectorAll("input[data-chooser]")].at(-1)' });
  await session.send('DOM.setFileInputFiles', { files: [...paths], ...(result.objectId === undefined ? {} : { objectId: result.objectId }) });
  await session.detach();
}

/** Drops a file of the disk onto a place, as a person drags it there. */
export async function dropFile(page: Page, onto: Locator, path: string): Promise<void> {
  await onto.scrollIntoViewIfNeeded();
  const box = await onto.boundingBox();
  if (box === null) throw new Error('there is no such place to drop a file on');
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await session.send('Input.dispatchDragEvent', { type, x: box.x + box.width / 2, y: box.y + box.height / 2, data });
  await session.detach();
}

/** Adds files to the case by its button. */
export async function addFiles(page: Page, paths: readonly string[]): Promise<void> {
  await chooseFiles(page, () => page.getByRole('button', { name: 'Add files' }).first().click(), paths);
}
