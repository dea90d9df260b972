import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { failure, type Failure } from '../../shared/failure.ts';
import { jobResults, type JobEnded, type JobKind, type JobResult, type JobState, type jobProgress, type runningJob } from '../../shared/ipc/jobs.ts';
import type { ReportProgress } from '../../shared/progress.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { behindGate, createWorkGate, type WorkGate } from '../workers/work-gate.ts';
import { createTimeLeft } from './time-left.ts';
import { createTurns, type Turn } from './turns.ts';
import { tellFailure } from './tell-failure.ts';

export type JobProgress = z.infer<typeof jobProgress>;
type JobStanding = z.infer<typeof runningJob>;

/** One long action of the engine, told to stop by `signal`. */
export type JobWork<Kind extends JobKind> = (run: { readonly signal: AbortSignal; readonly report: ReportProgress }) => Promise<Result<JobResult<Kind>, Failure>>;

export interface JobRegistry {
  /** Starts work and answers its id at once; `jobEnded` tells its outcome. Work that is `alone` waits for other such work. */
  start<Kind extends JobKind>(kind: Kind, work: JobWork<Kind>, options?: { readonly alone?: boolean }): { readonly job: string };
  /** Fails with `usage` when there is no such job, or no more. */
  cancel(job: string): Result<Record<string, never>, Failure>;
  /** Cancels the jobs of a kind. */
  cancelKind(kind: JobKind): void;
  /** Pauses one job, or all that can pause. Fails with `usage` as `cancel` does, with `not-offered` for one that cannot. */
  pause(job?: string): Result<Record<string, never>, Failure>;
  /** Lets one job, or all, go on. */
  resume(job?: string): Result<Record<string, never>, Failure>;
  running(): (JobStanding & { readonly progress: JobProgress | null })[];
  /** Lets paused work that is `alone` out, so that it learns that it was stopped. */
  endPauses(): void;
  /** Cancels every job and waits until each has ended. */
  cancelAll(): Promise<void>;
}

export interface JobEvents {
  progress(progress: JobProgress): void;
  state(state: JobStanding): void;
  ended(ended: JobEnded): void;
  /** Work threw: answers the failure to show, with its reference. */
  bug(error: unknown): Failure;
}

interface RunningJob {
  readonly job: string;
  readonly kind: JobKind;
  readonly controller: AbortController;
  readonly gate: WorkGate;
  /** Of work that is `alone`. */
  readonly turn: Turn | undefined;
  done: Promise<void>;
  paused: boolean;
  /** Whether its turn has come, or nothing has to be waited for. */
  hasTurn: boolean;
  asksForTurn: boolean;
  begun: boolean;
  progress: JobProgress | null;
  timeLeft: ReturnType<typeof createTimeLeft>;
}

const reportEveryMs = 100;
// One program has the whole of their work in hand from beginning to end.
const withoutPause: ReadonlySet<JobKind> = new Set(['draftTranslation', 'takeInTranslation', 'sendTranslationRequest', 'checkPdf']);
// What these have done stands by itself: other work may come between two of their documents.
const stepsAside: ReadonlySet<JobKind> = new Set(['readDocuments', 'inspectDocuments']);

/** Keeps the jobs that run. */
export function createJobRegistry(events: JobEvents): JobRegistry {
  const jobs = new Map<string, RunningJob>();
  const turns = createTurns();

  const canPause = ({ kind }: RunningJob): boolean => !withoutPause.has(kind);

  function standing(entry: RunningJob): JobStanding {
    const state: JobState = entry.paused ? 'paused' : entry.hasTurn ? 'working' : 'waiting';
    return { job: entry.job, kind: entry.kind, state, canPause: canPause(entry) };
  }

  function tell(entry: RunningJob): void {
    if (jobs.has(entry.job)) events.state(standing(entry));
  }

  /** Waits for the turn of work; a stop ends the wait. */
  async function takeTurn(entry: RunningJob): Promise<void> {
    const { turn, controller: { signal } } = entry;
    if (turn === undefined || entry.hasTurn || entry.asksForTurn || signal.aborted) return;
    entry.asksForTurn = true;
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    const taken = turn.taken().then(() => {
      entry.hasTurn = true;
      if (!entry.paused) entry.gate.open();
    });
    await Promise.race([taken, stopped]);
    entry.asksForTurn = false;
    tell(entry);
  }

  function stepAside(entry: RunningJob): void {
    if (!stepsAside.has(entry.kind) || !entry.hasTurn || entry.turn === undefined) return;
    entry.hasTurn = false;
    entry.turn.give();
  }

  /** Opens the gate of work whose turn it is; other work asks for its turn again. */
  async function goOn(entry: RunningJob): Promise<void> {
    entry.paused = false;
    entry.timeLeft = createTimeLeft();
    tell(entry);
    if (entry.hasTurn) entry.gate.open();
    turns.look();
    // Work that has not begun asks for its turn itself.
    if (entry.begun) await takeTurn(entry);
  }

  function pauseOne(entry: RunningJob): void {
    if (entry.paused || entry.controller.signal.aborted) return;
    entry.paused = true;
    entry.gate.close();
    tell(entry);
  }

  function stop(entry: RunningJob): void {
    entry.controller.abort();
    entry.paused = false;
    entry.gate.open();
  }

  function reporter(entry: RunningJob): ReportProgress {
    let lastReport = 0;
    return (progress) => {
      const now = performance.now();
      const secondsLeft = entry.timeLeft(progress, now);
      const current = { job: entry.job, kind: entry.kind, ...progress, ...(secondsLeft === undefined ? {} : { secondsLeft }) };
      if (!jobs.has(entry.job) || entry.controller.signal.aborted) return;
      const newStep = entry.progress?.step !== progress.step;
      entry.progress = current;
      if (!newStep && progress.done < progress.total && now - lastReport < reportEveryMs) return;
      lastReport = now;
      events.progress(current);
    };
  }

  async function run<Kind extends JobKind>(entry: RunningJob, kind: Kind, work: JobWork<Kind>): Promise<void> {
    const { job, gate, controller: { signal } } = entry;
    await takeTurn(entry);
    entry.begun = true;
    let outcome: Result<JobResult<Kind>, Failure>;
    try {
      outcome = signal.aborted ? refusal(stopped()) : checked(kind, await behindGate(gate, () => work({ signal, report: reporter(entry) })));
    } catch (error) {
      outcome = refusal(signal.aborted ? stopped() : events.bug(error));
    }
    jobs.delete(job);
    entry.turn?.give();
    events.ended((outcome.ok ? { job, kind, ok: true, value: outcome.value } : { job, kind, ok: false, failure: tellFailure(outcome.failure) }) as JobEnded);
  }

  function each(job: string | undefined, act: (entry: RunningJob) => void): Result<Record<string, never>, Failure> {
    if (job === undefined) {
      [...jobs.values()].forEach(act);
      return success({});
    }
    const entry = jobs.get(job);
    if (entry === undefined) return refusal(failure('usage', 'That work has already ended.'));
    act(entry);
    return success({});
  }

  return {
    start(kind, work, options = {}) {
      const job = randomBytes(16).toString('hex');
      const gate = createWorkGate(() => stepAside(entry));
      const turn = options.alone === true ? turns.add(() => !entry.paused) : undefined;
      const entry: RunningJob = {
        job, kind, controller: new AbortController(), gate, turn, done: Promise.resolve(), paused: false, hasTurn: turn === undefined, asksForTurn: false, begun: false, progress: null, timeLeft: createTimeLeft(),
      };
      jobs.set(job, entry);
      tell(entry);
      entry.done = Promise.resolve().then(() => run(entry, kind, work));
      return { job };
    },
    cancel: (job) => each(job, stop),
    cancelKind: (kind) => [...jobs.values()].filter((entry) => entry.kind === kind).forEach(stop),
    pause(job) {
      const entry = job === undefined ? undefined : jobs.get(job);
      if (entry !== undefined && !canPause(entry)) return refusal(failure('not-offered', 'This work cannot be paused, only stopped.'));
      return each(job, (one) => { if (canPause(one)) pauseOne(one); });
    },
    resume: (job) => each(job, (entry) => { if (entry.paused) void goOn(entry); }),
    running: () => [...jobs.values()].map((entry) => ({ ...standing(entry), progress: entry.progress })),
    endPauses() {
      for (const entry of jobs.values()) {
        if (entry.turn === undefined || !entry.paused) continue;
        entry.paused = false;
        entry.gate.open();
      }
      turns.look();
    },
    async cancelAll() {
      const all = [...jobs.values()];
      all.forEach(stop);
      await Promise.all(all.map((entry) => entry.done));
    },
  };
}

function stopped(): Failure {
  return failure('cancelled', 'Stopped at your request.');
}

/** Drops what the contract does not name, so that nothing more than it says leaves the engine. */
function checked<Kind extends JobKind>(kind: Kind, outcome: Result<JobResult<Kind>, Failure>): Result<JobResult<Kind>, Failure> {
  return outcome.ok ? success(jobResults[kind].parse(outcome.value) as JobResult<Kind>) : outcome;
}
