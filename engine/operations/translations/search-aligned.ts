import type { Rect } from '../../../shared/geometry.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import type { Vault } from '../../vault/index.ts';
import { searchCase, type CaseHit } from '../search-case.ts';
import { counterpartsOf, linkedSentences, placesOf, sentencesAt, type Counterpart } from './counterparts.ts';

/** The sentence of another language that stands for the one in which something was found. */
export interface AlignedSentence {
  readonly document: DocumentId;
  /** BCP 47. */
  readonly language: string;
  readonly text: string;
  readonly places: readonly { readonly page: number; readonly rects: readonly Rect[] }[];
}

export interface AlignedHit extends CaseHit {
  /** The sentences in which it was found. */
  readonly sentence: string;
  readonly others: readonly AlignedSentence[];
}

/** Searches as `searchCase` does, and answers each hit with the sentence that it stands in and the linked sentences of its translations or its original. */
export function searchAligned(vault: Vault, query: string, limit: number): AlignedHit[] {
  const known = new Map<DocumentId, readonly Counterpart[]>();
  return searchCase(vault, query, { limit }).map((hit) => {
    const counterparts = known.get(hit.document) ?? counterpartsOf(vault, hit.document);
    known.set(hit.document, counterparts);
    const [first] = counterparts;
    const own = first === undefined ? [] : sentencesAt(first.own, hit.page, hit.rects);
    const sentence = own.flatMap((index) => first?.own.sentences[index]?.text ?? []).join(' ');
    return { ...hit, sentence, others: counterparts.flatMap((counterpart) => alignedWith(counterpart, own)) };
  });
}

function alignedWith(counterpart: Counterpart, own: readonly number[]): AlignedSentence[] {
  const { document, language, sentences } = counterpart.other;
  const linked = linkedSentences(counterpart, own).flatMap((index) => sentences[index] ?? []);
  if (linked.length === 0) return [];
  return [{ document: document.id, language, text: linked.map(({ text }) => text).join(' '), places: linked.flatMap((sentence) => placesOf(counterpart.other, sentence)) }];
}
