import type { DocumentId } from '../../../shared/identifiers.ts';
import type { PageText } from '../../../shared/page-text.ts';

/** The text of each page of each document, with the place of every word. */
export interface PageTextTable {
  put(document: DocumentId, page: PageText): void;
  /** Replaces all pages of the document. */
  replace(document: DocumentId, pages: readonly PageText[]): void;
  get(document: DocumentId, page: number): PageText | undefined;
  /** In page order. */
  list(document: DocumentId): readonly PageText[];
  count(document: DocumentId): number;
}
