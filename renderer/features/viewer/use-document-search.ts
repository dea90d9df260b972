import { useCallback, useEffect, useRef, useState } from 'react';
import type { Rect } from '../../../shared/geometry.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { call } from '../../engine-client.ts';

type Matches = readonly (readonly Rect[])[];

interface Hit {
  readonly page: number;
  /** 0-based; the last of the page while its matches are not known, coming from behind. */
  readonly match: number | 'last';
}

/** What is looked for in one document, and where the reader stands among it. */
export interface DocumentSearch {
  /** Pages that hold it, in their order; null while nothing is looked for. */
  readonly pages: readonly number[] | null;
  /** 0-based among `pages`. */
  readonly at: number;
  /** The match to look at, once its place is known. */
  readonly current: { readonly page: number; readonly match: number; readonly rects: readonly Rect[] } | undefined;
  /** Matches of a page whose places are known. */
  readonly matchesOf: (page: number) => Matches | undefined;
  /** Has the matches of a page fetched, where it holds any. */
  readonly want: (page: number) => void;
  /** Goes to the next match or the one before, from the last page on to the first. */
  readonly step: (by: 1 | -1) => void;
}

const debounceMs = 150;
const nothing: ReadonlyMap<number, Matches> = new Map();

/** Looks for a query in one document, from the page `from` on. Only the matches of pages that are wanted are placed: a common word stands on thousands. */
export function useDocumentSearch(document: string, query: string, from: number): DocumentSearch {
  const [pages, setPages] = useState<readonly number[] | null>(null);
  const [matches, setMatches] = useState(nothing);
  const [hit, setHit] = useState<Hit | null>(null);
  const asked = useRef(new Set<number>());
  const begin = useRef(from);
  useEffect(() => { begin.current = from; });
  const wanted = query.trim().slice(0, 500);
  useEffect(() => {
    asked.current = new Set();
    if (wanted === '') {
      setPages(null);
      setHit(null);
      return undefined;
    }
    let stale = false;
    const timer = setTimeout(() => {
      void call('searchDocument', { document: document as DocumentId, query: wanted }).then((result) => {
        if (stale) return;
        const found = result.ok ? result.value.pages : [];
        const first = found.find((page) => page >= begin.current) ?? found[0];
        asked.current = new Set();
        setMatches(nothing);
        setPages(found);
        setHit(first === undefined ? null : { page: first, match: 0 });
      });
    }, debounceMs);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [document, wanted]);

  const want = useCallback((page: number) => {
    if (pages === null || !pages.includes(page) || asked.current.has(page)) return;
    const mine = asked.current.add(page);
    void call('matchesOnPage', { document: document as DocumentId, page, query: wanted }).then((result) => {
      if (mine === asked.current && result.ok) setMatches((known) => new Map(known).set(page, result.value.matches));
    });
  }, [document, wanted, pages]);
  useEffect(() => { if (hit !== null) want(hit.page); }, [hit, want]);

  const matchesOf = useCallback((page: number) => matches.get(page), [matches]);
  const at = hit === null || pages === null ? 0 : Math.max(0, pages.indexOf(hit.page));
  const own = hit === null ? undefined : matches.get(hit.page);
  const match = hit === null ? 0 : hit.match === 'last' ? Math.max(0, (own?.length ?? 1) - 1) : hit.match;
  const rects = own?.[match];
  const step = useCallback((by: 1 | -1) => {
    if (pages === null || pages.length === 0) return;
    const onPage = match + by;
    if (own !== undefined && onPage >= 0 && onPage < own.length) {
      setHit((known) => (known === null ? null : { ...known, match: onPage }));
      return;
    }
    setHit({ page: pages[(at + by + pages.length) % pages.length] ?? 1, match: by === 1 ? 0 : 'last' });
  }, [pages, own, at, match]);
  return { pages, at, current: hit === null || rects === undefined ? undefined : { page: hit.page, match, rects }, matchesOf, want, step };
}
