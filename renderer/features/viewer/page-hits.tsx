import { useEffect } from 'react';
import { HitBoxes } from '../../components/pages/page-boxes.tsx';
import type { DocumentSearch } from './use-document-search.ts';

/** Marks what is looked for on one page; fetches its places once the page is about to be seen. */
export function PageHits({ search: { want, matchesOf, current }, page, scale }: { readonly search: DocumentSearch; readonly page: number; readonly scale: number }) {
  useEffect(() => { want(page); }, [want, page]);
  return <HitBoxes hits={matchesOf(page) ?? []} current={current?.page === page ? current.match : undefined} scale={scale} />;
}
