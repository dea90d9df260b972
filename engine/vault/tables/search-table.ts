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
  /** Only in these. */
  readonly documents?: ReadonlySet<string>;
  /** Leaves out the pages of translations, or of all that is none; entries of names stay. */
  readonly pagesOf?: 'originals' | 'translations';
}

/** The full-text index of the case, one entry a page. */
export interface SearchTable {
  put(page: PageToIndex): void;
  removeDocument(document: DocumentId): void;
  /** Best first, 100 at most unless told otherwise. An expression without any word finds nothing. */
  find(expression: SearchExpression, limits?: SearchLimits): readonly SearchHit[];
  /** Pages of one document that hold it, in their order. */
  pages(expression: SearchExpression, document: DocumentId): readonly number[];
  countHits(expression: SearchExpression): number;
}

const inDocument = ' AND rowid IN (SELECT id FROM search_pages WHERE document = @document)';
// The plus sign keeps FTS5 from running the search anew for each of many rows.
const inDocuments = ' AND +rowid IN (SELECT id FROM search_pages WHERE document IN (SELECT value FROM json_each(@documents)))';
const translations = 'document IN (SELECT id FROM documents WHERE translation_of IS NOT NULL)';
const inPagesOf = {
  originals: ` AND rowid NOT IN (SELECT id FROM search_pages WHERE page > 0 AND ${translations})`,
  translations: ` AND +rowid IN (SELECT id FROM search_pages WHERE ${translations} UNION ALL SELECT id FROM search_pages WHERE page = 0 AND document IN (SELECT id FROM documents))`,
};

// Ranked before the texts are fetched: those of pages that are not shown would only be read to be thrown away.
function preparedHits(database: SqlDatabase, where: string) {
  return database.prepare<[unknown], SearchHit>(`SELECT p.document, p.page, p.folded, p.original FROM (
      SELECT rowid AS id, rank AS worth FROM search_index WHERE search_index MATCH @match${where} ORDER BY rank, rowid LIMIT @limit OFFSET @offset
    ) best JOIN search_pages p ON p.id = best.id ORDER BY best.worth, p.id`);
}

export function openSearchTable(database: SqlDatabase): SearchTable {
  const known = database.prepare<[string, number], number>('SELECT id FROM search_pages WHERE document = ? AND page = ?').pluck();
  const insert = database.prepare('INSERT INTO search_pages (document, page, folded, original) VALUES (@document, @page, @folded, @original)');
  const update = database.prepare('UPDATE search_pages SET folded = ?, original = ? WHERE id = ?');
  const insertTokens = database.prepare('INSERT INTO search_index (rowid, tokens) VALUES (?, ?)');
  const dropTokens = database.prepare('DELETE FROM search_index WHERE rowid = ?');
  const ofDocument = database.prepare<[string], number>('SELECT id FROM search_pages WHERE document = ?').pluck();
  const drop = database.prepare('DELETE FROM search_pages WHERE id = ?');
  const hits = new Map<string, ReturnType<typeof preparedHits>>();
  const hitsWhere = (where: string): ReturnType<typeof preparedHits> => {
    let statement = hits.get(where);
    if (statement === undefined) hits.set(where, (statement = preparedHits(database, where)));
    return statement;
  };
  const pages = database.prepare<[{ readonly match: string; readonly document: string }], number>('SELECT page FROM search_pages WHERE document = @document AND page > 0 AND id IN (SELECT rowid FROM search_index WHERE search_index MATCH @match) ORDER BY page').pluck();
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
    find(expression, { limit = 100, offset = 0, document, documents, pagesOf } = {}) {
      const match = matchExpression(expression);
      if (match === undefined) return [];
      const where = [document === undefined ? '' : inDocument, documents === undefined ? '' : inDocuments, pagesOf === undefined ? '' : inPagesOf[pagesOf]].join('');
      return hitsWhere(where).all({ match, limit, offset, ...(document === undefined ? {} : { document }), ...(documents === undefined ? {} : { documents: JSON.stringify([...documents]) }) });
    },
    pages(expression, document) {
      const match = matchExpression(expression);
      return match === undefined ? [] : pages.all({ match, document });
    },
    countHits(expression) {
      const match = matchExpression(expression);
      return match === undefined ? 0 : number.get(match) ?? 0;
    },
  };
}
