import type { DocumentId } from '../../../shared/identifiers.ts';
import type { SqlDatabase } from '../encrypted-database.ts';
import { indexTokens, matchExpression } from './search-match.ts';

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

export function openSearchTable(database: SqlDatabase): SearchTable {
  const known = database.prepare<[string, number], number>('SELECT id FROM search_pages WHERE document = ? AND page = ?').pluck();
  const insert = database.prepare('INSERT INTO search_pages (document, page, folded, original) VALUES (@document, @page, @folded, @original)');
  const update = database.prepare('UPDATE search_pages SET folded = ?, original = ? WHERE id = ?');
  const insertTokens = database.prepare('INSERT INTO search_index (rowid, tokens) VALUES (?, ?)');
  const dropTokens = database.prepare('DELETE FROM search_index WHERE rowid = ?');
  const ofDocument = database.prepare<[string], number>('SELECT id FROM search_pages WHERE document = ?').pluck();
  const drop = database.prepare('DELETE FROM search_pages WHERE id = ?');
  const hits = database.prepare<[unknown], SearchHit>(`SELECT p.document, p.page, p.folded, p.original FROM search_index JOIN search_pages p ON p.id = search_index.rowid
    WHERE search_index MATCH @match AND (@document IS NULL OR p.document = @document) ORDER BY rank, p.id LIMIT @limit OFFSET @offset`);
  const number = database.prepare<[string], number>('SELECT count(*) FROM search_index WHERE search_index MATCH ?').pluck();

  return {
    put({ document, page, folded, original }) {
      database.transaction(() => {
        const id = known.get(document, page);
        if (id === undefined) {
          insertTokens.run(insert.run({ document, page, folded, original }).lastInsertRowid, indexTokens(folded));
          return;
        }
        update.run(folded, original, id);
        dropTokens.run(id);
        insertTokens.run(id, indexTokens(folded));
      })();
    },
    removeDocument(document) {
      database.transaction(() => {
        for (const id of ofDocument.all(document)) {
          dropTokens.run(id);
          drop.run(id);
        }
      })();
    },
    find(expression, { limit = 100, offset = 0, document } = {}) {
      const match = matchExpression(expression);
      return match === undefined ? [] : hits.all({ match, document: document ?? null, limit, offset });
    },
    countHits(expression) {
      const match = matchExpression(expression);
      return match === undefined ? 0 : number.get(match) ?? 0;
    },
  };
}
