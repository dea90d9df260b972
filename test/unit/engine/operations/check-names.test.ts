import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import { checkNames } from '../../../../engine/operations/check-names.ts';
import { releaseEdition } from '../../../../engine/operations/release-edition.ts';
import type { Vault } from '../../../../engine/vault/index.ts';
import { runCustodia } from '../../../e2e/command-line.ts';
import { makeRealCase, must, passphrase, type RealCase } from './real-case.ts';

let real: RealCase;
let vault: Vault;
beforeAll(async () => {
  real = await makeRealCase();
  vault = await real.open();
}, 60_000);
afterAll(() => {
  real.close();
});

const filesOf = (): string => execFileSync('find', [real.caseFolder, '-type', 'f', '-size', '+8k'], { encoding: 'utf8' }).trim().split('\n').sort().join('\n');
const release = (): ReturnType<typeof releaseEdition> => releaseEdition(real.engine, vault, { edition: 'defence', recipients: [real.recipient], out: path.join(real.folder, 'again.tar.age') });

it('looks through all that would leave, and leaves no build, no event of one and no file behind', async () => {
  const [events, files] = [[...vault.events()].length, filesOf()];
  const checked = must(await checkNames(real.engine, vault, 'defence'));
  expect(checked).toMatchObject({ edition: 'defence', holds: true, hides: true, places: [], shown: [] });
  expect(checked.files).toBeGreaterThan(5);
  expect(checked.pages).toBeGreaterThan(4);
  expect([...vault.events()].slice(events).map(({ action }) => action)).not.toContain('bundle-built');
  expect(filesOf()).toBe(files);
});

it('says that an edition which hides nobody has nothing to look for, and whom it shows', async () => {
  expect(must(await checkNames(real.engine, vault, 'court'))).toMatchObject({ holds: true, hides: false, places: [], shown: ['Witness A'] });
});

it('tells every place of a name, without the name, where the release is refused at the first', async () => {
  vault.documents.change('statement' as DocumentId, { exhibit: 'P-Realperson' });
  const { holds, places } = must(await checkNames(real.engine, vault, 'defence'));
  expect(holds).toBe(false);
  expect(places).toContainEqual({ where: 'statement' });
  expect(places).toContainEqual({ where: 'heading', document: 'statement' });
  for (const page of [1, 2]) expect(places).toContainEqual({ where: 'page', file: 'bundle-01.pdf', document: 'statement', page, who: ['Witness A'] });
  expect(places).toContainEqual({ where: 'file', file: 'exhibit-list.csv' });
  expect(places).toContainEqual(expect.objectContaining({ where: 'file', file: 'exhibit-list.pdf', page: 1, who: ['Witness A'] }));
  expect(places.some(({ document }) => document === 'note')).toBe(false);
  expect(JSON.stringify(places)).not.toContain('Realperson');
  expect(await release()).toMatchObject({ ok: false, failure: { code: 'leak-found' } });
  vault.documents.change('statement' as DocumentId, { exhibit: 'P-1' });
});

it('counts what keeps an edition from leaving as a result, with where it is mended', async () => {
  const translation = 'translation' as DocumentId;
  const { translation: link } = vault.documents.get(translation)!;
  vault.documents.change(translation, { translation: { ...link!, originalSha256: vault.documents.get(translation)!.sha256 } });
  expect(must(await checkNames(real.engine, vault, 'defence'))).toMatchObject({ holds: false, stopped: { code: 'translation-stale', subject: 'translation' }, places: [] });
  vault.documents.change(translation, { translation: link! });
  const set = vault.redactions.set('defence')!;
  vault.redactions.putSet({ ...set, ground: 'Order at the wish of Nobody Realperson' });
  expect(must(await checkNames(real.engine, vault, 'defence'))).toMatchObject({ holds: false, stopped: { code: 'leak-found' }, places: [] });
  vault.redactions.putSet(set);
});

it('is a command that writes nothing and ends with 1 where a name would leave', async () => {
  vault.documents.change('statement' as DocumentId, { exhibit: 'P-Realperson' });
  await vault.close();
  writeFileSync(path.join(real.folder, 'passphrase'), passphrase);
  const checked = await runCustodia(['release', real.caseFolder, '--edition', 'defence', '--check', '--json', '--out', path.join(real.folder, 'never.tar'), '--passphrase-file', path.join(real.folder, 'passphrase')]);
  expect(checked).toMatchObject({ code: 1, json: { holds: false } });
  expect(checked.out).not.toContain('Realperson');
  expect(existsSync(path.join(real.folder, 'never.tar'))).toBe(false);
}, 60_000);
