import { startTransition, useCallback, useEffect, useRef, useState } from 'react';
import type { ToldFailure } from '../../../shared/failure.ts';
import type { PageSize } from '../../../shared/geometry.ts';
import type { DocumentId, EditionName } from '../../../shared/identifiers.ts';
import type { PageText } from '../../../shared/page-text.ts';
import { pageWork } from '../../components/pages/page-work.ts';
import type { Urgency } from '../../components/pages/page-work.ts';
import { call } from '../../engine-client.ts';
import { readPageSizes, sameSizes } from './page-sizes.ts';

export interface DocumentPages {
  readonly pages: readonly PageSize[] | null;
  readonly failure: ToldFailure | null;
}

/** The sizes of a document's pages, as an edition leaves them where one is named; those of a long document's later pages are guessed until they are read. */
export function useDocumentPages(document: string, edition: string | undefined): DocumentPages {
  const [state, setState] = useState<DocumentPages>({ pages: null, failure: null });
  useEffect(() => {
    let stale = false;
    const put = (pages: readonly PageSize[]): void => {
      if (!stale) setState((known) => (known.pages !== null && sameSizes(known.pages, pages) ? { pages: known.pages, failure: null } : { pages, failure: null }));
    };
    void readPageSizes(document, { edition, onFirst: put, isStale: () => stale }).then((result) => {
      if (result.ok) put(result.value);
      else if (!stale) setState((known) => ({ pages: known.pages, failure: result.failure }));
    });
    return () => { stale = true; };
  }, [document, edition]);
  return state;
}

export interface PageWords {
  readonly wordsOf: (page: number) => PageText | undefined;
  /** Has the words of a page fetched; the returned function ends the wish. */
  readonly want: (page: number, urgency: Urgency) => () => void;
  /** Fetches the words of a page again; the old ones stay until then. */
  readonly renew: (page: number) => void;
}

// Far more than are in view, far less than thousands of pages hold.
const mostKept = 100;

/** Fetches the words of pages as they come into view, and keeps those of the last pages. */
export function usePageWords(document: string, edition: string | undefined): PageWords {
  const [words, setWords] = useState<ReadonlyMap<number, PageText>>(new Map());
  const asked = useRef(new Set<number>());
  const generation = useRef(0);
  useEffect(() => {
    generation.current += 1;
    asked.current = new Set();
    setWords(new Map());
  }, [document, edition]);
  const keep = useCallback((page: number, text: PageText) => {
    startTransition(() => {
      setWords((known) => {
        const next = new Map(known).set(page, text);
        const oldest = next.size > mostKept ? next.keys().next().value : undefined;
        if (oldest !== undefined && oldest !== page) {
          next.delete(oldest);
          asked.current.delete(oldest);
        }
        return next;
      });
    });
  }, []);
  const want = useCallback((page: number, urgency: Urgency) => {
    if (asked.current.has(page)) return () => undefined;
    asked.current.add(page);
    const mine = generation.current;
    let begun = false;
    const takeBack = pageWork.add(urgency, async () => {
      begun = true;
      const result = await call('pageWords', { document: document as DocumentId, page, ...(edition === undefined ? {} : { edition: edition as EditionName }) });
      if (mine !== generation.current) return;
      if (result.ok) keep(page, result.value);
      else asked.current.delete(page);
    });
    return () => {
      takeBack();
      if (!begun && mine === generation.current) asked.current.delete(page);
    };
  }, [document, edition, keep]);
  const renew = useCallback((page: number) => {
    asked.current.delete(page);
    want(page, 'seen');
  }, [want]);
  const wordsOf = useCallback((page: number) => words.get(page), [words]);
  return { wordsOf, want, renew };
}
