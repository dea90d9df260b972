import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useLiveQuery } from 'dexie-react-hooks';
import { readModel } from './database.ts';
import { documentList } from './document-list.ts';
import { refreshRedactions } from './sync.ts';
import type { CaseParts, DocumentRow, JobRow, Redaction, TroubleRow } from './database.ts';

/** All documents in order of intake, live; undefined until the first are known. */
export function useDocuments(): readonly DocumentRow[] | undefined {
  return useSyncExternalStore(documentList.subscribe, documentList.all);
}

/** One document, live. */
export function useDocument(id: string | undefined): DocumentRow | undefined {
  return useSyncExternalStore(documentList.subscribe, () => (id === undefined ? undefined : documentList.get(id)));
}

/** One part of the case, live; undefined until it is read. */
export function usePart<Name extends keyof CaseParts>(name: Name): CaseParts[Name] | undefined {
  const row = useLiveQuery(() => readModel.parts.get(name), [name]);
  return row?.value as CaseParts[Name] | undefined;
}

/** The jobs that run now, oldest first, live. */
export function useJobs(): readonly JobRow[] {
  return useLiveQuery(() => readModel.jobs.orderBy('startedAt').toArray(), []) ?? [];
}

/** Work that did not end as wished, newest first, live. */
export function useTroubles(): readonly TroubleRow[] {
  return useLiveQuery(() => readModel.troubles.orderBy('endedAt').reverse().toArray(), []) ?? [];
}

/** Puts the reports of work that did not end as wished away. */
export function forgetTroubles(): void {
  void readModel.troubles.clear();
}

/** How many documents the case has, live. */
export function useDocumentCount(): number {
  return useSyncExternalStore(documentList.subscribe, () => documentList.all()?.length ?? 0);
}

/** The redactions of an edition, of one document where it is named, in order of pages, live. */
export function useRedactions(edition: string, document?: string): readonly Redaction[] {
  useEffect(() => { void refreshRedactions(edition); }, [edition]);
  const rows = useLiveQuery(
    () => (document === undefined ? readModel.redactions.where({ edition }) : readModel.redactions.where({ edition, document })).toArray(),
    [edition, document],
  );
  return useMemo(() => [...(rows ?? [])].sort((a, b) => a.page - b.page || a.rect[1] - b.rect[1] || a.rect[0] - b.rect[0]), [rows]);
}
