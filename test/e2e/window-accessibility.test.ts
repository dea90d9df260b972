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

let application: Application;

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
    await page.locator('.rail-screens').getByRole('button', { name: 'Documents', exact: true }).click();
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
  });

  it.each(looks)('on every screen of a case, $name', async ({ change }) => {
    const { page } = application;
    await look(change);
    const faults: string[] = [];
    for (const [index, screen] of screens.entries()) {
      await page.locator('.rail-screens button').nth(index).click();
      await page.waitForTimeout(400);
      faults.push(...(await violations(page)).map((fault) => `${screen}: ${fault}`));
    }
    await page.locator('.rail-screens button').nth(5).click();
    for (const name of ['preview', 'compare', 'settings'] as const) {
      await page.locator('.screen-tools .button').nth({ settings: 2, preview: 3, compare: 4 }[name]).click({ force: true });
      if (await page.getByRole('dialog').count() === 0) continue;
      faults.push(...(await violations(page)).map((fault) => `${name}: ${fault}`));
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await page.locator('.rail-screens button').nth(1).click();
    await page.locator('.grid-link').first().click();
    await page.locator('.page-picture[data-loaded]').first().waitFor();
    faults.push(...(await violations(page)).map((fault) => `viewer: ${fault}`));
    await page.keyboard.press('r');
    await page.locator('.redaction-panel').waitFor();
    faults.push(...(await violations(page)).map((fault) => `redacting: ${fault}`));
    expect(faults).toEqual([]);
  });
});
