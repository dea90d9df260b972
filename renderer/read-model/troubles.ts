import type { EventValue } from '../../shared/ipc/contract.ts';
import type { TroubleRow } from './database.ts';

type Ended = EventValue<'jobEnded'>;

/** What did not work in a job that ended; nothing where it was stopped on purpose. */
export function troublesOf(ended: Ended): TroubleRow['troubles'] {
  if (!ended.ok) return ended.failure.code === 'cancelled' ? [] : [{ failure: ended.failure }];
  if (ended.kind === 'addFiles') return ended.value.refused;
  if (ended.kind === 'readDocuments' || ended.kind === 'inspectDocuments') return ended.value.failed.map(({ document, failure }) => ({ name: document, failure }));
  return [];
}

/**
 * What is still open of earlier troubles once a job has ended: one that failed as a whole is settled by the next of its kind that ends well, a file that was refused by being taken in,
 * a document by being read. `unread` are the documents that have not been read.
 */
export function stillOpen(rows: readonly TroubleRow[], ended: Ended, unread: ReadonlySet<string>): readonly TroubleRow[] {
  const again = new Set(troublesOf(ended).map(({ name }) => name));
  const taken = new Set(ended.ok && ended.kind === 'addFiles' ? ended.value.documents.map(({ name }) => name) : []);
  const lastPart = (name: string): string => name.split(' › ').at(-1) ?? name;
  const open = ({ name }: TroubleRow['troubles'][number]): boolean => {
    if (name === undefined) return !ended.ok;
    if (again.has(name)) return false;
    if (ended.kind === 'addFiles') return !taken.has(lastPart(name));
    return ended.kind !== 'readDocuments' || unread.has(name);
  };
  return rows.map((row) => (row.kind === ended.kind ? { ...row, troubles: row.troubles.filter(open) } : row));
}
