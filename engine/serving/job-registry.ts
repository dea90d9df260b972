import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { failure, type Failure } from '../../shared/failure.ts';
import { jobResults, type JobEnded, type JobKind, type JobResult, type jobProgress } from '../../shared/ipc/jobs.ts';
import type { Progress, ReportProgress } from '../../shared/progress.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { createTimeLeft } from './time-left.ts';
import { withoutPath } from './without-path.ts';

export type JobProgress = z.infer<typeof jobProgress>;

/** One long action of the engine, told to stop by `signal`. */
export type JobWork<Kind extends JobKind> = (run: { readonly signal: AbortSignal; readonly report: ReportProgress }) => Promise<Result<JobResult<Kind>, Failure>>;

export interface JobRegistry {
  /** Starts work and answers its id at once; `jobEnded` tells its outcome. Work that is `alone` waits for other such work. */
  start<Kind extends JobKind>(kind: Kind, work: JobWork<Kind>, options?: { readonly alone?: boolean }): { readonly job: string };
  /** Fails with `usage` when there is no such job, or no more. */
  cancel(job: string): Result<Record<string, never>, Failure>;
  running(): { readonly job: string; readonly kind: JobKind; readonly progress: JobProgress | null }[];
  /** Cancels every job and waits until each has ended. */
  cancelAll(): Promise<void>;
}

export interface JobEvents {
  progress(progress: JobProgress): void;
  ended(ended: JobEnded): void;
  /** Work threw: answers the failure to show, with its reference. */
  bug(error: unknown): Failure;
}

interface RunningJob {
  readonly kind: JobKind;
  readonly controller: AbortController;
  readonly done: Promise<void>;
  progress: JobProgress | null;
}

const reportEveryMs = 100;

/** Keeps the jobs that run. */
export function createJobRegistry(events: JobEvents): JobRegistry {
  const jobs = new Map<string, RunningJob>();
  let queue: Promise<unknown> = Promise.resolve();

  async function run<Kind extends JobKind>(job: string, kind: Kind, work: JobWork<Kind>, signal: AbortSignal): Promise<void> {
    const timeLeft = createTimeLeft();
    let lastReport = 0;
    const report = (progress: Progress): void => {
      const now = performance.now();
      const secondsLeft = timeLeft(progress, now);
      const current = { job, kind, ...progress, ...(secondsLeft === undefined ? {} : { secondsLeft }) };
      const entry = jobs.get(job);
      if (entry === undefined || signal.aborted) return;
      const newStep = entry.progress?.step !== progress.step;
      entry.progress = current;
      if (!newStep && progress.done < progress.total && now - lastReport < reportEveryMs) return;
      lastReport = now;
      events.progress(current);
    };
    let outcome: Result<JobResult<Kind>, Failure>;
    try {
      outcome = signal.aborted ? refusal(failure('cancelled', 'Stopped at your request.')) : checked(kind, await work({ signal, report }));
    } catch (error) {
      outcome = refusal(signal.aborted ? failure('cancelled', 'Stopped at your request.') : events.bug(error));
    }
    jobs.delete(job);
    events.ended((outcome.ok ? { job, kind, ok: true, value: outcome.value } : { job, kind, ok: false, failure: withoutPath(outcome.failure) }) as JobEnded);
  }

  /** Drops what the contract does not name, so that nothing more than it says leaves the engine. */
  function checked<Kind extends JobKind>(kind: Kind, outcome: Result<JobResult<Kind>, Failure>): Result<JobResult<Kind>, Failure> {
    return outcome.ok ? success(jobResults[kind].parse(outcome.value) as JobResult<Kind>) : outcome;
  }

  return {
    start(kind, work, options = {}) {
      const job = randomBytes(16).toString('hex');
      const controller = new AbortController();
      const begin = (): Promise<void> => run(job, kind, work, controller.signal);
      const done = options.alone === true ? queue.then(begin) : Promise.resolve().then(begin);
      if (options.alone === true) queue = done;
      jobs.set(job, { kind, controller, done, progress: null });
      return { job };
    },
    cancel(job) {
      const entry = jobs.get(job);
      if (entry === undefined) return refusal(failure('usage', 'That work has already ended.'));
      entry.controller.abort();
      return success({});
    },
    running: () => [...jobs].map(([job, { kind, progress }]) => ({ job, kind, progress })),
    async cancelAll() {
      const all = [...jobs.values()];
      for (const entry of all) entry.controller.abort();
      await Promise.all(all.map((entry) => entry.done));
    },
  };
}
