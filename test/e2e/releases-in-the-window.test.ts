import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sshPublicKeyLine } from '../../engine/integrity/index.ts';
import { pinContact } from '../../engine/operations/pin-contact.ts';
import { releaseEdition } from '../../engine/operations/release-edition.ts';
import { countersignCheckpoint, makeTimestampRequest, parseSshPublicKey } from '../../engine/release/index.ts';
import type english from '../../resources/locales/en.json';
import type { DocumentId } from '../../shared/identifiers.ts';
import { makeRealCase, must, passphrase, type RealCase } from '../unit/engine/operations/real-case.ts';
import { sampleRelease } from '../unit/engine/release/sample-release.ts';
import { answerTimeRequest, makeTimeAuthority } from '../unit/engine/release/time-authority.ts';
import { startApplication, type Application } from './start-application.ts';
import { chooseFiles, dropFile, goTo, saveAs, violations, violationsInAllColours } from './window-pages.ts';

const slowMs = 180_000;
let application: Application;
let real: RealCase;
const home = (...names: string[]): string => join(application.home, ...names);
const clerk = generateKeyPairSync('ed25519');
const clerkKey = clerk.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
const clerkLine = sshPublicKeyLine(clerkKey, 'clerk');

/** A case with two releases of the defence edition, the second of which opens what the first sealed; the first one unpacked as well. */
beforeAll(async () => {
  real = await makeRealCase();
  const vault = await real.open();
  must(pinContact(vault, { name: 'Defence Chambers', sshPublicKey: clerkLine, recipient: real.recipient }));
  vault.documents.change('paper' as DocumentId, { confidentiality: 'parties' });
  must(await releaseEdition(real.engine, vault, { edition: 'defence', recipients: [real.recipient], out: join(real.folder, 'second.tar.age') }));
  await vault.close();
  application = await startApplication();
  application.page.setDefaultTimeout(60_000);
  cpSync(real.caseFolder, home('Case of the test'), { recursive: true });
  // What the sender may do after that: the first exhibit is withheld in a third release.
  const again = await real.open();
  again.documents.change('statement' as DocumentId, { confidentiality: 'sealed' });
  must(await releaseEdition(real.engine, again, { edition: 'defence', recipients: [], out: home('later.tar') }));
  await again.close();
  cpSync(real.release, home('first.tar.age'));
  cpSync(join(real.folder, 'second.tar.age'), home('second.tar.age'));
  for (const name of ['first', 'second']) execFileSync('sh', ['-c', 'age -d -i "$1" -o "$2.tar" "$2.tar.age" && mkdir "$2" && tar xf "$2.tar" -C "$2" --strip-components 1', 'sh', real.identityFile, home(name)]);
  mkdirSync(home('changed'));
  cpSync(home('second'), home('changed'), { recursive: true });
  appendFileSync(home('changed/data/exhibits/0001.pdf'), '%');
  makeTimeAuthority(application.home, 'authority');
  writeFileSync(home('second.tsq'), makeTimestampRequest(createHash('sha256').update(readFileSync(home('second/data/release.json'))).digest()));
  answerTimeRequest(application.home, 'authority', { request: 'second.tsq', reply: 'second.tsr' });
}, 2 * slowMs);

afterAll(async () => {
  await application.stop();
  real.close();
});

async function chooseFolder(name: string): Promise<void> {
  const { page } = application;
  const dialog = page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Choose this folder' }) });
  await dialog.getByRole('option', { name, exact: true }).click();
  await dialog.getByRole('button', { name: 'Choose this folder' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

async function picture(name: string, of: string): Promise<void> {
  if (process.env['CUSTODIA_PICTURES'] !== undefined) await application.page.locator(of).screenshot({ path: join(process.env['CUSTODIA_PICTURES'], `${name}.png`) });
}

const press = async (name: string): Promise<void> => application.page.getByRole('button', { name, exact: true }).click();

async function held(kind: string, paths: readonly string[]): Promise<void> {
  await chooseFiles(application.page, () => application.page.getByRole('group', { name: kind, exact: true }).getByRole('button').click(), paths);
}

describe('a clerk verifies in the window', () => {
  it('an unpacked folder, and says in words what was looked at', { timeout: slowMs }, async () => {
    const { page } = application;
    await page.getByRole('button', { name: /^Verify a release/ }).click();
    await press('Choose an unpacked folder…');
    await chooseFolder('second');
    await press('Verify');
    await page.getByRole('heading', { name: 'It holds' }).waitFor({ timeout: slowMs });
    await page.getByText('The bundle shows and says what the exhibits do').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('a decrypted archive that is dropped, against the release before it and a trusted time, with what changed since', { timeout: slowMs }, async () => {
    const { page } = application;
    await dropFile(page, page.locator('.file-drop').first(), home('second.tar'));
    await page.locator('.file-drop').first().getByText('second.tar').waitFor();
    await page.getByText('Hold it against what you have').click();
    await held('Earlier releases', [home('first.tar')]);
    await held('Checkpoints', [home('first/data/custody/checkpoint')]);
    await held('Time token', [home('second.tsr')]);
    await page.getByText('A time token and the certificates of its authority belong together.').waitFor();
    await held('Certificates for the time', [home('authority-ca.pem')]);
    await press('Verify');
    await page.getByRole('heading', { name: 'It holds' }).waitFor({ timeout: slowMs });
    await page.getByText(/^authority vouches that the release existed at /u).waitFor();
    await picture('verified-with-time', '.report');
    await page.getByRole('heading', { name: 'What changed since release 1' }).waitFor();
    await page.getByText('Added: P-3').waitFor();
    await page.getByText('Sealed in release 1, and opened here as the same item: P-3.').waitFor();
    await page.getByText('The log has only grown').first().waitFor();
    await press('Clear');
  });

  it('a single exhibit against the release', { timeout: slowMs }, async () => {
    const { page } = application;
    const choose = (path: string): Promise<void> => chooseFiles(page, () => page.getByRole('region', { name: 'Check a single page or file' }).getByRole('button', { name: 'Choose file…' }).click(), [path]);
    await choose(home('second/data/exhibits/0001.pdf'));
    await page.getByText('0001.pdf is an exhibit of this release, byte for byte').waitFor();
    await choose(home('changed/data/exhibits/0001.pdf'));
    await page.getByText('0001.pdf is not an exhibit of this release').waitFor();
  });

  it('a release that is older than the one held, or changed: in the language of the window', { timeout: 2 * slowMs }, async () => {
    const { page } = application;
    await chooseFiles(page, () => page.getByRole('button', { name: 'Choose file…' }).first().click(), [home('first.tar')]);
    await held('Earlier releases', [home('second/data/release.json')]);
    await page.getByLabel('Known signers').fill(clerkLine);
    await press('Verify');
    await page.getByRole('heading', { name: 'It does not hold' }).waitFor({ timeout: slowMs });
    await page.locator('.notice[data-tone="danger"]').getByText('Signed by a key that is none of those you gave').waitFor();
    await page.locator('.report-checks li[data-result="remark"]').getByText('Rules that fail: fonts-embedded.').waitFor();
    await page.getByText('It contradicts the releases that you have').waitFor();
    expect(await page.locator('.report-checks li[data-holds="false"]').first().getByLabel('Does not hold').isVisible()).toBe(true);
    // Many alike that hold are one row.
    expect(await page.locator('.report-checks li[data-folded]').filter({ visible: true }).count()).toBe(0);
    await page.evaluate(() => window.custodia.call('saveSettings', { language: 'uk' }));
    await page.reload();
    await page.locator('.home-action').nth(2).click();
    await page.getByRole('button', { name: 'Вибрати розпаковану теку…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('option', { name: 'changed', exact: true }).click();
    await dialog.locator('.button').last().click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Перевірити', exact: true }).click();
    await page.locator('.report-answer[data-holds="false"]').waitFor({ timeout: slowMs });
    await page.getByText('Файл змінено, обрізано чи підмінено').first().waitFor();
    await page.getByText('Вміст цього файлу не той, що в маніфесті: його змінено, обрізано чи підмінено. Це доказ P-1.').first().waitFor();
    expect((await page.locator('.report-message').allTextContents()).join(' ')).not.toMatch(/\b(?:the|this|release)\b/iu);
    expect(await violations(page)).toEqual([]);
    await picture('verified-in-ukrainian', '.report');
    await page.evaluate(() => window.custodia.call('saveSettings', { language: 'en' }));
    await page.reload();
  });
});

describe('a reviewer in the window', () => {
  it('takes a later release into the case of the earlier one, is told what changed, and keeps a note on an unchanged page', { timeout: 2 * slowMs }, async () => {
    const { page } = application;
    await page.getByRole('button', { name: /^Open a received release/ }).click();
    await chooseFiles(page, () => page.getByRole('group', { name: 'Release', exact: true }).getByRole('button').click(), [home('first.tar.age')]);
    await held('Identity file', [real.identityFile]);
    await page.getByRole('group', { name: 'Where it is kept' }).getByRole('button').click();
    await saveAs(page, 'Received');
    await page.getByLabel('Who reviews').fill('Defence Chambers');
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await page.getByLabel('Passphrase again').fill(passphrase);
    await press('Open the release');
    await page.getByText('Read only').first().waitFor({ timeout: slowMs });
    await goTo(page, 'Review');
    await page.locator('.review-title').first().click();
    await page.locator('.redaction-layer').first().waitFor();
    await page.getByRole('button', { name: /Place by keyboard/ }).click();
    await page.locator('.redaction-box[data-state="draft"]').waitFor();
    for (const key of ['ArrowDown', 'Shift+ArrowRight', 'Enter']) await page.keyboard.press(key);
    await page.getByRole('textbox', { name: 'Note' }).fill('Ask about the van.');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.locator('.review-item').getByText('Ask about the van.').waitFor();
    await goTo(page, 'Review');
    await chooseFiles(page, () => page.getByRole('button', { name: 'Take a later release in…' }).click(), [home('second.tar')]);
    await page.getByText('Release 2 took the place of release 1').waitFor({ timeout: slowMs });
    await page.getByText('Added: P-3').waitFor();
    await page.getByText(/^0 of 4/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.locator('.review-title').first().click();
    await page.locator('.review-item').getByText('Ask about the van.').click();
    await page.getByRole('button', { name: 'Ask about the van.', exact: true }).waitFor();
    await goTo(page, 'Review');
    await chooseFiles(page, () => page.getByRole('button', { name: 'Take a later release in…' }).click(), [home('later.tar')]);
    await page.getByText('Release 3 took the place of release 2').waitFor({ timeout: slowMs });
    await page.getByText('Notes on pages that were changed or left out, kept with the earlier file: 1').waitFor();
    const earlier = page.getByRole('region', { name: 'Earlier files, kept for what you wrote on them' });
    await earlier.getByText('1 note', { exact: true }).waitFor();
    await picture('received-earlier-files', 'main');
    expect(await violationsInAllColours(page)).toEqual([]);
    await earlier.getByRole('button').click();
    await page.locator('.review-item').getByText('Ask about the van.').waitFor();
    await page.getByRole('button', { name: 'Close case' }).click();
    await page.getByRole('heading', { name: 'What would you like to do?' }).waitFor();
  });
});

describe('a prosecutor hands over in the window', () => {
  it('seals a release for a contact by name, and sees what changed since the one before', { timeout: 2 * slowMs }, async () => {
    const { page } = application;
    await page.getByRole('button', { name: /^Open a case/ }).click();
    await press('Choose…');
    await page.getByRole('dialog').getByRole('option', { name: /Case of the test/ }).dblclick();
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await press('Open');
    await page.getByRole('heading', { name: 'Overview' }).waitFor({ timeout: slowMs });
    await goTo(page, 'Releases');
    const defence = page.getByRole('form', { name: 'Make a release' });
    await defence.getByRole('button', { name: /Edition/u }).click();
    await page.getByRole('option', { name: 'Defence' }).click();
    await press('Check for protected names');
    await page.getByText('No protected name would leave').waitFor({ timeout: slowMs });
    expect(await violations(page)).toEqual([]);
    await application.call('changeDocuments', { documents: ['statement' as DocumentId], change: { exhibit: 'P-Realperson' } });
    await press('Check for protected names');
    await page.getByText(/^A protected name would leave in \d+ places$/u).waitFor({ timeout: slowMs });
    expect(await violationsInAllColours(page)).toEqual([]);
    if (process.env['CUSTODIA_PICTURES'] !== undefined) await page.screenshot({ path: join(process.env['CUSTODIA_PICTURES'], 'name-check.png') });
    await page.getByRole('button', { name: /^Mend: .*Statement, page 2$/u }).click();
    await page.locator('.page-picture[data-loaded]').first().waitFor();
    await page.getByText('As released', { exact: true }).click();
    await page.getByText('Defence: nothing is redacted in this document.').waitFor();
    await page.locator('.page-picture[data-loaded]').first().waitFor();
    await application.call('changeDocuments', { documents: ['statement' as DocumentId], change: { exhibit: 'P-1' } });
    await goTo(page, 'Releases');
    await page.getByRole('group', { name: 'Seal it for these contacts' }).getByText('Defence Chambers').click();
    expect(await violations(page)).toEqual([]);
    await press('Build, sign and seal');
    await saveAs(page, 'third.tar.age');
    await goTo(page, 'Log');
    await goTo(page, 'Releases');
    // Whom it is sealed for is not asked again of somebody who comes back while it is made.
    expect(await page.getByRole('group', { name: 'Seal it for these contacts' }).getByRole('checkbox', { name: 'Defence Chambers' }).isChecked()).toBe(true);
    await page.getByText(/^Released: /).waitFor({ timeout: slowMs });
    expect(execFileSync('sh', ['-c', `age -d -i "${real.identityFile}" "${home('third.tar.age')}" | tar t`], { encoding: 'utf8' })).toContain('data/release.json');
    await page.locator('.release').getByText('Defence Chambers').first().waitFor();
    expect(await page.locator('.release').getByText(/^Replaced by /u).allTextContents()).toEqual(['Replaced by 3', 'Replaced by 3']);
    await press('What changed since 1');
    await page.getByText('Added: P-3').waitFor();
  });

  it('withdraws a release, is told whom to tell and what cannot be taken back', { timeout: slowMs }, async () => {
    const { page } = application;
    await page.locator('.release').last().getByRole('button', { name: 'Withdraw' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Defence Chambers').waitFor();
    await dialog.getByText(/takes nothing back that was read/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('dialog', { name: 'Withdraw Defence 1' }).getByLabel('Reason').fill('Released in error');
    await dialog.getByRole('button', { name: 'Withdraw and write the notice…' }).click();
    // Without a place for the notice nothing is withdrawn, and the reason stays.
    await page.getByRole('button', { name: 'Save here' }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.getByText('You cancelled it.').waitFor();
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('Released in error');
    await dialog.getByRole('button', { name: 'Withdraw and write the notice…' }).click();
    await saveAs(page, 'withdrawal.json');
    await page.getByText('Release 1 is withdrawn').waitFor();
    await page.getByText('Send it to:').waitFor();
    expect(JSON.parse(readFileSync(home('withdrawal.json'), 'utf8'))).toMatchObject({ reason: 'Released in error' });
  });

  it('verifies a release inside the case, and signs the record of it with the key of the case: in Arabic, in the dark', { timeout: slowMs }, async () => {
    const { page } = application;
    await page.evaluate(() => window.custodia.call('saveSettings', { language: 'ar', theme: 'dark' }));
    await page.reload();
    const words = JSON.parse(readFileSync(fileURLToPath(new URL('../../resources/locales/ar.json', import.meta.url)), 'utf8')) as typeof english;
    const screen = page.locator('main.screen');
    await page.locator('.rail-screens').getByRole('button', { name: words.case.screens.releases, exact: true }).click();
    await screen.getByRole('button', { name: words.home.verify.action, exact: true }).click();
    await dropFile(page, screen.locator('.file-drop').first(), home('second.tar'));
    await screen.getByRole('button', { name: words.home.verify.submit, exact: true }).click();
    await screen.getByRole('heading', { name: words.verification.holds }).waitFor({ timeout: slowMs });
    expect(await screen.locator('.report').evaluate((report) => getComputedStyle(report).direction)).toBe('rtl');
    expect(await violations(page)).toEqual([]);
    await picture('verified-in-arabic-dark', '.report');
    await screen.getByRole('button', { name: words.verification.save, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('.place-head[aria-busy="false"]').waitFor();
    await dialog.getByRole('textbox').fill('record.pdf');
    await dialog.getByRole('option').first().waitFor();
    await dialog.locator('.button').last().click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText(/record\.json\.sig/u).waitFor();
    const checked = execFileSync('ssh-keygen', ['-Y', 'check-novalidate', '-n', 'custodia-verification', '-s', home('record.json.sig')], { input: readFileSync(home('record.json')), encoding: 'utf8' });
    expect(checked).toContain(`Good "custodia-verification" signature with ED25519 key ${real.ran.signer.fingerprint}`);
    await page.evaluate(() => window.custodia.call('saveSettings', { language: 'en', theme: 'light' }));
    await page.reload();
  });

  it('gives a checkpoint to a witness, takes it back countersigned, and keeps it', { timeout: slowMs }, async () => {
    const { page } = application;
    await goTo(page, 'Log');
    await page.locator('.grid-link').getByText('Defence', { exact: true }).first().waitFor();
    await press('Checkpoints…');
    await page.getByRole('dialog').getByRole('button', { name: 'Save as…' }).click();
    await saveAs(page, 'head.txt');
    await page.getByText('head.txt saved').waitFor();
    const sender = must(parseSshPublicKey(/ssh-ed25519 [A-Za-z0-9+/=]+/.exec(real.ran.signer.allowedSigners)?.[0] ?? ''));
    const { case: { id } } = JSON.parse(readFileSync(home('first/data/release.json'), 'utf8')) as { case: { id: string } };
    writeFileSync(home('countersigned.txt'), must(countersignCheckpoint(readFileSync(home('head.txt'), 'utf8'), { caseId: id, publicKey: sender.key }, { name: 'clerk', publicKey: clerkKey, sign: (message) => sign(null, message, clerk.privateKey) })));
    await page.getByText('Keep it, so that later releases prove').click();
    await chooseFiles(page, () => page.getByRole('button', { name: 'Choose and check…' }).click(), [home('countersigned.txt')]);
    await page.getByText('The log goes on from this checkpoint').waitFor();
    await page.getByRole('region', { name: 'Countersigned and kept' }).getByText(/Vouches for the first/).waitFor();
  });

  it('countersigns the checkpoint of somebody else', { timeout: slowMs }, async () => {
    const { page } = application;
    const other = sampleRelease();
    writeFileSync(home('theirs.txt'), other.options.custody.checkpoint);
    await page.getByRole('dialog').getByLabel('Key of the other side, compared beforehand').fill(other.signer.sshPublicKey);
    await chooseFiles(page, () => page.getByRole('button', { name: 'Choose and countersign…' }).click(), [home('theirs.txt')]);
    await saveAs(page, 'signed-for-them.txt');
    await page.getByText('signed-for-them.txt saved').waitFor();
    const signatures = (note: string): number => note.split('\n').filter((line) => line.startsWith('— ')).length;
    expect(signatures(readFileSync(home('signed-for-them.txt'), 'utf8'))).toBe(signatures(other.options.custody.checkpoint) + 1);
  });

  it('closes the case for a release that the application is opened with, and goes on with that release', { timeout: slowMs }, async () => {
    const { page } = application;
    await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
    const opening = [process.execPath, '--disable-warning=ExperimentalWarning', fileURLToPath(new URL('../../electron/start.ts', import.meta.url)), '--headless', home('third.tar.age')] as const;
    execFileSync(opening[0], opening.slice(1), { env: { PATH: process.env['PATH'], HOME: application.home, TMPDIR: application.home }, stdio: 'ignore' });
    await page.getByRole('alertdialog', { name: 'Close this case first?' }).getByRole('button', { name: 'Close case' }).click();
    await page.getByRole('heading', { name: 'Open a received release' }).waitFor();
    await page.getByText('third.tar.age').waitFor();
  });
});

describe('who was sent a notice of withdrawal', () => {
  it('sees that the release no longer stands, and what cannot be taken back', { timeout: slowMs }, async () => {
    const { page } = application;
    await press('Back');
    // A folder that is dropped on the form takes the place of the one that was dropped before.
    for (const name of ['first', 'second']) {
      await dropFile(page, page.locator('main'), mkdtempSync(home(`${name}-dropped-`)));
      await page.getByText(new RegExp(`^${name}-dropped-`)).waitFor();
    }
    await press('Back');
    await page.getByRole('button', { name: /^Verify a release/ }).click();
    await press('Choose an unpacked folder…');
    await chooseFolder('first');
    await page.getByText('Hold it against what you have').click();
    await held('Withdrawal notices', [home('withdrawal.json')]);
    await press('Verify');
    await page.getByRole('heading', { name: 'It does not hold' }).waitFor({ timeout: slowMs });
    await page.getByText('This release was withdrawn').waitFor();
    await page.getByText(/Its sender withdrew this release on .*: “Released in error”\. What was opened or copied before cannot be taken back\./u).waitFor();
    expect(await violations(page)).toEqual([]);
    await picture('verified-withdrawn', '.report');
  });
});
