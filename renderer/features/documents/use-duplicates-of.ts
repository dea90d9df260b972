import { useEffect, useState } from 'react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { call } from '../../engine-client.ts';

export type Duplicates = CallOutput<'listDuplicates'>;

/** What in the case is the same as one of the documents, or nearly so; null until it is known, or where it cannot be told. `revision` is whatever changes with them. */
export function useDuplicatesOf(documents: readonly DocumentId[], revision?: unknown): Duplicates | null {
  const [found, setFound] = useState<Duplicates | null>(null);
  const wanted = documents.join(' ');
  useEffect(() => {
    setFound(null);
    if (wanted === '') return undefined;
    let stale = false;
    void call('listDuplicates', { documents: wanted.split(' ') as DocumentId[] }).then((result) => { if (!stale && result.ok) setFound(result.value); });
    return () => { stale = true; };
  }, [wanted, revision]);
  return found;
}
