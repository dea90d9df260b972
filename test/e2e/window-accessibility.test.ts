import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApplication, type Application } from './start-application.ts';
import { addFiles, createCase, violations } from './window-pages.ts';

const evidence = (name: string): string => fileURLToPath(new URL(`../../resources/demo/evidence/${name}`, import.meta.url));
const screens = ['overview', 'documents', 'people', 'translations', 'redactions', 'bundle', 'releases', 'log', 'tools', 'settings'] as const;
const looks = [
  { name: 'light', change: { theme: 'light', language: 'en' } }, { name: 'dark', change: { theme: 'dark', language: 'en' } },
  { name: 'high contrast', change: { theme: 'contrast', language: 'en' } }, { name: 'Arabic', change: { theme: 'light', language: 'ar' } },
] as const;

interface Words {
  readonly case: { readonly screens: Readonly<Record<(typeof screens)[number], string>> };
  readonly bundle: { readonly number: string; readonly settings: { readonly title: string }; readonly preview: { readonly title: string }; readonly builds: { readonly title: string } };
  readonly documents: { readonly more: string; readonly view: { readonly title: string }; readonly searching: { readonly title: string; readonly help: { readonly title: string } } };
  readonly help: { readonly label: string };
}

const wordsOf = (language: string): Words => JSON.parse(readFileSync(fileURLToPath(new URL(`../../resources/locales/${language}.json`, import.meta.url)), 'utf8')) as Words;

let application: Application;

async function toScreen(name: string): Promise<void> {
  await application.page.locator('.rail-screens').getByRole('button', { name, exact: true }).click();
  await application.page.locator('.rail-screens [aria-current]').filter({ hasText: name }).waitFor();
  await application.page.getByRole('heading', { level: 1 }).first().waitFor();
}

/** Opens what a button opens, looks at it, and leaves it by keyboard. */
async function openedBy(name: string): Promise<readonly string[]> {
  const { page } = application;
  await page.locator('.screen').getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').waitFor();
  const faults = (await violations(page)).map((fault) => `${name}: ${fault}`);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  return faults;
}

async function look(change: (typeof looks)[number]['change']): Promise<void> {
  const { page } = application;
  await page.evaluate((wanted) => window.custodia.call('saveSettings', wanted), change);
  await page.reload();
  await page.locator('nav, main').first().waitFor();
  await page.waitForFunction(() => document.querySelector('h1') !== null);
}

beforeAll(async () => {
  application = await startApplication();
  application.page.setDefaultTimeout(15_000);
});
afterAll(async () => { await application.stop(); });

describe('axe finds nothing to fault', () => {
  it.each(looks)('on the home screens, $name', async ({ change }) => {
    const { page } = application;
    await look(change);
    const faults: string[] = [...await violations(page)];
    const actions = await page.locator('.home-action').count();
    for (let index = 0; index < actions; index += 1) {
      await page.locator('.home-action').nth(index).click();
      await page.locator('.home-action').first().waitFor({ state: 'detached' });
      faults.push(...await violations(page));
      for (let tab = 1; tab < await page.getByRole('tab').count(); tab += 1) {
        await page.getByRole('tab').nth(tab).click();
        faults.push(...await violations(page));
      }
      await page.locator('.home-column > div > .button').first().click();
    }
    expect(faults).toEqual([]);
  });

  it('on the tour, which Escape ends for good', async () => {
    const { page } = application;
    await page.evaluate(() => window.custodia.call('saveSettings', { tourSeen: false, theme: 'light', language: 'en' }));
    await page.reload();
    await page.getByRole('heading', { name: 'A case is one encrypted folder' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'What would you like to do?' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'What would you like to do?' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('in a case, once evidence is in it', { timeout: 90_000 }, async () => {
    const { page } = application;
    await look({ theme: 'light', language: 'en' });
    await createCase(page, 'Prosecutor v. Example');
    await toScreen('Documents');
    await addFiles(page, [evidence('statement-verbytska-en.pdf'), evidence('statement-verbytska-uk.pdf')]);
    await page.getByText('2 documents taken in').waitFor({ timeout: 120_000 });
    expect(await violations(page)).toEqual([]);
    for (const name of ['Add with custody details', 'Duplicates', 'Doubtful words']) {
      await page.getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('menuitem', { name }).click();
      await page.getByRole('dialog', { name }).waitFor();
      expect(await violations(page), name).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    // The bundle has tools for what is in it alone.
    await toScreen('Bundle');
    await page.getByRole('button', { name: /^Add all 2/ }).first().click();
    await page.getByRole('treegrid').or(page.getByRole('tree')).waitFor();
  });

  it('tells what is chosen, and what cannot be pressed, where the system sets the colours', { timeout: 60_000 }, async () => {
    const { page } = application;
    await toScreen('Bundle');
    await page.emulateMedia({ forcedColors: 'active' });
    const colours = (of: string): Promise<string> => page.locator(of).first().evaluate((element) => { const { backgroundColor, color } = getComputedStyle(element); return `${backgroundColor} ${color}`; });
    expect(await colours('.rail-item[data-current]')).not.toBe(await colours('.rail-item:not([data-current])'));
    await page.locator('.screen').getByRole('button', { name: 'How it is made', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await dialog.locator('.checkbox[data-selected] .checkbox-box svg').first().isVisible()).toBe(true);
    expect(await dialog.locator('.checkbox:not([data-selected]) .checkbox-box svg').first().isVisible()).toBe(false);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.locator('.screen').getByRole('button', { name: 'Number the exhibits', exact: true }).click();
    await dialog.getByRole('button', { name: 'Number 2 exhibits' }).waitFor();
    const pressed = await colours('.dialog-actions .button[data-kind="primary"]');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    await toScreen('People');
    await page.getByRole('button', { name: 'Add a person' }).first().click();
    await dialog.waitFor();
    expect(await colours('.dialog-actions .button[data-disabled]')).not.toBe(pressed);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.emulateMedia({ forcedColors: 'none' });
  });

  // While such a list is open the rest is hidden from screen readers, and axe faults what in it could take the keyboard. Nothing does: the list closes first.
  it('lets the keyboard into nothing that an open list of languages hides', { timeout: 60_000 }, async () => {
    const { page } = application;
    await toScreen('Settings');
    await page.evaluate(() => {
      const taken: boolean[] = [];
      Object.assign(window, { taken });
      document.addEventListener('focusin', ({ target }) => { taken.push((target as Element).closest('[aria-hidden="true"]') !== null); });
    });
    for (const key of ['Tab', 'Shift+Tab']) {
      await page.getByRole('combobox', { name: 'Add a language' }).click();
      await page.keyboard.press('ArrowDown');
      await page.getByRole('listbox').waitFor();
      await page.keyboard.press(key);
      await page.getByRole('listbox').waitFor({ state: 'detached' });
      expect(await page.evaluate(() => document.activeElement?.closest('[aria-hidden="true"], body:focus') ?? null)).toBeNull();
    }
    const taken = await page.evaluate(() => (window as unknown as { readonly taken: readonly boolean[] }).taken);
    expect(taken.length).toBeGreaterThan(3);
    expect(taken).not.toContain(true);
  });

  it.each(looks)('on every screen of a case, $name', { timeout: 180_000 }, async ({ change }) => {
    const { page } = application;
    await look(change);
    const faults: string[] = [];
    const words = wordsOf(change.language);
    for (const screen of screens) {
      await toScreen(words.case.screens[screen]);
      await page.waitForTimeout(400);
      faults.push(...(await violations(page)).map((fault) => `${screen}: ${fault}`));
    }
    await toScreen(words.case.screens.bundle);
    const { number, settings, preview, builds } = words.bundle;
    for (const name of [number, settings.title, preview.title, words.help.label]) faults.push(...await openedBy(name));
    const { view, searching, more } = words.documents;
    await page.locator('.screen').getByRole('button', { name: more, exact: true }).click();
    await page.getByRole('menuitem', { name: builds.title, exact: true }).click();
    await page.getByRole('dialog', { name: builds.title }).waitFor();
    faults.push(...await violations(page));
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await toScreen(words.case.screens.documents);
    for (const name of [view.title, searching.title, searching.help.title, words.help.label]) faults.push(...await openedBy(name));
    await page.locator('.grid-link').first().click();
    await page.locator('.page-picture[data-loaded]').first().waitFor();
    faults.push(...(await violations(page)).map((fault) => `viewer: ${fault}`));
    await page.keyboard.press('r');
    await page.locator('.redaction-panel').waitFor();
    faults.push(...(await violations(page)).map((fault) => `redacting: ${fault}`));
    expect(faults).toEqual([]);
  });
});
