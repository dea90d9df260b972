import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApplication, type Application } from './start-application.ts';
import { chooseFiles, createCase, goTo, passphrase, saveAs, violations } from './window-pages.ts';

const own = 'river lantern copper seven orchard';
let application: Application;
let line = '';

beforeAll(async () => {
  application = await startApplication();
  application.page.setDefaultTimeout(60_000);
});
afterAll(async () => { await application.stop(); });

it('a colleague makes an identity, and keeps what is typed when pressing beside the form', { timeout: 120_000 }, async () => {
  const { page } = application;
  await page.getByRole('button', { name: /^Open a case/ }).click();
  await page.getByText('Another office made the case').click();
  await page.getByRole('button', { name: 'Make an identity…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make an identity' });
  await dialog.getByLabel('Whose identity it is').fill('Case clerk');
  await page.mouse.click(5, 5);
  expect(await dialog.getByLabel('Whose identity it is').inputValue()).toBe('Case clerk');
  await dialog.getByRole('button', { name: 'Choose…' }).click();
  await saveAs(page, 'clerk.json');
  await dialog.getByLabel('Passphrase', { exact: true }).fill(own);
  await dialog.getByLabel('Passphrase again').fill(own);
  await page.keyboard.press('Enter');
  line = await dialog.locator('code').first().textContent() ?? '';
  expect(JSON.parse(line)).toMatchObject({ name: 'Case clerk' });
  expect(await violations(page)).toEqual([]);
  await dialog.locator('.dialog-actions').getByRole('button', { name: 'Close' }).click();
  await page.getByText('clerk.json').waitFor();
  await page.getByRole('button', { name: 'Back' }).click();
});

it('the maker lets the colleague in; a wrong passphrase is told in its place and leaves the case open', { timeout: 120_000 }, async () => {
  const { page } = application;
  await createCase(page, 'Prosecutor v. Example');
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Add a member' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a member' });
  await dialog.getByLabel('Line that the member sent').fill(line);
  expect(await dialog.getByLabel('Name', { exact: true }).inputValue()).toBe('Case clerk');
  await dialog.getByLabel('Passphrase', { exact: true }).fill('not the passphrase');
  await page.keyboard.press('Enter');
  await dialog.getByRole('alert').filter({ hasText: 'The passphrase does not open this case.' }).waitFor();
  await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('region', { name: 'Who opens this case' }).getByText('Case clerk').waitFor();
});

it('the colleague opens the case once the maker’s fingerprint is confirmed, and not the register', { timeout: 120_000 }, async () => {
  const { page } = application;
  await page.getByRole('button', { name: 'Close case' }).click();
  await page.getByRole('heading', { name: 'What would you like to do?' }).waitFor();
  await page.locator('.home-recent-case').click();
  const typed = page.getByLabel('Passphrase', { exact: true });
  await typed.fill('not the passphrase');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'The passphrase does not open this case.' }).waitFor();
  await expect.poll(() => typed.evaluate((input: HTMLInputElement) => document.activeElement === input && input.selectionStart === 0 && input.selectionEnd === input.value.length)).toBe(true);
  await page.getByText('Another office made the case').click();
  await chooseFiles(page, () => page.locator('details').getByRole('button', { name: 'Choose…' }).click(), [join(application.home, 'clerk.json')]);
  await page.locator('details').getByText('clerk.json').waitFor();
  await typed.fill(own);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'The fingerprint is the same: open' }).click();
  await page.getByRole('navigation', { name: 'Parts of the case' }).waitFor();
  await goTo(page, 'People');
  await page.getByText('This register is closed to you').waitFor();
});

it('a case that is open only for reading says how it is opened for work, and a wrong passphrase is written over where it is unlocked', { timeout: 120_000 }, async () => {
  const { page } = application;
  await page.getByRole('button', { name: 'Close case' }).click();
  await page.locator('.home-recent-case').first().click();
  const typed = page.getByLabel('Passphrase', { exact: true });
  await typed.fill(passphrase);
  await page.getByText('Only read', { exact: true }).click();
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByText('To work on it, close it and open it again without “Only read”.').waitFor();
  await page.getByRole('button', { name: 'Lock now' }).click();
  await typed.fill('not the passphrase');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'The passphrase does not open this case.' }).waitFor();
  await expect.poll(() => typed.evaluate((input: HTMLInputElement) => input.selectionStart === 0 && input.selectionEnd === input.value.length)).toBe(true);
});
