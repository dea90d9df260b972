import type { CallArguments, CallOutput } from '../../shared/ipc/contract.ts';
import { findEvents, type EventFilter } from '../operations/find-events.ts';
import type { LoggedEvent, StoredDocument, Vault } from '../vault/index.ts';

/** Reads slices of a case's log. */
export interface LogReader {
  /** `revision` is that of `documents`, in whose titles a filter looks. */
  slice(vault: Vault, asked: CallArguments<'caseLog'>, known: { readonly documents: readonly StoredDocument[]; readonly revision: number; readonly signal: AbortSignal }): Promise<CallOutput<'caseLog'>>;
}

interface Found {
  readonly key: string;
  readonly indexes: Promise<readonly number[]>;
  /** How much of the log was looked through. */
  readonly size: number;
}

/** What the last filter left of the log is kept: the next page of it, and what is added to the log since, need no second reading of the whole. */
export function createLogReader(): LogReader {
  let last: Found | undefined;

  function filtered(vault: Vault, filter: EventFilter, { documents, revision, signal }: Parameters<LogReader['slice']>[2]): Promise<readonly number[]> {
    const key = JSON.stringify([vault.caseId, revision, filter]);
    const size = vault.eventCount();
    const before = last?.key === key ? last : undefined;
    if (before?.size === size) return before.indexes;
    const more = (earlier: readonly number[], from: number): Promise<readonly number[]> => findEvents(vault, filter, { from, documents, signal }).then((found) => [...earlier, ...found]);
    const indexes = before === undefined ? more([], 0) : before.indexes.then((earlier) => more(earlier, before.size));
    last = { key, indexes, size };
    // What did not come to its end is not kept.
    indexes.catch(() => { if (last?.indexes === indexes) last = undefined; });
    return indexes;
  }

  return {
    async slice(vault, { from, limit, newestFirst = false, object, words = [] }, known) {
      const all = vault.eventCount();
      const indexes = object === undefined && words.length === 0 ? undefined : await filtered(vault, { object, words }, known);
      const total = indexes?.length ?? all;
      const wanted = Array.from({ length: Math.max(0, Math.min(limit, total - from)) }, (_, at) => (newestFirst ? total - 1 - from - at : from + at));
      const events = wanted.map((at) => vault.eventAt(indexes === undefined ? at : indexes[at] ?? -1)).filter((event): event is LoggedEvent => event !== undefined);
      return { total, all, checkpoint: vault.checkpoint(), events };
    },
  };
}
