import type { DocumentId } from '../../../shared/identifiers.ts';
import type { PageText } from '../../../shared/page-text.ts';
import type { Word } from '../../../shared/page-text.ts';
import type { SqlDatabase } from '../encrypted-database.ts';
import { readBody, type BodyRow } from './json-body.ts';

/** The text of each page of each document, with the place of every word. */
export interface PageTextTable {
  put(document: DocumentId, page: PageText): void;
  /** Replaces all pages of the document. */
  replace(document: DocumentId, pages: readonly PageText[]): void;
  get(document: DocumentId, page: number): PageText | undefined;
  /** In page order. */
  list(document: DocumentId): readonly PageText[];
  count(document: DocumentId): number;
  /** How many pages of each document have text; those without any are left out. */
  counts(): ReadonlyMap<DocumentId, number>;
}

/** Words as they are stored: text, x, y, width, height, line and, where there are such, confidence and what was read before a person checked it. */
type StoredWord = readonly [string, number, number, number, number, number, number?, string?];
type StoredPage = Omit<PageText, 'words'> & { readonly words: readonly StoredWord[] };

export function openPageTextTable(database: SqlDatabase): PageTextTable {
  const upsert = database.prepare('INSERT INTO page_texts (document, page, body) VALUES (?, ?, ?) ON CONFLICT (document, page) DO UPDATE SET body = excluded.body');
  const drop = database.prepare('DELETE FROM page_texts WHERE document = ?');
  const one = database.prepare<[string, number], BodyRow>('SELECT body FROM page_texts WHERE document = ? AND page = ?');
  const all = database.prepare<[string], BodyRow>('SELECT body FROM page_texts WHERE document = ? ORDER BY page');
  const number = database.prepare<[string], number>('SELECT count(*) FROM page_texts WHERE document = ?').pluck();
  const numbers = database.prepare<[], { readonly document: DocumentId; readonly pages: number }>('SELECT document, count(*) AS pages FROM page_texts GROUP BY document');

  function put(document: DocumentId, page: PageText): void {
    upsert.run(document, page.page, JSON.stringify({ ...page, words: page.words.map(storeWord) }));
  }

  return {
    put,
    replace(document, pages) {
      database.transaction(() => {
        drop.run(document);
        for (const page of pages) put(document, page);
      })();
    },
    get(document, page) {
      const row = one.get(document, page);
      return row === undefined ? undefined : restorePage(row.body);
    },
    list: (document) => all.all(document).map((row) => restorePage(row.body)),
    count: (document) => number.get(document) ?? 0,
    counts: () => new Map(numbers.all().map(({ document, pages }) => [document, pages])),
  };
}

function storeWord({ text, rect, line, confidence, read }: Word): StoredWord {
  if (confidence === undefined) return [text, ...rect, line];
  return read === undefined ? [text, ...rect, line, confidence] : [text, ...rect, line, confidence, read];
}

function restorePage(body: string): PageText {
  const page = readBody<StoredPage>(body);
  return {
    ...page,
    words: page.words.map(([text, x, y, width, height, line, confidence, read]) => ({
      text, rect: [x, y, width, height], line, ...(confidence === undefined ? {} : { confidence }), ...(read === undefined ? {} : { read }),
    })),
  };
}
