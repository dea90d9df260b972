import { useCallback, useEffect, useRef, useState } from 'react';
import type { ToldFailure } from '../../../shared/failure.ts';
import type { PageSize } from '../../../shared/geometry.ts';
import type { DocumentId, EditionName } from '../../../shared/identifiers.ts';
import type { PageText } from '../../../shared/page-text.ts';
import { call } from '../../engine-client.ts';

export interface DocumentPages {
  readonly pages: readonly PageSize[] | null;
  readonly failure: ToldFailure | null;
}

/** The sizes of a document's pages, as an edition leaves them where one is named. */
export function useDocumentPages(document: string, edition: string | undefined): DocumentPages {
  const [state, setState] = useState<DocumentPages>({ pages: null, failure: null });
  useEffect(() => {
    let stale = false;
    void call('documentPages', { document: document as DocumentId, ...(edition === undefined ? {} : { edition: edition as EditionName }) }).then((result) => {
      if (stale) return;
      setState((known) => (result.ok ? { pages: result.value.pages, failure: null } : { pages: known.pages, failure: result.failure }));
    });
    return () => { stale = true; };
  }, [document, edition]);
  return state;
}

/** Fetches the words of pages as they come into view, and keeps them as long as the viewer is open. */
export function usePageWords(document: string, edition: string | undefined): { readonly wordsOf: (page: number) => PageText | undefined; readonly want: (page: number) => void; readonly renew: (page: number) => void } {
  const [words, setWords] = useState<ReadonlyMap<number, PageText>>(new Map());
  const asked = useRef(new Set<number>());
  const generation = useRef(0);
  useEffect(() => {
    generation.current += 1;
    asked.current = new Set();
    setWords(new Map());
  }, [document, edition]);
  const want = useCallback((page: number) => {
    if (asked.current.has(page)) return;
    asked.current.add(page);
    const mine = generation.current;
    void call('pageWords', { document: document as DocumentId, page, ...(edition === undefined ? {} : { edition: edition as EditionName }) }).then((result) => {
      if (mine !== generation.current) return;
      if (result.ok) setWords((known) => new Map(known).set(page, result.value));
      else asked.current.delete(page);
    });
  }, [document, edition]);
  /** Fetches the words of a page again; the old ones stay until then. */
  const renew = useCallback((page: number) => {
    asked.current.delete(page);
    want(page);
  }, [want]);
  const wordsOf = useCallback((page: number) => words.get(page), [words]);
  return { wordsOf, want, renew };
}
