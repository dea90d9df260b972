import type { CustodiaBridge } from '../shared/ipc/bridge.ts';
import type { CallInput, CallName, CallOutput, CallResult, EventName, EventValue } from '../shared/ipc/contract.ts';
import type { JobEnded, JobKind, JobResult } from '../shared/ipc/jobs.ts';
import type { ToldFailure } from '../shared/failure.ts';
import type { Result } from '../shared/result.ts';

declare global {
  interface Window {
    readonly custodia: CustodiaBridge;
  }
}

const movedListeners = new Set<(failure: ToldFailure) => void>();

/** Listens to refusals because the folder of the open case is gone, whoever asked: they concern every screen. */
export function listenToMoved(listener: (failure: ToldFailure) => void): () => void {
  movedListeners.add(listener);
  return () => { movedListeners.delete(listener); };
}

/** Asks the engine; a refusal is a value. */
export async function call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallResult<Name>> {
  const result = await window.custodia.call(name, input);
  if (!result.ok && result.failure.code === 'case-moved') for (const listener of movedListeners) listener(result.failure);
  return result;
}

/** Listens to an event of the engine until the returned function is called. */
export function listen<Name extends EventName>(name: Name, listener: (value: EventValue<Name>) => void): () => void {
  return window.custodia.on(name, listener);
}

/** The answer of a call that does not fail on good input; a refusal is thrown to the error boundary. */
export async function ask<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const result = await call(name, input);
  if (!result.ok) throw new EngineRefusal(result.failure);
  return result.value;
}

/** A refusal where none was expected. */
export class EngineRefusal extends Error {
  readonly failure: ToldFailure;
  constructor(failure: ToldFailure) {
    super(failure.code);
    this.name = 'EngineRefusal';
    this.failure = failure;
  }
}

const waiting = new Map<string, (ended: JobEnded) => void>();
const endedEarly = new Map<string, JobEnded>();
const rememberedEndings = 50;

/** Starts to hear how jobs end; once, before the first job. */
export function followJobs(): () => void {
  return listen('jobEnded', (ended) => {
    const settle = waiting.get(ended.job);
    if (settle !== undefined) {
      waiting.delete(ended.job);
      settle(ended);
      return;
    }
    endedEarly.set(ended.job, ended);
    if (endedEarly.size > rememberedEndings) endedEarly.delete([...endedEarly.keys()][0] ?? '');
  });
}

/** Starts long work and answers when it has ended; a job may end before its start was answered. */
export async function runJob<Kind extends JobKind & CallName>(
  kind: Kind, input: CallInput<Kind>, onStart?: (job: string) => void,
): Promise<Result<JobResult<Kind>, ToldFailure>> {
  return endOfJob<Kind>(await call(kind, input), onStart);
}

type StartedJob = Result<{ readonly job: string }, ToldFailure>;

/** Answers when the work that a call has started has ended. */
export async function endOfJob<Kind extends JobKind>(started: StartedJob, onStart?: (job: string) => void): Promise<Result<JobResult<Kind>, ToldFailure>> {
  if (!started.ok) return started;
  const { job } = started.value;
  onStart?.(job);
  const early = endedEarly.get(job);
  endedEarly.delete(job);
  const ended = early ?? await new Promise<JobEnded>((resolve) => { waiting.set(job, resolve); });
  return ended.ok ? { ok: true, value: ended.value as JobResult<Kind> } : { ok: false, failure: ended.failure };
}

/** What an unexpected error becomes for the notice that shows it. */
export function failureOf(error: unknown): ToldFailure {
  return error instanceof EngineRefusal ? error.failure : { code: 'bug' };
}
