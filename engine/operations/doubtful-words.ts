import type { Rect } from '../../shared/geometry.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import type { PageText } from '../../shared/page-text.ts';
import type { Vault } from '../vault/index.ts';

/** A word that was recognised with low confidence. */
export interface DoubtfulWord {
  readonly document: DocumentId;
  /** 1-based. */
  readonly page: number;
  readonly text: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly rect: Rect;
}

export interface DoubtfulWords {
  /** Documents with recognised pages, with the number of their doubtful words and the mean confidence of their worst page. */
  readonly documents: readonly { readonly document: DocumentId; readonly words: number; readonly lowestPage: number }[];
  /** Least sure first within each document. */
  readonly words: readonly DoubtfulWord[];
  readonly total: number;
}

/** How sure recognition was of a document. */
interface Sureness {
  readonly words: number;
  readonly lowestPage: number;
  readonly doubtful: readonly DoubtfulWord[];
}

const surenessKind = 'sureness';
const doubtfulBelow = 0.6;
const mostOfDocument = 5_000;

/** Keeps how sure recognition was of a document's pages; nothing where none was recognised. */
export function keepSureness(vault: Vault, document: DocumentId, pages: readonly PageText[]): void {
  const sureness = surenessOf(document, pages);
  if (sureness === undefined) vault.records.remove(surenessKind, document);
  else vault.records.put(surenessKind, document, { ...sureness, doubtful: sureness.doubtful.map(({ page, text, confidence, rect }) => [page, text, confidence, ...rect]) });
}

/** Finds pages that were recognised with low confidence on the whole, anew for a document. */
export function keepLowConfidence(vault: Vault, document: DocumentId, pages: readonly PageText[]): void {
  vault.findings.clear(document, 'low-confidence');
  for (const page of pages) {
    const confidence = meanConfidence([page]);
    if (confidence === undefined || confidence >= doubtfulBelow) continue;
    vault.findings.add({ document, code: 'low-confidence', page: page.page, message: `The text of page ${page.page} was recognised with low confidence (${Math.round(confidence * 100)} %): check it against the page.` });
  }
}

/** Mean confidence of recognised words, 0 to 1; undefined where none was recognised. */
export function meanConfidence(pages: readonly PageText[]): number | undefined {
  const values = pages.flatMap(({ words }) => words.flatMap(({ confidence }) => (confidence === undefined ? [] : [confidence])));
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** How sure recognition was of a document; undefined where none of its pages was recognised. */
function readSureness(vault: Vault, document: DocumentId): Sureness | undefined {
  const kept = vault.records.get(surenessKind, document);
  if (kept === undefined) return undefined;
  const { words, lowestPage, doubtful } = kept as unknown as { words: number; lowestPage: number; doubtful: readonly [number, string, number, number, number, number, number][] };
  return { words, lowestPage, doubtful: doubtful.map(([page, text, confidence, x, y, width, height]) => ({ document, page, text, confidence, rect: [x, y, width, height] })) };
}

/** Lists the words of one document, or of all, that a person should compare with the page. At most 5,000 of each document are listed. */
export function listDoubtfulWords(vault: Vault, { document, from = 0, limit = Infinity }: { readonly document?: DocumentId | undefined; readonly from?: number; readonly limit?: number } = {}): DoubtfulWords {
  const ids = document === undefined ? vault.documents.list().map(({ id }) => id) : [document];
  const found = ids.flatMap((id) => {
    const sureness = readSureness(vault, id);
    return sureness === undefined ? [] : [{ document: id, ...sureness }];
  });
  const words = found.flatMap(({ doubtful }) => doubtful);
  return { documents: found.map(({ document: id, words: count, lowestPage }) => ({ document: id, words: count, lowestPage })), words: words.slice(from, from + limit), total: words.length };
}

function surenessOf(document: DocumentId, pages: readonly PageText[]): Sureness | undefined {
  const recognised = pages.flatMap(({ page, words }) => {
    const sure = words.flatMap(({ text, rect, confidence }) => (confidence === undefined ? [] : [{ document, page, text, rect, confidence }]));
    return sure.length === 0 ? [] : [sure];
  });
  if (recognised.length === 0) return undefined;
  const lowestPage = Math.min(...recognised.map((words) => words.reduce((sum, { confidence }) => sum + confidence, 0) / words.length));
  const doubtful = recognised.flat().filter(({ confidence }) => confidence < doubtfulBelow).sort((a, b) => a.confidence - b.confidence);
  return { words: doubtful.length, lowestPage, doubtful: doubtful.slice(0, mostOfDocument) };
}
