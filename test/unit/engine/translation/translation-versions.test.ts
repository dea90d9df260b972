import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import { pairTranslation } from '../../../../engine/operations/pair-translation.ts';
import { missingTranslations } from '../../../../engine/operations/translations/missing-translations.ts';
import { describeTranslation, moveTranslation, removeRequest, requestTranslation } from '../../../../engine/operations/translations/translation-versions.ts';
import { unpairTranslation } from '../../../../engine/serving/translation-pairs.ts';
import type { Vault } from '../../../../engine/vault/index.ts';
import { newVault, takeIn, value } from '../vault/case-for-tests.ts';

const statement = 'statement' as DocumentId;
const first = 'first' as DocumentId;
const second = 'second' as DocumentId;
const french = 'french' as DocumentId;

let vault: Vault;
beforeAll(async () => {
  vault = await newVault();
  for (const [id, language] of [[statement, 'uk'], [first, 'en'], [second, 'en-GB'], [french, 'fr']] as const) await takeIn(vault, id, Buffer.from(`the bytes of ${id}`), { language });
});
afterAll(() => vault.close());

it('lists what the court cannot read, until a translation into its language stands', () => {
  const missing = (): unknown => missingTranslations(vault).find(({ document }) => document === statement);
  expect(missing()).toEqual({ document: statement, from: 'uk', into: ['en'], why: 'none' });
  const version = value(requestTranslation(vault, { original: statement, language: 'en', deadline: '2026-05-01' }));
  expect(missing()).toMatchObject({ why: 'requested' });
  value(moveTranslation(vault, { version: version.id, to: 'sent' }));
  value(moveTranslation(vault, { version: version.id, to: 'received', translation: first }));
  expect(missing()).toBeUndefined();
  expect(vault.documents.get(first)?.translation).toMatchObject({ original: statement, originalSha256: vault.documents.get(statement)?.sha256 });
});

it('goes its way one step at a time, and needs a text and a translator for it', () => {
  const version = vault.translations.ofTranslation(first)!;
  expect(moveTranslation(vault, { version: version.id, to: 'certified' })).toMatchObject({ ok: false, failure: { code: 'usage' } });
  value(moveTranslation(vault, { version: version.id, to: 'reviewed' }));
  expect(moveTranslation(vault, { version: version.id, to: 'certified' })).toMatchObject({ ok: false, failure: { code: 'usage' } });
  value(moveTranslation(vault, { version: version.id, to: 'certified', translator: { name: 'Nadia Example', register: '12345', certifiedAt: '2026-04-30' } }));
  expect(vault.documents.get(first)?.translation?.translator?.register).toBe('12345');
});

it('never changes a certified version', () => {
  const version = vault.translations.ofTranslation(first)!;
  for (const to of ['requested', 'sent', 'received', 'reviewed', 'certified'] as const) expect(moveTranslation(vault, { version: version.id, to }).ok).toBe(false);
  expect(pairTranslation(vault, first, statement, { name: 'Somebody Else' })).toMatchObject({ ok: false, failure: { code: 'usage' } });
  expect(unpairTranslation(vault, first)).toMatchObject({ ok: false, failure: { code: 'usage' } });
  expect(vault.translations.ofTranslation(first)?.translator?.name).toBe('Nadia Example');
});

it('supersedes the earlier version only when the next one was reviewed', () => {
  const next = value(requestTranslation(vault, { original: statement, language: 'en-GB' }));
  expect(next.version).toBe(2);
  expect(moveTranslation(vault, { version: next.id, to: 'received', translation: first })).toMatchObject({ ok: false, failure: { code: 'usage' } });
  value(moveTranslation(vault, { version: next.id, to: 'received', translation: second }));
  expect(vault.documents.get(second)?.translation).toBeUndefined();
  value(moveTranslation(vault, { version: next.id, to: 'reviewed' }));
  expect(vault.documents.get(second)?.translation?.original).toBe(statement);
  expect(vault.documents.get(first)?.translation).toBeUndefined();
  expect(vault.translations.ofOriginal(statement).map(({ state }) => state)).toEqual(['superseded', 'reviewed']);
});

it('keeps translations into several languages side by side', () => {
  const version = value(requestTranslation(vault, { original: statement, language: 'fr' }));
  expect(version.version).toBe(1);
  value(moveTranslation(vault, { version: version.id, to: 'received', translation: french }));
  value(moveTranslation(vault, { version: version.id, to: 'reviewed' }));
  expect(vault.documents.translationsOf(statement).map(({ id }) => id)).toEqual([second, french]);
  expect(requestTranslation(vault, { original: statement, language: 'uk' })).toMatchObject({ ok: false, failure: { code: 'usage' } });
});

it('takes back a request without an answer, and no other', () => {
  const version = value(requestTranslation(vault, { original: statement, language: 'ro' }));
  expect(removeRequest(vault, version.id).ok).toBe(true);
  expect(removeRequest(vault, vault.translations.ofTranslation(second)!.id)).toMatchObject({ ok: false, failure: { code: 'usage' } });
});

it('says anew who translates by when, until the version is certified or superseded', () => {
  const { id } = value(requestTranslation(vault, { original: statement, language: 'ar', deadline: '2026-05-01', note: 'Urgent' }));
  expect(value(describeTranslation(vault, { version: id, translator: { name: 'Samir Example' }, deadline: '2026-06-01', note: undefined }))).toMatchObject({ state: 'requested', deadline: '2026-06-01', translator: { name: 'Samir Example' } });
  expect(vault.translations.get(id)).not.toHaveProperty('note');
  const ofText = vault.translations.ofTranslation(second)!;
  value(describeTranslation(vault, { version: ofText.id, translator: { name: 'Second Example' }, deadline: undefined, note: undefined }));
  expect(vault.documents.get(second)?.translation?.translator?.name).toBe('Second Example');
  const superseded = vault.translations.ofTranslation(first)!;
  expect(describeTranslation(vault, { version: superseded.id, translator: undefined, deadline: undefined, note: undefined })).toMatchObject({ ok: false, failure: { code: 'usage' } });
});

it('writes every step to the log, by hash and language, without a name', () => {
  const steps = [...vault.events()].filter(({ action }) => action.startsWith('translation-'));
  expect(steps.map(({ action }) => action)).toEqual(expect.arrayContaining(['translation-requested', 'translation-sent', 'translation-received', 'translation-reviewed', 'translation-certified', 'translation-superseded']));
  expect(JSON.stringify(steps)).not.toContain('Nadia');
});
