import { useCallback, useState } from 'react';
import type { Grouping, OptionalColumn } from './document-columns.tsx';
import { everywhere } from './search-scope.ts';
import type { SearchScope } from './search-scope.ts';

export const readingFilters = ['any', 'unread', 'read', 'ocr', 'native', 'no-custody'] as const;
export type ReadingFilter = (typeof readingFilters)[number];

/** How the list of documents is looked at. */
export interface DocumentsView {
  readonly query: string;
  /** Where the query is looked for; not part of a saved view. */
  readonly scope: SearchScope;
  readonly reading: ReadingFilter;
  /** Null until somebody chooses: the usual ones, as far as there is room. */
  readonly columns: readonly OptionalColumn[] | null;
  readonly group: Grouping;
}

const startView: DocumentsView = { query: '', scope: everywhere, reading: 'any', columns: null, group: 'none' };
let last: { readonly caseId: string; readonly view: DocumentsView } | undefined;

/** The view of the list, kept while the case stays open and one goes to other screens; `reading` is what one came for. */
export function useDocumentsView(caseId: string, reading?: ReadingFilter): { readonly view: DocumentsView; readonly setView: (view: DocumentsView) => void } {
  const [view, setOwn] = useState(() => {
    const known = last?.caseId === caseId ? last.view : startView;
    return reading === undefined ? known : { ...known, query: '', reading };
  });
  const setView = useCallback((next: DocumentsView) => {
    last = { caseId, view: next };
    setOwn(next);
  }, [caseId]);
  return { view, setView };
}
