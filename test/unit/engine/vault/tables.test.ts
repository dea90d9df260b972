import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DocumentId, Sha256 } from '../../../../shared/identifiers.ts';
import type { StoredDocument, Vault } from '../../../../engine/vault/index.ts';
import { chunked, documentOf, newVault, reopen, takeIn } from './case-for-tests.ts';

let vault: Vault;
let original: StoredDocument;
let translation: StoredDocument;
const sha256 = 'ab'.repeat(32) as Sha256;

beforeAll(async () => {
  vault = await newVault();
  original = await takeIn(vault, 'stmt-uk', Buffer.from('Свідчення'), { exhibit: 'P-1', language: 'uk' });
  translation = await takeIn(vault, 'stmt-en', Buffer.from('Statement'), { translation: { original: original.id, originalSha256: original.sha256 }, parent: original.id });
});

afterAll(() => vault.close());

describe('documents', () => {
  test('are found by id, exhibit, hash, parent and original', () => {
    expect(vault.documents.get(original.id)).toEqual(original);
    expect(vault.documents.byExhibit('P-1')).toEqual(original);
    expect(vault.documents.bySha256(original.sha256)).toEqual([original]);
    expect(vault.documents.childrenOf(original.id)).toEqual([translation]);
    expect(vault.documents.translationsOf(original.id)).toEqual([translation]);
    expect(vault.documents.get('none' as DocumentId)).toBeUndefined();
    expect(vault.documents.count()).toBe(2);
  });

  test('refuse a second document of the same id or exhibit number, and one whose original is not stored', async () => {
    const stored = await vault.putObject(chunked(Buffer.from('x')));
    expect(() => vault.documents.add(documentOf('stmt-uk', stored))).toThrow(/UNIQUE/u);
    expect(() => vault.documents.add(documentOf('other', stored, { exhibit: 'P-1' }))).toThrow(/UNIQUE/u);
    expect(() => vault.documents.add(documentOf('other', { ...stored, objectId: '0'.repeat(32) as never }))).toThrow(/FOREIGN KEY/u);
  });

  test('change their title and lose their exhibit number, never their original', () => {
    vault.documents.change(translation.id, { title: 'Renamed', exhibit: 'P-2' });
    expect(vault.documents.byExhibit('P-2')).toMatchObject({ id: translation.id, title: 'Renamed', original: translation.original });
    vault.documents.change(translation.id, { exhibit: null });
    expect(vault.documents.byExhibit('P-2')).toBeUndefined();
    expect(vault.documents.get(translation.id)).not.toHaveProperty('exhibit');
  });
});

describe('renditions and page texts', () => {
  test('keep one rendition for each document, kind and edition, and name the object that a new one replaces', async () => {
    const put = async (text: string) => (await vault.putObject(chunked(Buffer.from(text)))).objectId;
    const base = { document: original.id, kind: 'redacted' as const, edition: 'defence', sha256, bytes: 1, pages: 1, derivedFrom: original.sha256, tool: 'test 1', madeAt: '2026-03-01T10:00:00.000Z' };
    const [first, second] = [await put('one'), await put('two')];
    expect(vault.renditions.put({ ...base, object: first })).toBeUndefined();
    expect(vault.renditions.put({ ...base, object: second })).toBe(first);
    expect(vault.renditions.get(original.id, 'redacted', 'defence')?.object).toBe(second);
    expect(vault.renditions.get(original.id, 'redacted', 'public')).toBeUndefined();
    expect(vault.renditions.listFor(original.id)).toHaveLength(1);
    await expect(vault.removeObject(second)).rejects.toThrow(/FOREIGN KEY/u);
    await vault.removeObject(first);
    expect(vault.renditions.remove(original.id, 'redacted', 'defence')).toBe(second);
  });

  test('give page texts back with every word and its place', () => {
    const page = { page: 2, widthPt: 595.28, heightPt: 841.89, source: 'ocr' as const, language: 'uk', words: [{ text: 'Олена', rect: [72.5, 90, 40.25, 12] as const, line: 0, confidence: 0.93 }, { text: 'тут', rect: [120, 90, 20, 12] as const, line: 0 }] };
    vault.pageTexts.replace(original.id, [{ ...page, page: 1, words: [] }, page]);
    expect(vault.pageTexts.get(original.id, 2)).toEqual(page);
    expect(vault.pageTexts.list(original.id).map((each) => each.page)).toEqual([1, 2]);
    vault.pageTexts.replace(original.id, [page]);
    expect(vault.pageTexts.count(original.id)).toBe(1);
  });
});

describe('search', () => {
  beforeAll(() => {
    const pages: [number, string][] = [
      [1, 'олена коваль свідчила у києві 12 березня'], [2, '被告人は東京都庁で証言した'], [3, 'พยานให้การต่อศาลอาญา'], [4, 'قالت الشاهدة إنها'], [5, 'straße "quoted" words and-or NOT near'],
    ];
    for (const [page, folded] of pages) vault.search.put({ document: original.id, page, folded, original: folded.toUpperCase() });
  });

  const pagesOf = (phrase: string, prefix = false): number[] => vault.search.find({ phrase, prefix }).map((hit) => hit.page);

  test('finds words, phrases in order and the starts of words', () => {
    expect(pagesOf('коваль')).toEqual([1]);
    expect(pagesOf('олена коваль')).toEqual([1]);
    expect(pagesOf('коваль олена')).toEqual([]);
    expect(pagesOf('ковал')).toEqual([]);
    expect(pagesOf('ковал', true)).toEqual([1]);
    expect(pagesOf('الشاهدة')).toEqual([4]);
  });

  test('finds words inside Chinese, Japanese and Thai, where no spaces stand between them', () => {
    expect(pagesOf('東京')).toEqual([2]);
    expect(pagesOf('京都')).toEqual([2]);
    expect(pagesOf('証言')).toEqual([2]);
    expect(pagesOf('言証')).toEqual([]);
    expect(pagesOf('ศาล')).toEqual([3]);
    expect(pagesOf('พยาน')).toEqual([3]);
  });

  test('joins, excludes and looks for words near one another', () => {
    const find = (expression: Parameters<Vault['search']['find']>[0]): number[] => vault.search.find(expression).map((hit) => hit.page).sort();
    expect(find({ any: [{ phrase: 'коваль' }, { phrase: '証言' }] })).toEqual([1, 2]);
    expect(find({ all: [{ phrase: 'коваль' }, { phrase: '証言' }] })).toEqual([]);
    expect(find({ every: { any: [{ phrase: 'коваль' }, { phrase: '証言' }] }, except: { phrase: '東京' } })).toEqual([1]);
    expect(find({ near: ['олена', 'києві'], within: 3 })).toEqual([1]);
    expect(find({ near: ['олена', 'березня'], within: 1 })).toEqual([]);
  });

  test('takes whatever a user types as words, never as an operator', () => {
    for (const typed of ['"', '""', '*', 'NOT', 'a" OR "b', 'NEAR(', '(', '-', 'tokens:', '\0', '^x', '{a}']) expect(() => vault.search.find({ phrase: typed })).not.toThrow();
    expect(pagesOf('"quoted"')).toEqual([5]);
    expect(pagesOf('near')).toEqual([5]);
    expect(pagesOf('***')).toEqual([]);
  });

  test('forgets a page that is written again or a document that is taken out', () => {
    vault.search.put({ document: translation.id, page: 1, folded: 'earlier words', original: 'Earlier words' });
    vault.search.put({ document: translation.id, page: 1, folded: 'later words', original: 'Later words' });
    expect(pagesOf('earlier')).toEqual([]);
    expect(vault.search.find({ phrase: 'later' }, { document: translation.id })).toEqual([{ document: translation.id, page: 1, folded: 'later words', original: 'Later words' }]);
    expect(vault.search.countHits({ phrase: 'words' })).toBe(2);
    vault.search.removeDocument(translation.id);
    expect(pagesOf('later')).toEqual([]);
  });
});

describe('redactions, bundle, releases, custody, findings, persons and records', () => {
  test('take a zone from proposal to decision, with who decided', () => {
    const zone = vault.redactions.addZone({ edition: 'defence', document: original.id, page: 1, rect: [1, 2, 3, 4], why: 'Witness P-12', ground: 'Order', origin: 'marked', proposedBy: 'A' });
    expect(zone.state).toBe('proposed');
    vault.redactions.decideZone(zone.id, 'approved', 'B');
    expect(vault.redactions.zones({ edition: 'defence', state: 'approved' })).toMatchObject([{ id: zone.id, decidedBy: 'B', proposedBy: 'A' }]);
    expect(vault.redactions.moveZone(zone.id, [5, 6, 7, 8]).rect).toEqual([5, 6, 7, 8]);
    expect(vault.redactions.zones({ edition: 'public' })).toEqual([]);
    expect(vault.redactions.removeZones({ document: original.id })).toBe(1);
    expect(() => vault.redactions.decideZone(zone.id, 'approved', 'B')).toThrow();
  });

  test('keep sets and proofs by edition', () => {
    const set = { edition: 'defence', persons: ['Witness P-12'], terms: ['12 Example Street'], patterns: ['phone' as const], ground: 'Order', zones: [] };
    vault.redactions.putSet(set);
    expect(vault.redactions.set('defence')).toEqual(set);
    const applied = { edition: 'defence', document: original.id, sha256, method: 'raster', proof: [{ guarantee: 'R1' as const, holds: true }], zones: 3, appliedAt: '2026-03-01T10:00:00.000Z' };
    vault.redactions.putApplied(applied);
    expect(vault.redactions.applied('defence')).toEqual([applied]);
    expect(vault.redactions.applied('court')).toEqual([]);
  });

  test('keep bundle, releases with their disclosures, custody lines and findings', () => {
    const bundle = { title: 'Trial bundle', sections: [{ title: 'A', entries: [original.id] }] };
    vault.bundle.put(bundle);
    expect(vault.bundle.get()).toEqual(bundle);
    const release = { id: 'r1', edition: 'defence', madeAt: '2026-03-01T10:00:00.000Z', sha256, bytes: 1, pages: 2, exhibits: 1, redactions: 3, recipients: [], statement: '{}' };
    vault.releases.add(release);
    vault.releases.add({ ...release, id: 'r2', previous: 'r1' });
    expect(vault.releases.last('defence')?.id).toBe('r2');
    const disclosure = vault.releases.addDisclosure({ release: 'r2', to: 'Counsel', at: '2026-03-02' });
    vault.releases.acknowledge(disclosure.id, '2026-03-03');
    expect(vault.releases.disclosures('r2')).toMatchObject([{ to: 'Counsel', acknowledgedAt: '2026-03-03' }]);
    vault.releases.withdraw('r1', { at: '2026-03-04', reason: 'wrong edition' });
    expect(vault.releases.get('r1')?.withdrawn?.reason).toBe('wrong edition');
    vault.custody.add({ document: original.id, at: '2026-03-01', action: 'received', receivedBy: 'A. Example' });
    expect(vault.custody.list(original.id)).toMatchObject([{ receivedBy: 'A. Example' }]);
    vault.findings.add({ document: original.id, code: 'page-damaged', message: 'A page is damaged.' });
    vault.findings.add({ document: original.id, code: 'duplicate', message: 'It is there twice.' });
    vault.findings.clear(original.id, 'duplicate');
    expect(vault.findings.list()).toEqual([{ document: original.id, code: 'page-damaged', message: 'A page is damaged.' }]);
  });

  test('keep protected persons in a file of their own, and records by kind', async () => {
    const other = await newVault();
    const person = { pseudonym: 'Witness P-12', names: ['Олена Коваль', 'Olena Koval'], protected: true, child: false };
    other.persons.put(person);
    other.persons.put({ ...person, pseudonym: 'Child C-1', child: true });
    other.persons.remove('Child C-1');
    other.records.put('glossary', 'b', { term: 'суд' });
    other.records.put('glossary', 'a', [1, null, true]);
    await other.close();
    const again = await reopen(other.folder);
    expect(again.persons.available).toBe(true);
    expect(again.persons.list()).toEqual([person]);
    expect(again.records.list('glossary')).toEqual([{ id: 'a', value: [1, null, true] }, { id: 'b', value: { term: 'суд' } }]);
    await again.close();
  });

  test('keep all of a transaction or none of it', () => {
    expect(() => vault.transaction(() => {
      vault.records.put('k', 'one', 1);
      throw new Error('no');
    })).toThrow('no');
    expect(vault.records.get('k', 'one')).toBeUndefined();
    expect(() => vault.transaction(() => Promise.resolve())).toThrow(/synchronous/u);
  });
});
