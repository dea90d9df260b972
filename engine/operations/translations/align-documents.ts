import { createHash } from 'node:crypto';
import type { AlignmentLink } from '../../../shared/case-model/translation.ts';
import { failure, type Failure } from '../../../shared/failure.ts';
import type { DocumentId, Sha256 } from '../../../shared/identifiers.ts';
import type { PageText } from '../../../shared/page-text.ts';
import { formsOfPerson } from '../../../shared/case-model/protected-person.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { findInText, preparePersons, type PreparedPersons } from '../../people/index.ts';
import { alignSentences, datesIn, findDifferences, numbersIn, sentencesOfPages, type Difference, type PageSentence } from '../../translation/index.ts';
import type { StoredDocument, Vault } from '../../vault/index.ts';
import { documentLanguage } from './document-language.ts';

/** One of the two documents of an alignment. */
export interface AlignedSide {
  readonly document: StoredDocument;
  /** BCP 47. */
  readonly language: string;
  readonly pages: readonly PageText[];
  readonly sentences: readonly PageSentence[];
}

/** A translation beside its original, sentence by sentence. */
export interface AlignedPair {
  readonly original: AlignedSide;
  readonly translation: AlignedSide;
  readonly links: readonly AlignmentLink[];
  readonly names: (sentence: string) => readonly { readonly key: string; readonly text: string }[];
}

/**
 * The sentences of a translation linked with those of its original: as a person left them, or, where either text has changed since or nobody has
 * touched them, linked anew and kept. Fails with `document-unknown` where the document is no translation, and with `usage` where one of the two was not read.
 */
export function alignDocuments(vault: Vault, translation: DocumentId): Result<AlignedPair, Failure> {
  const document = vault.documents.get(translation);
  const original = document?.translation === undefined ? undefined : vault.documents.get(document.translation.original);
  if (document === undefined || original === undefined) return refusal(failure('document-unknown', 'This document is paired with no original.', { subject: translation }));
  const sides = { original: sideOf(vault, original), translation: sideOf(vault, document) };
  const unread = [sides.original, sides.translation].find(({ pages }) => pages.length === 0);
  if (unread !== undefined) return refusal(failure('usage', 'This document was not read yet: its text is needed to align it.', { subject: unread.document.id }));
  const names = namesIn(vault);
  const digests = { originalText: digestOf(sides.original), translationText: digestOf(sides.translation) };
  const stored = vault.translations.alignment(translation);
  if (stored !== undefined && stored.original === original.id && stored.originalText === digests.originalText && stored.translationText === digests.translationText) {
    return success({ ...sides, links: stored.links, names });
  }
  const links = alignSentences(textsOf(sides.original), textsOf(sides.translation), {
    anchors: (sentence, side) => [
      ...numbersIn(sentence), ...names(sentence).map(({ key }) => key), ...datesIn(sentence, (side === 'original' ? sides.original : sides.translation).language).map(({ key }) => key),
    ],
  });
  if (!vault.readOnly) vault.translations.putAlignment({ translation, original: original.id, ...digests, links, changedAt: new Date().toISOString() });
  return success({ ...sides, links, names });
}

/** What differs between the two texts: numbers, dates, amounts, names, missing sentences. */
export function differencesOf({ original, translation, links, names }: AlignedPair): Difference[] {
  return findDifferences({ original: textsOf(original), translation: textsOf(translation), originalLanguage: original.language, translationLanguage: translation.language }, links, names);
}

/**
 * Keeps links that a person set. Each sentence may be in one link only; sentences that are in none stand alone. Fails as `alignDocuments` does, and with
 * `usage` for a sentence that is not there or is linked twice.
 */
export function saveAlignment(vault: Vault, translation: DocumentId, links: readonly AlignmentLink[]): Result<AlignedPair, Failure> {
  const pair = alignDocuments(vault, translation);
  if (!pair.ok) return pair;
  const { original, translation: target } = pair.value;
  const wrong = faultIn(links.flatMap((link) => link.original), original.sentences.length) ?? faultIn(links.flatMap((link) => link.translation), target.sentences.length);
  if (wrong !== undefined) return refusal(failure('usage', wrong));
  const whole = withLoose(links, original.sentences.length, target.sentences.length);
  vault.translations.putAlignment({
    translation, original: original.document.id, originalText: digestOf(original), translationText: digestOf(target), links: whole, changedAt: new Date().toISOString(),
  });
  return success({ ...pair.value, links: whole });
}

/** Forgets what persons changed, and links anew. */
export function alignAgain(vault: Vault, translation: DocumentId): Result<AlignedPair, Failure> {
  vault.translations.removeAlignment(translation);
  return alignDocuments(vault, translation);
}

function sideOf(vault: Vault, document: StoredDocument): AlignedSide {
  const language = documentLanguage(vault, document) ?? 'und';
  const pages = vault.pageTexts.list(document.id);
  return { document, language, pages, sentences: sentencesOfPages(pages, language) };
}

/** Persons of the register as anchors: their names are found in every script. Without the register's key, none. */
function namesIn(vault: Vault): AlignedPair['names'] {
  const persons = vault.persons.available ? vault.persons.list().map((person) => ({ pseudonym: person.pseudonym, names: formsOfPerson(person) })) : [];
  const prepared: PreparedPersons = preparePersons(persons);
  return (sentence) => findInText(sentence, prepared, { minimumConfidence: 0.8 }).map(({ pseudonym = '', text }) => ({ key: `@${pseudonym}`, text }));
}

function textsOf({ sentences }: AlignedSide): string[] {
  return sentences.map(({ text }) => text);
}

function digestOf(side: AlignedSide): Sha256 {
  return createHash('sha256').update(JSON.stringify(textsOf(side))).digest('hex') as Sha256;
}

function faultIn(indexes: readonly number[], count: number): string | undefined {
  if (indexes.some((index) => !Number.isInteger(index) || index < 0 || index >= count)) return 'A link names a sentence that is not there.';
  return new Set(indexes).size < indexes.length ? 'A sentence is linked twice.' : undefined;
}

function withLoose(links: readonly AlignmentLink[], originals: number, translations: number): AlignmentLink[] {
  const linked = { original: new Set(links.flatMap((link) => link.original)), translation: new Set(links.flatMap((link) => link.translation)) };
  const loose = (count: number, known: ReadonlySet<number>): number[] => Array.from({ length: count }, (_, index) => index).filter((index) => !known.has(index));
  const all = [
    ...links.filter((link) => link.original.length + link.translation.length > 0),
    ...loose(originals, linked.original).map((index): AlignmentLink => ({ original: [index], translation: [], byHand: true })),
    ...loose(translations, linked.translation).map((index): AlignmentLink => ({ original: [], translation: [index], byHand: true })),
  ];
  const place = ({ original, translation }: AlignmentLink): number => (original.length > 0 ? Math.min(...original) / originals : Math.min(...translation) / translations);
  return all.toSorted((a, b) => place(a) - place(b));
}
