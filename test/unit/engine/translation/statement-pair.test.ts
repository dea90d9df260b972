import { appendFile, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Rect } from '../../../../shared/geometry.ts';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import { buildEdition } from '../../../../engine/operations/build-edition.ts';
import { recordConsent, withdrawConsent } from '../../../../engine/operations/persons/consents.ts';
import type { Engine } from '../../../../engine/operations/engine.ts';
import { decideRedactions } from '../../../../engine/operations/review/decide-redactions.ts';
import { markRedactions } from '../../../../engine/operations/review/mark-redactions.ts';
import { alignDocuments, differencesOf, saveAlignment } from '../../../../engine/operations/translations/align-documents.ts';
import { carryRedactions } from '../../../../engine/operations/translations/carry-redactions.ts';
import { checkGlossary, saveGlossary } from '../../../../engine/operations/translations/check-glossary.ts';
import { replaceOriginal } from '../../../../engine/operations/translations/replace-original.ts';
import { lookAtDifference, reopenDifference, reviewedDifferences } from '../../../../engine/operations/translations/looked-at.ts';
import { searchAligned } from '../../../../engine/operations/translations/search-aligned.ts';
import { confirmTranslation, moveTranslation } from '../../../../engine/operations/translations/translation-versions.ts';
import { takeIn } from '../../../../engine/operations/take-in.ts';
import type { Vault } from '../../../../engine/vault/index.ts';
import { newFolder, refused, value } from '../vault/case-for-tests.ts';
import { english, statementPair, ukrainian, wordsIn } from './statement-pair.ts';

let vault: Vault;
let engine: Engine;
beforeAll(async () => { ({ vault, engine } = await statementPair()); });
beforeEach(() => { vault.redactions.removeZones({ edition: 'defence' }); });
afterAll(async () => {
  await vault.close();
  engine.close();
});

function mark(document: DocumentId, word: string, nth = 0): string {
  const places = vault.pageTexts.list(document).flatMap((page) => page.words.filter(({ text }) => text.includes(word)).map(({ rect }) => ({ page: page.page, rect })));
  const place = places[nth]!;
  const [zone] = value(markRedactions(vault, { edition: 'defence', document, page: place.page, rects: [place.rect], why: 'Order, paragraph 3' }));
  return zone!.id;
}

function carried(document: DocumentId, zone: string): { readonly words: string; readonly ids: readonly string[] } {
  const { proposed, notCarried } = value(carryRedactions(vault, { edition: 'defence', document, redactions: [zone] }));
  expect(notCarried).toEqual([]);
  const other = document === ukrainian ? english : ukrainian;
  expect(new Set(proposed.map((place) => place.document))).toEqual(new Set([other]));
  return { words: wordsIn(vault, other, proposed), ids: proposed.map(({ id }) => id) };
}

describe('a Ukrainian statement and its English translation', () => {
  it('are linked sentence by sentence, numbered paragraph by numbered paragraph', () => {
    const { original, translation, links } = value(alignDocuments(vault, english));
    const numbered = links.filter((link) => link.original.some((index) => /^\d+\. \p{Lu}/u.test(original.sentences[index]!.text)) && link.translation.length > 0);
    expect(numbered.length).toBeGreaterThanOrEqual(8);
    for (const link of numbered) {
      const [left = ''] = link.original.map((index) => original.sentences[index]!.text);
      const [right = ''] = link.translation.map((index) => translation.sentences[index]!.text);
      expect(right.split('. ')[0]).toBe(left.split('. ')[0]);
    }
  });

  it.each([['Калинова', 'Kalynova'], ['Верхньолозове', 'Verkhnolozove.'], ['Вербицька', 'Verbytska'], ['+380', '+380'], ['Лазоренко', 'Lazorenko.']])('a redaction of %s in the original appears at %s in the translation', (word, expected) => {
    expect(carried(ukrainian, mark(ukrainian, word)).words).toContain(expected);
  });

  it.each([['Verkhnolozove', 'Верхньолозове'], ['Sofiika', 'Софійка'], ['UA21', 'UA21']])('and back: a redaction of %s in the translation appears at %s in the original', (word, expected) => {
    expect(carried(english, mark(english, word)).words).toContain(expected);
  });

  it('covers no more than the words where a name or a number tells them', () => {
    const zone = mark(ukrainian, 'Самір');
    expect(carried(ukrainian, zone).words).toMatch(/^Samir\.?$/u);
  });

  it('proposes the whole sentence, and says so, where no word is certain', () => {
    const { ids, words } = carried(ukrainian, mark(ukrainian, 'підлозі'));
    expect(words).toBe('We slept on mattresses on the floor above the packing hall, eight to a room.');
    expect(vault.redactions.zone(ids[0]!)?.why).toContain('narrow it');
  });

  it('places a zone that a hand drew over a whole sentence at the whole of its counterpart, names or none, and leaves the sentences beside it', () => {
    const { original, links, translation } = value(alignDocuments(vault, english));
    const link = links.find(({ original: own }) => own.length === 1 && original.sentences[own[0] ?? 0]?.text.includes('Самір') === true);
    const source = original.sentences[link?.original[0] ?? 0];
    const [part] = source?.parts ?? [];
    const words = part === undefined ? [] : part.words.flatMap((at) => vault.pageTexts.list(ukrainian).find(({ page }) => page === part.page)?.words[at] ?? []);
    const [first] = words;
    if (link === undefined || part === undefined || first === undefined) throw new Error('the sample has no such sentence');
    const lines = [...new Set(words.map(({ line }) => line))].map((line) => words.filter((word) => word.line === line).map(({ rect }) => rect)).map((rects): Rect => {
      const [left, top] = [Math.min(...rects.map(([x]) => x)), Math.min(...rects.map(([, y]) => y))];
      return [left, top, Math.max(...rects.map(([x, , width]) => x + width)) - left, Math.max(...rects.map(([, y, , height]) => y + height)) - top];
    });
    const [zone] = value(markRedactions(vault, { edition: 'defence', document: ukrainian, page: part.page, rects: lines, why: 'Order, paragraph 3' }));
    const { ids, words: placed } = carried(ukrainian, zone?.id ?? '');
    expect(placed).toBe(link.translation.map((index) => translation.sentences[index]?.text).join(' '));
    expect(placed).toContain('Samir');
    expect(placed.split(' ').length).toBeGreaterThan(4);
    expect(vault.redactions.zone(ids[0] ?? '')?.why).not.toContain('narrow it');
  });

  it('decides a carried redaction together with its source, and carries nothing twice', () => {
    const zone = mark(ukrainian, 'Маріус');
    const { ids } = carried(ukrainian, zone);
    expect(ids).toHaveLength(1);
    expect(value(carryRedactions(vault, { edition: 'defence', document: ukrainian, redactions: [zone] })).proposed).toEqual([]);
    expect(vault.redactions.zone(ids[0]!)).toMatchObject({ state: 'proposed', carriedFrom: zone });
    value(decideRedactions(vault, { redactions: [zone], step: 'approve' }));
    expect(vault.redactions.zone(ids[0]!)?.state).toBe('approved');
  });

  it('search in one language shows the sentence in the other', () => {
    const hit = searchAligned(vault, 'forklift', 5).find(({ document }) => document === english);
    expect(hit?.others).toMatchObject([{ document: ukrainian, language: 'uk' }]);
    expect(hit?.others[0]?.text).toContain('навантажувачі');
    expect(hit?.others[0]?.places[0]?.rects.length).toBeGreaterThan(0);
  });

  it('keeps links that a person set, and refuses a sentence that is linked twice', () => {
    const before = value(alignDocuments(vault, english));
    const split = before.links.flatMap((link, index) => (index === 12 ? [{ original: link.original, translation: [], byHand: true }, { original: [], translation: link.translation, byHand: true }] : [link]));
    value(saveAlignment(vault, english, split));
    const after = value(alignDocuments(vault, english));
    expect(after.links).toContainEqual({ original: [12], translation: [], byHand: true });
    expect(differencesOf(after)).toContainEqual(expect.objectContaining({ kind: 'missing', side: 'original' }));
    expect(saveAlignment(vault, english, [{ original: [1], translation: [1] }, { original: [1], translation: [2] }])).toMatchObject({ ok: false, failure: { code: 'usage' } });
    value(saveAlignment(vault, english, before.links));
  });

  it('marks a difference as looked at, by whom and with a note, for these two files alone, and takes the mark back', () => {
    const before = value(alignDocuments(vault, english));
    value(saveAlignment(vault, english, before.links.flatMap((link, index) => (index === 12 ? [{ original: link.original, translation: [], byHand: true }, { original: [], translation: link.translation, byHand: true }] : [link]))));
    const pair = value(alignDocuments(vault, english));
    const [first, second] = reviewedDifferences(vault, pair).filter(({ kind }) => kind === 'missing');
    expect(first?.id).not.toBe(second?.id);
    const looked = value(lookAtDifference(vault, { translation: english, link: first!.link, difference: first!.id, note: ' The line is a stamp. ' }));
    expect(looked).toMatchObject({ by: vault.identity.name, note: 'The line is a stamp.' });
    expect([...vault.events()].at(-1)).toMatchObject({ action: 'difference-looked-at', object: english, facts: { kind: 'missing' } });
    const ofFiles = (of: typeof pair): string[] => reviewedDifferences(vault, of).flatMap(({ id, looked: mark }) => (mark === undefined ? [] : [id]));
    expect(ofFiles(pair)).toEqual([first!.id]);
    const otherFile = { ...pair, translation: { ...pair.translation, document: { ...pair.translation.document, sha256: pair.original.document.sha256 } } };
    expect(ofFiles(otherFile)).toEqual([]);
    expect(lookAtDifference(vault, { translation: english, link: second!.link + 1, difference: second!.id })).toMatchObject({ ok: false, failure: { code: 'usage' } });
    value(saveAlignment(vault, english, before.links));
    expect(ofFiles(value(alignDocuments(vault, english)))).toEqual([]);
    expect(lookAtDifference(vault, { translation: english, link: second!.link, difference: second!.id })).toMatchObject({ ok: false, failure: { code: 'usage' } });
    value(saveAlignment(vault, english, pair.links));
    expect(ofFiles(value(alignDocuments(vault, english)))).toEqual([first!.id]);
    value(reopenDifference(vault, { translation: english, difference: first!.id }));
    expect(ofFiles(pair)).toEqual([]);
    expect(reopenDifference(vault, { translation: english, difference: first!.id })).toMatchObject({ ok: false, failure: { code: 'usage' } });
    value(saveAlignment(vault, english, before.links));
  });

  it('finds a form that the glossary does not want, and where the fixed one is missing', () => {
    value(saveGlossary(vault, [
      { id: 'place', kind: 'name', forms: { uk: 'Верхньолозове', en: 'Verkhn’olozove' }, avoid: ['Verkhnolozove'], scheme: 'un-national' },
      { id: 'van', kind: 'term', forms: { uk: 'фургон', en: 'delivery van' }, avoid: [], scheme: 'none' },
      { id: 'chain', kind: 'term', forms: { uk: 'ланцюг', en: 'chain' }, avoid: [], scheme: 'none' },
    ]));
    const found = checkGlossary(vault);
    expect(found.filter(({ entry }) => entry === 'place').map(({ kind, document }) => [kind, document])).toContainEqual(['avoided', english]);
    expect(found.filter(({ entry }) => entry === 'van')).toMatchObject([{ kind: 'absent', wanted: 'delivery van' }]);
    expect(found.filter(({ entry }) => entry === 'chain')).toEqual([]);
  });

  it('a withdrawn consent blocks every edition that it covered, until a new one is given', async () => {
    const given = { pseudonym: 'Witness P-12', purpose: 'disclosure' as const, editions: ['defence'], documents: [], text: 'Read to her in Ukrainian', language: 'uk', givenAt: '2025-06-14' };
    const { id } = value(recordConsent(vault, given));
    value(withdrawConsent(vault, id, 'She no longer agrees'));
    expect(await refused(buildEdition(engine, vault, 'defence'))).toMatchObject({ code: 'consent-withdrawn' });
    value(recordConsent(vault, { ...given, givenAt: new Date().toISOString().slice(0, 10) }));
  });

  it('a changed source turns the translation stale and blocks the edition until it is settled', async () => {
    const changed = join(await newFolder(), 'statement-corrected.pdf');
    await copyFile(fileURLToPath(new URL('../../../../resources/demo/evidence/statement-verbytska-uk.pdf', import.meta.url)), changed);
    await appendFile(changed, '\n% corrected\n');
    const corrected = 'p12-uk-2' as DocumentId;
    value(await takeIn(engine, vault, [{ path: changed, id: corrected, title: 'Statement of a witness (Ukrainian, corrected)', language: 'uk' }]));
    expect(value(replaceOriginal(vault, { document: ukrainian, by: corrected, reason: 'The witness corrected a date.' }))).toEqual({ stale: 1 });
    expect(vault.documents.get(corrected)?.exhibit).toBe('P-1');
    expect(vault.bundle.get()?.sections[0]?.entries).toEqual([corrected]);
    expect(vault.documents.has(ukrainian)).toBe(true);
    expect(await refused(buildEdition(engine, vault, 'defence'))).toMatchObject({ code: 'translation-stale', subject: english });
    const version = vault.translations.ofTranslation(english)!;
    expect(moveTranslation(vault, { version: version.id, to: 'reviewed' })).toMatchObject({ ok: false, failure: { code: 'translation-stale' } });
    expect(value(confirmTranslation(vault, version.id, 'The corrected date stands in the translation already.')).state).toBe('reviewed');
    expect((await buildEdition(engine, vault, 'defence')).ok).toBe(true);
  });
});
