import { useEffect, useMemo } from 'react';
import { useLiveQuery } from 'dexie-react-hooks';
import { readModel } from './database.ts';
import { refreshPart, refreshRedactions } from './sync.ts';
import type { CaseParts, DocumentRow, JobRow, Person, Redaction } from './database.ts';

/** All documents in order of intake, live; undefined until they are read. */
export function useDocuments(): readonly DocumentRow[] | undefined {
  return useLiveQuery(() => readModel.documents.orderBy('order').toArray(), []);
}

/** One document, live. */
export function useDocument(id: string | undefined): DocumentRow | undefined {
  return useLiveQuery(() => (id === undefined ? undefined : readModel.documents.get(id)), [id]);
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

/** How many documents the case has, live. */
export function useDocumentCount(): number {
  return useLiveQuery(() => readModel.documents.count(), []) ?? 0;
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

/** The protected persons, live; read from their own compartment, which the log notes, only where a screen shows them. */
export function usePersons(): readonly Person[] | undefined {
  useEffect(() => { void refreshPart('persons'); }, []);
  return usePart('persons');
}
