import type { DocumentId } from '../../shared/identifiers.ts';
import type { PageText } from '../../shared/page-text.ts';
import type { JsonValue, Vault } from '../vault/index.ts';

// Beside the page texts, which are those of a whole document or of none: a half-read one must not pass for read.
const begunKind = 'reading-begun';
const pagesOf = (document: DocumentId): string => `reading-page:${document}`;

/** What the pages of one reading have in common. */
export interface ReadingOf {
  /** SHA-256 of the PDF that is read. */
  readonly rendition: string;
  /** BCP 47. */
  readonly languages: readonly string[];
  readonly engine: string;
}

/** Begins to read a document, or goes on: answers the pages that were read before a stop, by number; none where the file or the languages are others now. */
export function beginReading(vault: Vault, document: DocumentId, reading: ReadingOf): ReadonlyMap<number, PageText> {
  const known = vault.records.get(begunKind, document);
  if (known !== undefined && JSON.stringify(known) === JSON.stringify(reading)) {
    return new Map(vault.records.list(pagesOf(document)).map(({ id, value }) => [Number(id), value as unknown as PageText]));
  }
  vault.transaction(() => {
    endReading(vault, document);
    vault.records.put(begunKind, document, reading as unknown as JsonValue);
  });
  return new Map();
}

/** Keeps a page that was recognised, so that it need not be again. Text that a page carries is read faster than it is kept. */
export function keepPage(vault: Vault, document: DocumentId, page: PageText): void {
  if (page.source === 'ocr') vault.records.put(pagesOf(document), String(page.page), page as unknown as JsonValue);
}

/** Forgets what was kept on the way. */
export function endReading(vault: Vault, document: DocumentId): void {
  for (const { id } of vault.records.list(pagesOf(document))) vault.records.remove(pagesOf(document), id);
  vault.records.remove(begunKind, document);
}

/** Documents whose reading was begun and not ended. */
export function unfinishedReadings(vault: Vault): ReadonlySet<string> {
  return new Set(vault.records.list(begunKind).map(({ id }) => id));
}
