import type { DocumentId } from '../../../shared/identifiers.ts';

/**
 * A query over folded text. A phrase matches its words in order; in scripts written without spaces (Chinese, Japanese, Thai, Lao, Khmer,
 * Burmese) any run of characters is found inside longer runs. `prefix` lets the last word be the start of a longer one.
 */
export type SearchExpression =
  | { readonly phrase: string; readonly prefix?: boolean }
  | { readonly near: readonly string[]; readonly within: number }
  | { readonly all: readonly SearchExpression[] }
  | { readonly any: readonly SearchExpression[] }
  | { readonly every: SearchExpression; readonly except: SearchExpression };

export interface PageToIndex {
  readonly document: DocumentId;
  /** 1-based. */
  readonly page: number;
  /** Folded for search; what queries meet. */
  readonly folded: string;
  /** As it stands on the page; what a snippet is cut from. */
  readonly original: string;
}

export interface SearchHit {
  readonly document: DocumentId;
  readonly page: number;
  readonly folded: string;
  readonly original: string;
}

export interface SearchLimits {
  readonly limit?: number;
  readonly offset?: number;
  readonly document?: DocumentId;
}

/** The full-text index of the case, one entry a page. */
export interface SearchTable {
  put(page: PageToIndex): void;
  removeDocument(document: DocumentId): void;
  /** Best first, 100 at most unless told otherwise. An expression without any word finds nothing. */
  find(expression: SearchExpression, limits?: SearchLimits): readonly SearchHit[];
  countHits(expression: SearchExpression): number;
}
