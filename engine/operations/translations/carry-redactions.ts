import { randomUUID } from 'node:crypto';
import { failure, type Failure } from '../../../shared/failure.ts';
import { rectsIntersect, unionOfRects, type Rect } from '../../../shared/geometry.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { formsOfPerson } from '../../../shared/case-model/protected-person.ts';
import { narrowIt } from '../../../shared/case-model/redaction-reasons.ts';
import type { PageText, Word } from '../../../shared/page-text.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { findPersons, preparePersons, type NamedPerson } from '../../people/index.ts';
import { numbersIn, type PageSentence } from '../../translation/index.ts';
import type { Vault, ZoneRecord } from '../../vault/index.ts';
import { counterpartsOf, linkedSentences, sentencesAt, type Counterpart } from './counterparts.ts';

export interface CarryRedactions {
  readonly edition: string;
  readonly document: DocumentId;
  /** Ids of the redactions to be carried; all of the document's in this edition where absent. */
  readonly redactions?: readonly string[] | undefined;
}

export interface CarriedRedactions {
  /** The new proposals in the other documents. */
  readonly proposed: readonly ZoneRecord[];
  /** Redactions for which no linked sentence was found: a person looks for their words. */
  readonly notCarried: readonly string[];
}

/** How well the words were found: by a name or a number, the whole sentence because its whole counterpart is hidden, or the whole sentence because nothing less is certain. */
type Precision = 'words' | 'whole' | 'sentence';

// A sentence of which more than this share of the letters is hidden is hidden as a whole.
const mostOfSentence = 0.6;
const twoLines = 1.7;

/**
 * Proposes redactions of a document at the same words of its translations, or of its original: through the links between sentences; a sentence that a place hides
 * wholly or mostly, as one drawn over a paragraph does, is proposed as a whole, the others by the names and numbers in them; where neither tells the words, the whole sentence. Every one is a proposal for a person to decide, in one group with its source while that
 * is a proposal itself. What is there already is not proposed again. Fails with `document-unknown`.
 */
export function carryRedactions(vault: Vault, { edition, document, redactions }: CarryRedactions): Result<CarriedRedactions, Failure> {
  if (!vault.documents.has(document)) return refusal(failure('document-unknown', 'There is no such document in the case.', { subject: document }));
  const wanted = redactions === undefined ? undefined : new Set(redactions);
  const sources = vault.redactions.zones({ edition, document }).filter(({ id, state }) => (wanted?.has(id) ?? true) && state !== 'rejected' && state !== 'lifted');
  const persons = vault.persons.available ? vault.persons.list().map((person) => ({ pseudonym: person.pseudonym, names: formsOfPerson(person) })) : [];
  const counterparts = counterpartsOf(vault, document);
  const proposed: ZoneRecord[] = [];
  const notCarried: string[] = [];
  vault.transaction(() => {
    for (const source of sources) {
      const found = counterparts.flatMap((counterpart) => placesFor(counterpart, source, persons).map((place) => ({ ...place, document: counterpart.other.document.id })));
      if (found.length === 0 && counterparts.length > 0) notCarried.push(source.id);
      proposed.push(...propose(vault, source, found));
    }
    if (proposed.length > 0) vault.appendEvent({ action: 'redaction-proposed', object: document, facts: { edition, zones: proposed.length, carried: true } });
  });
  return success({ proposed, notCarried });
}

interface Place {
  readonly page: number;
  readonly rect: Rect;
  readonly precision: Precision;
}

function propose(vault: Vault, source: ZoneRecord, places: readonly (Place & { readonly document: DocumentId })[]): ZoneRecord[] {
  const { edition, why, ground, code, about } = source;
  const fresh = places.filter(({ document, page, rect }) => !vault.redactions.zones({ edition, document, page }).some((zone) => zone.carriedFrom === source.id || (zone.state !== 'rejected' && zone.state !== 'lifted' && (zone.hits ?? [zone.rect]).some((hit) => covers(hit, rect)))));
  if (fresh.length === 0) return [];
  const group = source.group ?? randomUUID();
  // One decision for all while nothing is decided; a proposal beside an approved one is decided by itself.
  if (source.state === 'proposed' && source.group === undefined) vault.redactions.putZone({ ...source, group });
  const groupOfProposals = source.state === 'proposed' ? group : fresh.length > 1 ? randomUUID() : undefined;
  return fresh.map(({ document, page, rect, precision }) => vault.redactions.addZone({
    edition, document, page, rect, hits: [rect], why: precision !== 'sentence' ? why : `${why}${narrowIt}`, ground, origin: 'marked', carriedFrom: source.id,
    proposedBy: vault.identity.name, proposer: vault.identity.fingerprint, ...(code === undefined ? {} : { code }), ...(about === undefined ? {} : { about }),
    ...(groupOfProposals === undefined ? {} : { group: groupOfProposals }),
  }));
}

function placesFor(counterpart: Counterpart, { page, rect, hits }: ZoneRecord, persons: readonly NamedPerson[]): Place[] {
  const { own, other } = counterpart;
  const rects = hits ?? [rect];
  const sourcePage = own.pages.find((candidate) => candidate.page === page);
  const indexes = sentencesAt(own, page, rects);
  if (sourcePage === undefined || indexes.length === 0) return [];
  const covered = coveredWords(sourcePage, rects);
  const hidden = new Set(indexes.filter((index) => hiddenShare(own.sentences[index], own.pages, { page, words: new Set(covered.words) }) > mostOfSentence));
  const whole = sentencesLinked(counterpart, [...hidden]).flatMap((sentence) => wordPlaces(other.pages, sentence, () => true)).map((place) => ({ ...place, precision: 'whole' as const }));
  const holds = (index: number, word: Word): boolean => own.sentences[index]?.parts.some((part) => part.page === page && part.words.some((at) => sourcePage.words[at] === word)) === true;
  const rest = indexes.filter((index) => !hidden.has(index) && covered.words.some((word) => holds(index, word)));
  const left = { ...covered, words: covered.words.filter((word) => rest.some((index) => holds(index, word))) };
  return [...whole, ...placesOfWords(counterpart, left, sentencesLinked(counterpart, rest), persons)];
}

function sentencesLinked(counterpart: Counterpart, indexes: readonly number[]): PageSentence[] {
  return linkedSentences(counterpart, indexes).flatMap((index) => counterpart.other.sentences[index] ?? []);
}

/** How much of a sentence lies under a place, by its letters; words on other pages are not under it. */
function hiddenShare(sentence: PageSentence | undefined, pages: readonly PageText[], covered: { readonly page: number; readonly words: ReadonlySet<Word> }): number {
  let [letters, hidden] = [0, 0];
  for (const part of sentence?.parts ?? []) {
    const words = pages.find(({ page }) => page === part.page)?.words;
    for (const at of part.words) {
      const word = words?.[at];
      letters += word?.text.length ?? 0;
      if (word !== undefined && part.page === covered.page && covered.words.has(word)) hidden += word.text.length;
    }
  }
  return letters === 0 ? 0 : hidden / letters;
}

function placesOfWords({ other }: Counterpart, covered: PageText, targets: readonly PageSentence[], persons: readonly NamedPerson[]): Place[] {
  if (targets.length === 0) return [];
  const asPersons = [...personsAmong(covered, persons), ...coinedNames(covered)];
  const found = asPersons.length === 0 ? [] : targets.flatMap((sentence) => mentionPlaces(other.pages, sentence, asPersons));
  const numbers = numbersIn(covered.words.map(({ text }) => text).join(' '));
  const figures = numbers.length === 0 ? [] : targets.flatMap((sentence) => wordPlaces(other.pages, sentence, (text) => numbersIn(text).some((key) => numbers.includes(key))));
  if (found.length + figures.length > 0) return distinct([...found, ...figures]).map((place) => ({ ...place, precision: 'words' }));
  return targets.flatMap((sentence) => wordPlaces(other.pages, sentence, () => true)).map((place) => ({ ...place, precision: 'sentence' }));
}

function coveredWords(page: PageText, rects: readonly Rect[]): PageText {
  const covered = page.words.filter(({ rect: [x, y, width, height] }) => rects.some((rect) => rectsIntersect([x + width * 0.3, y + height * 0.3, width * 0.4, height * 0.4], rect)));
  // A word that is broken over two lines has a box across both, and over what stands beside it.
  const tall = twoLines * (page.words.map(({ rect }) => rect[3]).sort((a, b) => a - b)[page.words.length >> 1] ?? 0);
  const onLine = covered.filter(({ rect }) => rect[3] < tall);
  return { ...page, words: onLine.length > 0 ? onLine : covered };
}

/** Persons of the register whose names were covered. */
function personsAmong(covered: PageText, persons: readonly NamedPerson[]): NamedPerson[] {
  const named = new Set(findPersons(covered, preparePersons(persons)).flatMap(({ pseudonym }) => pseudonym ?? []));
  return persons.filter(({ pseudonym }) => named.has(pseudonym));
}

/** Words that begin with a capital letter are names of somebody or some place: they sound alike in the other language. */
function coinedNames(covered: PageText): NamedPerson[] {
  return covered.words.flatMap(({ text }) => {
    const word = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
    return /^\p{Lu}\p{L}{3,}$/u.test(word) ? [{ pseudonym: 'carried', names: [word] }] : [];
  });
}

function mentionPlaces(pages: readonly PageText[], { parts }: PageSentence, persons: readonly NamedPerson[]): Omit<Place, 'precision'>[] {
  const prepared = preparePersons(persons);
  return parts.flatMap((part) => {
    const page = pages.find((candidate) => candidate.page === part.page);
    if (page === undefined) return [];
    const within = { ...page, words: part.words.flatMap((index) => page.words[index] ?? []) };
    return findPersons(within, prepared).filter(({ confidence }) => confidence >= 0.6).flatMap(({ rects }) => rects.map((rect) => ({ page: page.page, rect })));
  });
}

function wordPlaces(pages: readonly PageText[], { parts }: PageSentence, wanted: (text: string) => boolean): Omit<Place, 'precision'>[] {
  return parts.flatMap((part) => {
    const page = pages.find((candidate) => candidate.page === part.page);
    const lines = new Map<number, Rect[]>();
    for (const index of part.words) {
      const word = page?.words[index];
      if (word !== undefined && wanted(word.text)) lines.set(word.line, [...(lines.get(word.line) ?? []), word.rect]);
    }
    return Array.from(lines.values(), unionOfRects).flatMap((rect) => (rect === undefined ? [] : [{ page: part.page, rect }]));
  });
}

function distinct(places: readonly Omit<Place, 'precision'>[]): Omit<Place, 'precision'>[] {
  return places.filter((place, index) => !places.some((other, at) => at !== index && other.page === place.page && covers(other.rect, place.rect) && (at < index || !covers(place.rect, other.rect))));
}

function covers(outer: Rect, inner: Rect): boolean {
  return outer[0] <= inner[0] + 0.5 && outer[1] <= inner[1] + 0.5 && outer[0] + outer[2] >= inner[0] + inner[2] - 0.5 && outer[1] + outer[3] >= inner[1] + inner[3] - 0.5;
}
