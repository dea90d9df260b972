import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkWord } from '../../../../engine/operations/check-word.ts';
import { listDoubtfulWords } from '../../../../engine/operations/doubtful-words.ts';
import { createEngine } from '../../../../engine/operations/engine.ts';
import { readDocuments } from '../../../../engine/operations/read-documents.ts';
import { readingSummary } from '../../../../engine/operations/reading-summary.ts';
import { listSavedSearches, removeSavedSearch, saveSearch } from '../../../../engine/operations/saved-searches.ts';
import { matchesOnPage, searchCase, searchDocument, type CaseHit, type SearchLimits } from '../../../../engine/operations/search-case.ts';
import { pairTranslation } from '../../../../engine/operations/pair-translation.ts';
import { takeIn } from '../../../../engine/operations/take-in.ts';
import { changeDocuments } from '../../../../engine/serving/change-documents.ts';
import type { Vault } from '../../../../engine/vault/index.ts';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import type { Word } from '../../../../shared/page-text.ts';
import { picturePdf, scanOf, textPdf } from '../reading/make-scan.ts';
import { newFolder, newVault, reopen, value } from '../vault/case-for-tests.ts';

const engine = createEngine();
afterAll(() => engine.close());

describe('reading that was killed', () => {
  it('goes on with the pages that are left, and shows no half-read document meanwhile', async () => {
    const folder = path.join(await newFolder(), 'case');
    let vault = await newVault(folder);
    const scan = await scanOf(engine.pools, textPdf('The hotel invoice of the third of March\n\nwas paid in cash by the second man.'), { dpi: 150 });
    const file = path.join(await newFolder(), 'scan.pdf');
    writeFileSync(file, await picturePdf(Array.from({ length: 4 }, () => scan), 150));
    const [document] = value(await takeIn(engine, vault, [{ path: file, language: 'en' }])).documents;
    const id = document!.id;
    await vault.close();
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL('reading-process.ts', import.meta.url)), folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of child.stdout) {
      if (Number(String(line).trim().split('\n').at(-1)) < 1) continue;
      child.kill('SIGKILL');
      break;
    }
    await once(child, 'exit');
    vault = await reopen(folder);
    expect(vault.pageTexts.count(id)).toBe(0);
    const kept = vault.records.list(`reading-page:${id}`);
    expect(kept.length).toBeGreaterThanOrEqual(1);
    expect(kept.length).toBeLessThan(4);
    // A mark on a kept page shows that it is not read again.
    const [first] = kept;
    vault.records.put(`reading-page:${id}`, first!.id, { ...(first!.value as object), words: [{ text: 'KEPT', rect: [1, 1, 1, 1], line: 0, confidence: 1 }] });
    const done: number[] = [];
    const read = value(await readDocuments(engine, vault, {}, { report: (progress) => done.push(progress.done) }));
    expect(done[0]).toBe(kept.length);
    expect(read.documents).toMatchObject([{ id, pages: 4, recognised: 4 }]);
    expect(vault.pageTexts.list(id).map(({ page }) => page)).toEqual([1, 2, 3, 4]);
    expect(vault.pageTexts.get(id, Number(first!.id))?.words.map(({ text }) => text)).toEqual(['KEPT']);
    expect(vault.records.list(`reading-page:${id}`)).toEqual([]);
    expect(value(await readDocuments(engine, vault)).documents).toEqual([]);
    await vault.close();
  });

  it('starts anew where it is to be read in another language', async () => {
    const vault = await newVault();
    const file = path.join(await newFolder(), 'two.pdf');
    const scan = await scanOf(engine.pools, textPdf('Une facture de l’hôtel'), { dpi: 150 });
    writeFileSync(file, await picturePdf([scan, scan], 150));
    const [document] = value(await takeIn(engine, vault, [{ path: file }])).documents;
    const stop = new AbortController();
    const stopped = await readDocuments(engine, vault, { languages: ['en'] }, { signal: stop.signal, report: ({ done }) => { if (done === 1) stop.abort(); } });
    expect(stopped).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    const done: number[] = [];
    value(await readDocuments(engine, vault, { languages: ['fr'] }, { report: (progress) => done.push(progress.done) }));
    expect(done[0]).toBe(0);
    expect(vault.pageTexts.get(document!.id, 1)?.language).toBe('fr');
    await vault.close();
  });
});

describe('a case that was read', () => {
  let vault: Vault;
  const ids: Record<string, DocumentId> = {};
  const find = (query: string, limits: SearchLimits = {}): CaseHit[] => searchCase(vault, query, limits);
  const names = (hits: readonly CaseHit[]): (string | undefined)[] => hits.map(({ document }) => Object.keys(ids).find((name) => ids[name] === document));

  beforeAll(async () => {
    vault = await newVault();
    const folder = await newFolder();
    const texts: Record<string, string> = {
      'statement.txt': 'I met the woman in the hotel on the third of March and she gave me the passport of her sister.',
      'statement-uk.txt': 'Я зустрів жінку в готелі третього березня, і вона дала мені паспорт своєї сестри. Готель стояв біля вокзалу.',
      'chinese.txt': '证人在酒店看见了那位妇女，她把护照交给了她的姐姐。', 'thai.txt': 'พยานเห็นผู้หญิงคนนั้นที่โรงแรมและเธอให้หนังสือเดินทางแก่พี่สาวของเธอ', 'invoice_hotel_2026.txt': 'Two nights, paid in cash.',
    };
    for (const [name, text] of Object.entries(texts)) writeFileSync(path.join(folder, name), text);
    for (const document of value(await takeIn(engine, vault, [{ path: folder }])).documents) ids[document.name] = document.id;
    value(await readDocuments(engine, vault));
    value(pairTranslation(vault, ids['statement.txt']!, ids['statement-uk.txt']!, undefined));
  });
  afterAll(() => vault.close());

  it('is searched page by page of one document, each match with its own place', () => {
    const statement = ids['statement.txt']!;
    expect(searchDocument(vault, statement, 'the hotel')).toEqual([1]);
    expect(searchDocument(vault, statement, 'готелі')).toEqual([]);
    expect(searchDocument(vault, statement, 'invoice_hotel')).toEqual([]); // a name is no page
    expect(searchDocument(vault, statement, '-hotel')).toEqual([]);
    const matches = matchesOnPage(vault, statement, 1, 'the');
    expect(matches).toHaveLength(4);
    expect(new Set(matches.map(([rect]) => rect?.[0])).size).toBe(4);
    expect(matchesOnPage(vault, statement, 1, 'nobody')).toEqual([]);
    expect(matchesOnPage(vault, statement, 2, 'the')).toEqual([]);
    const [all, first] = (['all', 'first'] as const).map((boxes) => find('the', { document: statement, places: ['text', 'translations'], boxes })[0]!.rects);
    expect(all).toEqual(matches.flat());
    expect(first).toEqual(matches[0]);
  });

  it('is searched in text, translations and names, each told apart and each by itself', () => {
    expect(names(find('passport'))).toEqual(['statement.txt']);
    const [hit] = find('passport');
    expect(hit).toMatchObject({ place: 'translations', page: 1, translationOf: ids['statement-uk.txt'] });
    expect(hit!.rects).toHaveLength(1);
    expect(names(find('hotel')).sort()).toEqual(['invoice_hotel_2026.txt', 'statement.txt']);
    expect(names(find('hotel', { places: ['names'] }))).toEqual(['invoice_hotel_2026.txt']);
    expect(find('hotel', { places: ['names'] })).toMatchObject([{ place: 'names', page: 1, rects: [] }]);
    expect(names(find('hotel', { places: ['translations'] }))).toEqual(['statement.txt']);
    expect(names(find('готелі', { places: ['text'] }))).toEqual(['statement-uk.txt']);
    expect(find('готелі', { places: ['translations', 'names'] })).toEqual([]);
    expect(find('-hotel')).toEqual([]);
  });

  it('is searched in one language', () => {
    expect(names(find('hotel OR готел*'))).toHaveLength(3);
    expect(names(find('hotel OR готел*', { language: 'uk' }))).toEqual(['statement-uk.txt']);
    expect(names(find('hotel OR готел*', { language: 'en-GB' }))).toContain('statement.txt');
    expect(names(find('hotel OR готел*', { language: 'en' }))).not.toContain('statement-uk.txt');
  });

  it('finds words inside Chinese and Thai, with their boxes', () => {
    for (const [query, name] of [['酒店', 'chinese.txt'], ['护照', 'chinese.txt'], ['โรงแรม', 'thai.txt']] as const) {
      expect(names(find(query)), query).toEqual([name]);
      expect(find(query)[0]!.rects.length, query).toBeGreaterThan(0);
    }
  });

  it('is searched in notes, which come first, with the place that they mark', () => {
    const note = (text: string, more: object = {}): void => vault.records.put('review-item', text.slice(0, 8), { id: text.slice(0, 8), kind: 'note', document: ids['statement.txt']!, text, shared: false, madeAt: '', changedAt: '', ...more });
    note('Ask about the hotel bill and the 护照', { page: 1, rect: [10, 20, 30, 40] });
    note('Agreed with counsel');
    expect(find('hotel')[0]).toEqual({ document: ids['statement.txt'], page: 1, snippet: 'Ask about the hotel bill and the 护照', rects: [[10, 20, 30, 40]], place: 'notes' });
    const inNotes = (query: string): number => find(query, { places: ['notes'] }).length;
    expect(['"hotel bill"', '"bill hotel"', 'counse*', 'counse', 'NEAR/2(ask hotel)', 'NEAR/1(ask hotel)', 'hotel -counsel', 'hotel OR counsel', 'hotel counsel', '护照'].map(inNotes)).toEqual([1, 0, 1, 0, 1, 0, 1, 2, 0, 1]);
    expect(find('hotel', { places: ['text', 'translations', 'names'] }).map(({ place }) => place)).not.toContain('notes');
  });

  it('finds a new title, and no longer the old one', () => {
    const change = (title: string): unknown => value(changeDocuments(vault, [ids['chinese.txt']!], { title }));
    change('Witness in the lobby');
    expect(names(find('lobby', { places: ['names'] }))).toEqual(['chinese.txt']);
    change('Witness upstairs');
    expect(find('lobby')).toEqual([]);
    expect(names(find('upstairs'))).toEqual(['chinese.txt']);
  });

  it('fills fields of several sources, leaves their others as they are, and says on the log which changed', () => {
    const two = [ids['chinese.txt']!, ids['thai.txt']!];
    const sources = (): unknown => two.map((id) => vault.documents.get(id)?.source);
    value(changeDocuments(vault, two.slice(0, 1), { source: { place: 'Kyiv', sealNumber: '7' } }));
    value(changeDocuments(vault, two, { fillSource: { place: 'Lviv', collectedBy: 'Officer A' } }));
    expect(sources()).toEqual([{ place: 'Lviv', sealNumber: '7', collectedBy: 'Officer A' }, { place: 'Lviv', collectedBy: 'Officer A' }]);
    value(changeDocuments(vault, two, { source: {} }));
    expect(sources()).toEqual([{}, {}]);
    const described = (): unknown => [...vault.events()].filter(({ action, object }) => action === 'document-described' && object === two[1]).map(({ facts }) => facts?.['fields']);
    expect(described()).toEqual(['collectedBy place', 'collectedBy place']);
    value(changeDocuments(vault, two, { source: {} })); // nothing new
    expect(described()).toHaveLength(2);
  });

  it('keeps searches by name', () => {
    const saved = value(saveSearch(vault, { name: 'Hotels', query: 'hotel OR готел*', language: 'uk' }));
    expect(saveSearch(vault, { name: 'Hotels', query: 'x' })).toMatchObject({ ok: false, failure: { code: 'usage' } });
    value(saveSearch(vault, { id: saved.id, name: 'All hotels', query: 'hotel*', places: ['names'] }));
    expect(listSavedSearches(vault)).toEqual([{ id: saved.id, name: 'All hotels', query: 'hotel*', places: ['names'] }]);
    value(removeSavedSearch(vault, saved.id));
    expect(removeSavedSearch(vault, saved.id)).toMatchObject({ ok: false });
    expect(listSavedSearches(vault)).toEqual([]);
  });
});

it('lists the words that were read with low confidence, least sure first, with their places', async () => {
  const vault = await newVault();
  const file = path.join(await newFolder(), 'bad.pdf');
  const bad = await scanOf(engine.pools, textPdf('The invoice of the hotel was paid in cash on the third of March by a man.'), { dpi: 52, degraded: true });
  writeFileSync(file, await picturePdf([bad], 52));
  const [document] = value(await takeIn(engine, vault, [{ path: file, language: 'en' }])).documents;
  value(await readDocuments(engine, vault));
  const { words, total, documents } = listDoubtfulWords(vault);
  expect(total).toBeGreaterThan(0);
  expect(documents).toMatchObject([{ document: document!.id, words: total }]);
  expect(words.map(({ confidence }) => confidence)).toEqual(words.map(({ confidence }) => confidence).sort((a, b) => a - b));
  const page = vault.pageTexts.get(document!.id, 1)!;
  for (const word of words) expect(page.words).toContainEqual(expect.objectContaining({ text: word.text, rect: word.rect, confidence: word.confidence }));
  expect(words.every(({ confidence }) => confidence < 0.6)).toBe(true);
  expect(listDoubtfulWords(vault, { from: 1, limit: 1 }).words).toEqual(words.slice(1, 2));
  const summary = readingSummary(vault, document!.id);
  expect(summary).toEqual({ recognised: true, lowestPage: documents[0]!.lowestPage, languages: { en: 1 } });
  vault.records.remove('reading-summary', document!.id); // as in a case of before
  expect(readingSummary(vault, document!.id)).toEqual(summary);

  // A person corrects the first and confirms another.
  const [first, second] = [words[0]!, words.at(-1)!];
  const check = (word: typeof first, text: string): ReturnType<typeof checkWord> => checkWord(vault, { document: word.document, page: word.page, rect: word.rect, was: word.text, text });
  expect(check({ ...first, text: 'another' }, 'zebra')).toMatchObject({ ok: false, failure: { code: 'usage' } });
  expect(check(first, ' \n ')).toMatchObject({ ok: false, failure: { code: 'usage' } });
  value(check(first, ' Verbytska '));
  value(check(second, second.text));
  expect(searchCase(vault, 'verbytska')).toMatchObject([{ document: document!.id, page: 1, place: 'text', rects: [first.rect.map((side): unknown => expect.closeTo(side, 3))] }]);
  expect(listDoubtfulWords(vault).total).toBe(total - 2);
  const seen = (): Word[] => vault.pageTexts.get(document!.id, 1)!.words.filter(({ read }) => read !== undefined);
  const corrected = { text: 'Verbytska', rect: first.rect, read: first.text, confidence: 1 };
  expect(seen()).toEqual(expect.arrayContaining([expect.objectContaining(corrected), expect.objectContaining({ text: second.text, read: second.text })]));
  // What people made of words stays when the page is read again.
  value(await readDocuments(engine, vault, { documents: [document!.id] }));
  expect(seen()).toEqual(expect.arrayContaining([expect.objectContaining(corrected)]));
  expect(searchCase(vault, 'verbytska')).toHaveLength(1);
  await vault.close();
});
