import { rectsIntersect, type Rect } from '../../../shared/geometry.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { rectsOfPart, type PageSentence } from '../../translation/index.ts';
import type { Vault } from '../../vault/index.ts';
import { alignDocuments, type AlignedPair, type AlignedSide } from './align-documents.ts';

/** A document seen beside one that it is a translation of, or that is a translation of it. */
export interface Counterpart {
  readonly own: AlignedSide;
  readonly other: AlignedSide;
  readonly pair: AlignedPair;
  readonly ownSide: 'original' | 'translation';
}

/** Every document that says the same in another language, aligned; pairs of which one was not read are left out. */
export function counterpartsOf(vault: Vault, document: DocumentId): Counterpart[] {
  const ownPair = vault.documents.get(document)?.translation === undefined ? [] : [{ translation: document, ownSide: 'translation' as const }];
  const pairs = [...ownPair, ...vault.documents.translationsOf(document).map(({ id }) => ({ translation: id, ownSide: 'original' as const }))];
  return pairs.flatMap(({ translation, ownSide }) => {
    const pair = alignDocuments(vault, translation);
    if (!pair.ok) return [];
    return [{ pair: pair.value, ownSide, own: pair.value[ownSide], other: pair.value[ownSide === 'original' ? 'translation' : 'original'] }];
  });
}

/** Sentences of one's own side that a place on a page touches, 0-based, ascending. */
export function sentencesAt({ sentences, pages }: AlignedSide, page: number, rects: readonly Rect[]): number[] {
  const words = pages.find((candidate) => candidate.page === page)?.words ?? [];
  const touched = new Set(words.flatMap(({ rect }, index) => (rects.some((place) => rectsIntersect(middleOf(rect), place)) ? [index] : [])));
  return sentences.flatMap(({ parts }, index) => (parts.some((part) => part.page === page && part.words.some((word) => touched.has(word))) ? [index] : []));
}

/** Sentences of the other side that are linked with these, ascending. */
export function linkedSentences({ pair, ownSide }: Counterpart, own: readonly number[]): number[] {
  const otherSide = ownSide === 'original' ? 'translation' : 'original';
  const wanted = new Set(own);
  return [...new Set(pair.links.filter((link) => link[ownSide].some((index) => wanted.has(index))).flatMap((link) => link[otherSide]))].sort((a, b) => a - b);
}

/** Where a sentence stands, page by page. */
export function placesOf({ pages }: AlignedSide, { parts }: PageSentence): { readonly page: number; readonly rects: readonly Rect[] }[] {
  return parts.flatMap((part) => {
    const page = pages.find((candidate) => candidate.page === part.page);
    return page === undefined ? [] : [{ page: part.page, rects: rectsOfPart(page, part) }];
  });
}

// A box that only grazes the line beside does not mean its words.
function middleOf([x, y, width, height]: Rect): Rect {
  return [x + width * 0.3, y + height * 0.3, width * 0.4, height * 0.4];
}
