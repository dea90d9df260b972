import { createContext, use, useCallback, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { CallOutput } from '../../shared/ipc/contract.ts';
import { ask, call, listen } from '../engine-client.ts';
import { readModel } from '../read-model/database.ts';
import type { CaseSummary, JobRow } from '../read-model/database.ts';
import type { OfferedFiles } from './host-events.ts';
import { forgetKept } from './kept.ts';

export type LockReason = 'asked' | 'idle' | 'suspend' | 'screen-lock';
/** Where the start screen can be opened at from elsewhere. */
export type StartPlace = 'start' | 'create' | 'open' | 'release';
export interface Start {
  readonly place: StartPlace;
  /** The case or release that the application was opened with. */
  readonly file?: OfferedFiles[number];
}
export type CaseState =
  | { readonly state: 'starting' | 'none' }
  /** `stopped`: what ran when it was locked. */
  | { readonly state: 'locked'; readonly reason: LockReason | null; readonly stopped: readonly JobRow['kind'][] }
  | { readonly state: 'open'; readonly case: CaseSummary };

export interface CaseSession {
  readonly current: CaseState;
  /** Reads from the engine again which case is open. */
  readonly refresh: () => Promise<void>;
  readonly lock: () => void;
  readonly close: () => void;
  /** Closes the case to go to a place of the start screen, with what is to be opened there. */
  readonly leaveFor: (start: Start) => void;
  /** Where the start screen begins. */
  readonly start: Start;
}

const atStart: Start = { place: 'start' };
const SessionContext = createContext<CaseSession | null>(null);

export function useSession(): CaseSession {
  const session = use(SessionContext);
  if (session === null) throw new Error('No session above this component.');
  return session;
}

/** The open case; only below a screen that is shown for an open case. A received release can only be read, whoever opened it. */
export function useOpenCase(): CaseSummary {
  const { current } = useSession();
  if (current.state !== 'open') throw new Error('No case is open.');
  return { ...current.case, readOnly: current.case.readOnly || current.case.received };
}

function stateOf({ state, case: summary }: CallOutput<'currentCase'>): CaseState {
  if (state === 'open' && summary !== null) return { state, case: summary };
  return state === 'locked' ? { state, reason: null, stopped: [] } : { state: 'none' };
}

/** Which case is open, for what is below; forgets the read model as soon as none is. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [current, setCurrent] = useState<CaseState>({ state: 'starting' });
  const [start, setStart] = useState<Start>(atStart);
  const refresh = useCallback(async () => {
    const next = stateOf(await ask('currentCase', {}));
    if (next.state !== 'open') {
      forgetKept();
      await readModel.forget();
    }
    // Why it was locked, and what was stopped, is known from the event alone.
    setCurrent((known) => (known.state === 'locked' && next.state === 'locked' ? known : next));
  }, []);
  useEffect(() => {
    void refresh();
    const stops = [
      listen('locked', ({ reason }) => {
        setCurrent({ state: 'locked', reason, stopped: [] });
        forgetKept();
        void readModel.runningKinds().then((stopped) => { setCurrent((known) => (known.state === 'locked' ? { ...known, stopped } : known)); });
        void readModel.forget();
      }),
      listen('caseChanged', ({ parts }) => { if (parts.includes('head')) void refresh(); }),
    ];
    return () => { for (const stop of stops) stop(); };
  }, [refresh]);
  const session = useMemo<CaseSession>(() => ({
    current, refresh, start,
    lock: () => { void call('lockCase', {}).then(refresh); },
    close: () => {
      setStart(atStart);
      void call('closeCase', {}).then(refresh);
    },
    leaveFor: (next) => {
      setStart(next);
      void call('closeCase', {}).then(refresh);
    },
  }), [current, refresh, start]);
  return <SessionContext value={session}>{children}</SessionContext>;
}
