import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { job } from './run-case-through.ts';
import { startApplication, type Application } from './start-application.ts';
import { addFiles, createCase, dropFile, goTo, passphrase, saveAs, violationsInAllColours } from './window-pages.ts';

const slowMs = 120_000;
const name = 'Ilona Brezovska';
let application: Application;
let folder: string;

async function open(reason: string): Promise<void> {
  const { page } = application;
  await page.getByRole('button', { name: 'Open the record: Witness P-1' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill(reason);
  await page.getByRole('button', { name: 'Open and log' }).click();
}

async function events(action: string): Promise<readonly (string | undefined)[]> {
  const log = await application.call('caseLog', { from: 0, limit: 5000 });
  return log.ok ? log.value.events.filter((event) => event.action === action).map(({ reason }) => reason) : [];
}

/** Everything that the window holds on the page and in its read model. */
async function held(): Promise<string> {
  const { page } = application;
  const kept = await page.evaluate(() => new Promise<string>((resolve, reject) => {
    const opening = indexedDB.open('custodia-read-model');
    opening.onerror = () => { reject(new Error('no read model')); };
    opening.onsuccess = () => {
      const all = opening.result.transaction('parts').objectStore('parts').getAll();
      all.onsuccess = () => {
        opening.result.close();
        resolve(JSON.stringify(all.result));
      };
    };
  }));
  return kept + await page.content();
}

beforeAll(async () => {
  application = await startApplication();
  const { page } = application;
  page.setDefaultTimeout(30_000);
  folder = mkdtempSync(join(tmpdir(), 'custodia-people-'));
  writeFileSync(join(folder, 'statement.txt'), `${name} was seen at the harbour.\n`);
  writeFileSync(join(folder, 'letter.txt'), 'Nobody is named here.\n');
  await createCase(page, 'Prosecutor v. Example');
  await goTo(page, 'Documents');
  await addFiles(page, [join(folder, 'statement.txt'), join(folder, 'letter.txt')]);
  await page.getByText('2 documents taken in').waitFor();
  await job(application, 'readDocuments', {});
}, slowMs);

afterAll(async () => {
  await application.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the record of a protected person', () => {
  it('is made with the next free pseudonym and shows no name in the list', { timeout: slowMs }, async () => {
    const { page } = application;
    await goTo(page, 'People');
    await page.getByRole('button', { name: 'Add a person' }).first().click();
    await page.getByRole('button', { name: 'Witness P-…' }).click();
    await page.waitForFunction(() => [...document.querySelectorAll('input')].some(({ value }) => value === 'Witness P-1'));
    await page.getByLabel('Every form of the name').fill(`${name}\nІлона Брезовська`);
    expect(await violationsInAllColours(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { name: 'Witness P-1' }).waitFor();
    await page.getByText('2 forms of the name').waitFor();
    expect(await held()).not.toContain('Brezovska');
    expect(await violationsInAllColours(page)).toEqual([]);
  });

  it('opens for a reason that names nobody, and the reason is on the log', { timeout: slowMs }, async () => {
    const { page } = application;
    await open(`To see whether this is ${name}`);
    await page.getByRole('alert').getByText(/say it without a name/u).waitFor();
    await page.getByRole('dialog').getByLabel('Reason').fill('To arrange an interpreter');
    await page.getByRole('button', { name: 'Open and log' }).click();
    await page.getByText('Ілона Брезовська').waitFor();
    await page.getByRole('region', { name: 'Who opened this record' }).getByText('To arrange an interpreter').waitFor();
    expect(await events('person-viewed')).toEqual(['To arrange an interpreter']);
    expect(await violationsInAllColours(page)).toEqual([]);
  });

  it('says what would be found and why, learns a spelling, and takes that back', { timeout: slowMs }, async () => {
    const { page } = application;
    await page.getByLabel('Spelling or sentence').fill('a letter to Ilona Brezovskaya');
    await page.locator('.tried-one').filter({ hasText: 'Several parts of the name' }).waitFor();
    await page.getByLabel('Spelling or sentence').fill('Kwxtzq');
    await page.getByRole('button', { name: 'Add to the known spellings' }).click();
    await page.locator('.tried-one').filter({ hasText: 'as it is written in the record' }).waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByText('It would not be found').waitFor();
    await page.getByLabel('Spelling or sentence').fill('');
  });

  it('keeps an order as varied when a later one takes its place', { timeout: slowMs }, async () => {
    const { page } = application;
    await page.getByRole('button', { name: 'Add a measure' }).click();
    await page.getByLabel('Order', { exact: true }).fill('Court of Example, no. 4');
    await page.getByLabel('What is ordered').fill('Screens');
    await page.getByLabel('From').fill('2025-03-01');
    await page.getByLabel('To', { exact: true }).fill('2025-02-01');
    await page.getByText('It ends before it begins').waitFor();
    expect(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
    await page.getByLabel('To', { exact: true }).fill('');
    expect(await violationsInAllColours(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('In force today').waitFor();
    await page.getByRole('button', { name: 'Record a variation: Screens' }).click();
    await page.getByLabel('Order', { exact: true }).fill('Court of Example, no. 9');
    await page.getByLabel('What is ordered').fill('Screens and voice distortion');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('.record-item').filter({ hasText: 'Varied' }).filter({ hasText: 'Court of Example, no. 9' }).waitFor();
    expect(await page.getByText('In force today').count()).toBe(1);
  });

  it('withdraws a consent, tells what went out before, and stops what would go out', { timeout: slowMs }, async () => {
    const { page } = application;
    await page.getByRole('button', { name: 'Record a consent' }).click();
    await page.getByLabel('What was agreed').fill('The defence may read my statement.');
    await page.getByRole('combobox', { name: 'Explained in' }).fill('Ukrain');
    await page.getByRole('option', { name: 'Ukrainian' }).click();
    await page.getByRole('dialog').getByText('Defence', { exact: true }).click();
    expect(await violationsInAllColours(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('The defence may read my statement.').waitFor();
    const documents = await application.call('listDocuments', { from: 0, limit: 10 });
    if (!documents.ok) throw new Error('no documents');
    await application.call('saveBundle', { bundle: { title: 'Bundle', sections: [{ title: 'A', entries: documents.value.documents.map(({ id }) => id) }] } });
    await application.call('saveRedactionSet', { set: { edition: 'defence' as never, persons: [], terms: [], patterns: [], ground: 'None', zones: [] } });
    await goTo(page, 'Releases');
    await page.getByRole('button', { name: 'Court Edition' }).or(page.locator('.card .select-button').first()).first().click();
    await page.getByRole('option', { name: 'Defence' }).click();
    await page.getByRole('button', { name: 'Build and sign, not sealed' }).click();
    await saveAs(page, 'defence.tar');
    await page.getByText('Released: Defence').waitFor({ timeout: slowMs });
    await goTo(page, 'People');
    await open('To note the withdrawal');
    await page.getByRole('button', { name: 'Withdraw the consent…' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('She no longer wishes it');
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw', exact: true }).click();
    await page.getByText('1 release had gone out before:').waitFor();
    await page.locator('.earlier-releases').getByText('Not sealed').waitFor();
    await page.getByText(/cannot be taken back/u).waitFor();
    expect(await violationsInAllColours(page)).toEqual([]);
    await goTo(page, 'Releases');
    await page.getByRole('button', { name: 'Build and sign, not sealed' }).click();
    await saveAs(page, 'again.tar');
    await page.getByText(/has withdrawn consent to what this edition holds/u).waitFor({ timeout: slowMs });
  });

  it('is removed only with a reason, and not while a withdrawal has to hold', { timeout: slowMs }, async () => {
    const { page } = application;
    await goTo(page, 'Overview');
    await page.getByRole('button', { name: /1 person has withdrawn consent/u }).click();
    await page.locator('.person').filter({ hasText: 'Consent withdrawn' }).waitFor();
    await open('To clean the register');
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('Entered twice');
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('alert').getByText(/withdrawal goes on to hold/u).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await events('person-removed')).toEqual([]);
  });

  it('closes when one leaves it, and when the case is locked', { timeout: slowMs }, async () => {
    const { page } = application;
    await page.getByText('Ілона Брезовська').waitFor();
    await goTo(page, 'Overview');
    expect(await held()).not.toMatch(/Brezovska|Брезовська/u);
    await goTo(page, 'People');
    await page.getByRole('heading', { name: 'Protected persons' }).waitFor();
    expect(await held()).not.toMatch(/Brezovska|Брезовська/u);
    await open('To look once more');
    await page.getByText('Ілона Брезовська').waitFor();
    await page.getByRole('button', { name: 'Lock now' }).click();
    await page.getByRole('heading', { name: 'The case is locked' }).waitFor();
    expect(await held()).not.toMatch(/Brezovska|Брезовська|Witness P-1/u);
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByRole('heading', { name: 'Protected persons' }).waitFor();
    expect(await held()).not.toMatch(/Brezovska|Брезовська/u);
  });
});

it('draws a long register as far as one looks at it, and all of it in the end', { timeout: slowMs }, async () => {
  const { page } = application;
  const saved = await Promise.all(Array.from({ length: 110 }, (_, index) => application.call('savePerson', { person: { pseudonym: `Witness Q-${String(index + 1)}`, names: [`Nobody ${String(index + 1)}`], protected: true, child: false } })));
  expect(saved.every(({ ok }) => ok)).toBe(true);
  await page.getByRole('navigation', { name: 'Parts of the case' }).getByRole('button', { name: /^People/u }).getByText('111').waitFor();
  await goTo(page, 'Overview');
  await goTo(page, 'People');
  await page.locator('.person').first().waitFor();
  expect(await page.locator('.person').count()).toBe(50);
  await page.getByRole('button', { name: 'Show more' }).scrollIntoViewIfNeeded();
  await page.locator('.person').nth(99).waitFor();
  await page.getByRole('button', { name: 'Show more' }).press('Enter');
  await page.locator('.person').nth(110).waitFor();
  await page.getByRole('button', { name: 'Show more' }).waitFor({ state: 'detached' });
});

it('says that a case open for reading only keeps no trace of who opened a record', { timeout: slowMs }, async () => {
  const { page } = application;
  await page.getByRole('button', { name: 'Close case' }).click();
  await page.getByRole('heading', { name: 'What would you like to do?' }).waitFor();
  await dropFile(page, page.locator('main'), join(application.home, 'Case of the test'));
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByText('Only read', { exact: true }).click();
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await goTo(page, 'People');
  await page.getByText(/its log cannot keep the reason/u).waitFor();
  await page.getByRole('button', { name: /^Open the record: /u }).first().click();
  await page.getByRole('dialog').getByText(/its log cannot keep it/u).waitFor();
});
