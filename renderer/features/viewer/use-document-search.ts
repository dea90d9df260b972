import { useEffect, useState } from 'react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { call } from '../../engine-client.ts';

export type Hit = CallOutput<'search'>['hits'][number];
const debounceMs = 150;

/** Where a query stands in one document, in order of pages; null while there is no query. */
export function useDocumentSearch(document: string, query: string): readonly Hit[] | null {
  const [hits, setHits] = useState<readonly Hit[] | null>(null);
  useEffect(() => {
    const wanted = query.trim();
    if (wanted === '') {
      setHits(null);
      return undefined;
    }
    let stale = false;
    const timer = setTimeout(() => {
      void call('search', { query: wanted.slice(0, 500), limit: 1000, documents: [document as DocumentId] }).then((result) => {
        if (!stale) setHits(result.ok ? [...result.value.hits].sort((a, b) => a.page - b.page) : []);
      });
    }, debounceMs);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [document, query]);
  return hits;
}
