import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { custodyActions } from '../../../shared/case-model/custody.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { foldForFilter } from '../../../shared/fold-for-filter.ts';
import type { CallInput, CallOutput } from '../../../shared/ipc/contract.ts';
import { call, listen } from '../../engine-client.ts';
import { useActionName } from '../../i18n/action-name.ts';

type Log = CallOutput<'caseLog'>;
export type LogEvent = Log['events'][number];

/** A line of the log, newest first; its event comes once the line is in view. */
export interface LogRow {
  readonly position: number;
  readonly event?: LogEvent;
}

const pageSize = 200;
const typingMs = 150;

/** What is typed, as the engine looks for it: each word, and the actions that bear it in the window's language. */
function wordsOf(query: string, nameOfAction: (action: string) => string): NonNullable<CallInput<'caseLog'>['words']> {
  const names = custodyActions.map((action) => ({ action, name: foldForFilter(nameOfAction(action)) }));
  return foldForFilter(query.slice(0, 500)).split(' ').filter((word) => word !== '').slice(0, 20)
    .map((word) => ({ text: word.slice(0, 200), actions: names.filter(({ name }) => name.includes(word)).map(({ action }) => action) }));
}

/** The whole log behind a filter, however long: its events are fetched page by page as they come into view. */
export function useLog(query: string) {
  const nameOfAction = useActionName();
  const [head, setHead] = useState<Omit<Log, 'events'> | null>(null);
  const [pages, setPages] = useState<ReadonlyMap<number, readonly LogEvent[]>>(new Map());
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const shown = useRef({ first: 0, last: 0 });
  // Of the filter and the log as they are: what was asked for before is not shown any more.
  const round = useRef({ asked: new Set<number>(), words: [] as ReturnType<typeof wordsOf>, answered: false });

  const fetchShown = useCallback(() => {
    const current = round.current;
    const { first, last } = shown.current;
    for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page++) {
      if (current.asked.has(page)) continue;
      current.asked.add(page);
      void call('caseLog', { from: page * pageSize, limit: pageSize, newestFirst: true, words: current.words }).then((result) => {
        if (round.current !== current) return;
        setFailure(result.ok ? null : result.failure);
        if (!result.ok) return;
        const { events, ...about } = result.value;
        setHead(about);
        const first = !current.answered;
        current.answered = true;
        setPages((known) => new Map([...(first ? [] : known), [page, events]]));
      });
    }
  }, []);
  const onShown = useCallback((first: number, last: number) => {
    shown.current = { first, last };
    fetchShown();
  }, [fetchShown]);
  const reload = useCallback((words: ReturnType<typeof wordsOf>) => {
    round.current = { asked: new Set(), words, answered: false };
    fetchShown();
  }, [fetchShown]);
  useEffect(() => {
    shown.current = { first: 0, last: 0 };
    const timer = setTimeout(() => { reload(wordsOf(query, nameOfAction)); }, query === '' ? 0 : typingMs);
    return () => { clearTimeout(timer); };
    // Not with the names of actions: another language of the window draws this screen anew.
  }, [query, reload]);
  useEffect(() => listen('caseChanged', ({ parts }) => { if (parts.includes('log')) reload(round.current.words); }), [reload]);

  const rows = useMemo(() => Array.from({ length: head?.total ?? 0 }, (_, position): LogRow => {
    const event = pages.get(Math.floor(position / pageSize))?.[position % pageSize];
    return event === undefined ? { position } : { position, event };
  }), [head?.total, pages]);
  return { head, rows, failure, onShown, reload: () => { reload(round.current.words); } };
}
