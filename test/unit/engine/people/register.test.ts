import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import { isRenewed } from '../../../../shared/case-model/consent-coverage.ts';
import { recordConsent, saveMeasure, withdrawals, withdrawConsent, withdrawnConsent } from '../../../../engine/operations/persons/consents.ts';
import { nextPseudonym, openPerson, personCards, removePerson, savePerson } from '../../../../engine/operations/persons/register.ts';
import { tryNames } from '../../../../engine/operations/persons/try-names.ts';
import type { Vault } from '../../../../engine/vault/index.ts';
import { newVault, takeIn, value } from '../vault/case-for-tests.ts';

const statement = 'statement' as DocumentId;
const other = 'other' as DocumentId;
let vault: Vault;

beforeAll(async () => {
  vault = await newVault();
  for (const id of [statement, other]) await takeIn(vault, id, Buffer.from(`the bytes of ${id}`));
  vault.pageTexts.put(statement, { page: 1, widthPt: 595, heightPt: 842, source: 'text', words: ['Леся', 'сказала'].map((text, index) => ({ text, rect: [50 + index * 60, 50, 50, 12], line: 0 })) });
  value(savePerson(vault, {
    pseudonym: 'Witness P-1', names: ['Олександра Зимова'], protected: true, child: false, aliases: ['Леся'], spellings: ['Zimovva'], relations: [{ to: 'Child C-1', how: 'mother of' }], risk: 'high', language: 'uk',
    interpreter: 'Ukrainian, a woman', contactWishes: 'By her counsellor only',
  }));
  value(savePerson(vault, { pseudonym: 'Child C-1', names: ['Марко Зимовий'], protected: true, child: true }));
});
afterAll(() => vault.close());

it('shows a list without a name', () => {
  const cards = value(personCards(vault));
  expect(cards).toMatchObject([{ pseudonym: 'Witness P-1', risk: 'high', forms: 3 }, { pseudonym: 'Child C-1', child: true, risk: 'unknown' }]);
  expect(JSON.stringify(cards)).not.toMatch(/Зимов|Леся|Zim/u);
});

it('opens a record for a reason, which stands in the log without a name', () => {
  expect(openPerson(vault, 'Witness P-1', '  ')).toMatchObject({ ok: false, failure: { code: 'usage' } });
  expect(openPerson(vault, 'Witness P-1', 'to see whether леся is her')).toMatchObject({ ok: false, failure: { code: 'usage' } });
  expect(value(openPerson(vault, 'Witness P-1', 'To arrange an interpreter')).person.contactWishes).toBe('By her counsellor only');
  const viewed = [...vault.events()].filter(({ action }) => action === 'person-viewed');
  expect(viewed).toHaveLength(1);
  expect(viewed[0]).toMatchObject({ reason: 'To arrange an interpreter', actor: vault.identity.fingerprint });
  expect(JSON.stringify([...vault.events()])).not.toMatch(/Зимов|Леся|P-1|C-1/u);
});

it('tells who opened a record, when and why, also once it has another pseudonym', () => {
  value(savePerson(vault, { pseudonym: 'Witness P-9', names: ['Nobody Opened'], protected: true, child: false }));
  value(openPerson(vault, 'Witness P-9', 'To read the wishes'));
  value(savePerson(vault, { ...vault.persons.get('Witness P-9')!, pseudonym: 'Witness P-10' }, 'Witness P-9'));
  const { openings } = value(openPerson(vault, 'Witness P-10', 'To call'));
  expect(openings).toMatchObject([{ reason: 'To read the wishes', actor: vault.identity.fingerprint }, { reason: 'To call' }]);
  expect(value(openPerson(vault, 'Witness P-1', 'Once more')).openings).toHaveLength(2);
});

it('leaves nothing of a removed person to whoever gets the pseudonym next', () => {
  value(saveMeasure(vault, { pseudonym: 'Witness P-10', order: 'Order', scope: 'Screens', from: '2025-01-01' }));
  value(removePerson(vault, 'Witness P-10', 'entered twice'));
  value(savePerson(vault, { pseudonym: 'Witness P-10', names: ['Somebody Else'], protected: true, child: false }));
  expect(value(openPerson(vault, 'Witness P-10', 'To see'))).toMatchObject({ measures: [], consents: [], openings: [{ reason: 'To see' }] });
  value(removePerson(vault, 'Witness P-10', 'end of the test'));
});

it('tries a spelling: of everybody without a name, of one record with the form that explains it', () => {
  const found = value(tryNames(vault, 'We met Olexandra Zymova and her cat.'));
  // The child has the same surname.
  expect(found).toMatchObject([{ pseudonym: 'Witness P-1', text: 'Olexandra Zymova', whole: true }, { pseudonym: 'Child C-1', text: 'Zymova', how: 'transliterated', whole: false }]);
  expect(JSON.stringify(found)).not.toMatch(/Олександра/u);
  expect(value(tryNames(vault, 'Говорили з Олександрою Зимовою. Потім подзвонили Лесі.', 'Witness P-1'))).toMatchObject([{ form: 'Олександра Зимова', how: 'inflected', whole: true }, { form: 'Леся', how: 'inflected' }]);
  expect(value(tryNames(vault, 'The weather was fine in the harbour.'))).toEqual([]);
});

it('gives the next free pseudonym of a scheme', () => {
  const taken = new Set(['Witness P-1', 'Witness P-2', 'Child A']);
  expect(nextPseudonym(taken, 'Witness P-#')).toBe('Witness P-3');
  expect(nextPseudonym(taken, 'Child @')).toBe('Child B');
  expect(nextPseudonym(new Set(Array.from({ length: 26 }, (_, index) => `Child ${String.fromCharCode(65 + index)}`)), 'Child @')).toBe('Child AA');
  expect(nextPseudonym(taken, 'Family member')).toBe('Family member 1');
});

it('renames a pseudonym wherever it stands, and refuses one that gives the person away', () => {
  vault.redactions.putSet({ edition: 'defence', persons: ['Child C-1'], terms: [], patterns: [], ground: 'Order', zones: [] });
  value(savePerson(vault, { ...vault.persons.get('Child C-1')!, pseudonym: 'Child C-7' }, 'Child C-1'));
  expect(vault.redactions.set('defence')?.persons).toEqual(['Child C-7']);
  expect(vault.persons.get('Witness P-1')?.relations).toEqual([{ to: 'Child C-7', how: 'mother of' }]);
  expect(savePerson(vault, { ...vault.persons.get('Witness P-1')!, pseudonym: 'Witness Леся' }, 'Witness P-1')).toMatchObject({ ok: false, failure: { code: 'usage' } });
  expect(removePerson(vault, 'Child C-7', 'entered twice')).toMatchObject({ ok: false, failure: { code: 'usage' } });
});

it('counts the measures in force, leaving out what ended or was varied', () => {
  const base = { pseudonym: 'Witness P-1', order: 'Crown Court, 2 September 2025', scope: 'Pseudonym and screens', from: '2025-09-02' };
  const varied = value(saveMeasure(vault, base));
  value(saveMeasure(vault, { ...base, scope: 'Ended', to: '2025-09-30' }));
  const later = value(saveMeasure(vault, { ...base, scope: 'Pseudonym, screens, voice distortion', from: '2025-10-01' }));
  value(saveMeasure(vault, { ...base, variedBy: later.id }, varied.id));
  expect(value(personCards(vault))[0]?.measures).toBe(1);
  expect(saveMeasure(vault, { ...base, to: '2020-01-01' })).toMatchObject({ ok: false, failure: { code: 'usage' } });
});

it('a withdrawal stops new editions with what it covers and lists the releases that went out before', () => {
  const given = { pseudonym: 'Witness P-1', purpose: 'disclosure' as const, editions: ['defence'], documents: [], text: 'Explained and agreed', language: 'uk', interpreter: 'register 70412', givenAt: '2025-06-14' };
  const consent = value(recordConsent(vault, given));
  expect(withdrawnConsent(vault, 'defence', [statement, other])).toBeUndefined();
  vault.releases.add({ id: 'r1', edition: 'defence', madeAt: '2025-07-01T10:00:00.000Z', sha256: vault.documents.get(statement)!.sha256, bytes: 1, pages: 1, exhibits: 1, recipients: ['age1x'], statement: '{}', redactions: 0 });
  expect(value(withdrawConsent(vault, consent.id, 'She no longer wishes it')).map(({ id }) => id)).toEqual(['r1']);
  // Her alias stands in the one, and nothing of her in the other.
  expect(withdrawnConsent(vault, 'defence', [statement])).toMatchObject({ code: 'consent-withdrawn', subject: statement });
  expect(withdrawnConsent(vault, 'defence', [other])).toBeUndefined();
  expect(withdrawnConsent(vault, 'court', [statement])).toBeUndefined();
  expect(withdrawals(vault)).toEqual(['Witness P-1']);
  expect(removePerson(vault, 'Witness P-1', 'entered twice')).toMatchObject({ ok: false, failure: { code: 'usage' } });
  value(recordConsent(vault, { ...given, givenAt: new Date().toISOString().slice(0, 10) }));
  expect(withdrawnConsent(vault, 'defence', [statement])).toBeUndefined();
  expect(isRenewed(vault.persons.consents.list(), vault.persons.consents.get(consent.id)!)).toBe(true);
  expect(withdrawals(vault)).toEqual([]);
});
