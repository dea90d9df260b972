import { availableParallelism } from 'node:os';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { FromWorker } from './protocol.ts';
import { spawnNodeWorker, type SpawnWorker, type WorkerAbilities, type WorkerProcess } from './spawn-worker.ts';
import type { TaskInput, TaskMap, TaskModule, TaskOutput } from './task.ts';
import { ownGate, pausePoint } from './work-gate.ts';

/** Functions that a running task may call by name; what they answer goes back to it. */
export type HostFunctions = Readonly<Record<string, (value: never) => unknown>>;

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /** Wall time for this task; the pool's own limit where absent. */
  readonly timeoutMs?: number | undefined;
  readonly host?: HostFunctions;
}

/** Where tasks run: on any free worker of a pool, or on the one worker of a lease. */
export interface TaskRunner {
  /**
   * Runs one task. A hang, a crash or too much memory ends its worker and costs this task only: the answer is then a
   * `worker-timeout`, `worker-crashed` or `worker-memory` failure. An aborted signal gives `cancelled`.
   */
  run<Tasks extends TaskMap, Name extends keyof Tasks & string>(
    module: TaskModule<Tasks>, name: Name, input: TaskInput<Tasks[Name]>, options?: RunOptions,
  ): Promise<Result<TaskOutput<Tasks[Name]>, Failure>>;
}

/** One worker held for several tasks on the same document; state that a task module keeps lives as long as the lease. */
export interface WorkerLease extends TaskRunner {
  /** Ends the worker's process and gives its place back: nothing of one document remains for the next. */
  release(): void;
}

export interface WorkerPool extends TaskRunner {
  lease(): Promise<WorkerLease>;
  close(): void;
}

export interface PoolOptions {
  readonly abilities: WorkerAbilities;
  /** Processes at most; one a core by default. */
  readonly size?: number;
  /** Wall time of one task. */
  readonly timeoutMs?: number;
  /** A worker without work ends after this time. */
  readonly idleMs?: number;
  readonly spawn?: SpawnWorker;
  /** Whether work that is paused waits before its next task; it goes on where absent. */
  readonly pauses?: boolean;
}

interface Seat {
  readonly worker: WorkerProcess;
  readonly listeners: { message: (message: FromWorker) => void; exit: (lastWords: string) => void };
  dead: boolean;
  idleTimer: NodeJS.Timeout | undefined;
}

const memoryPollMs = 250;

/** A pool of worker processes that start on demand. */
export function createWorkerPool(options: PoolOptions): WorkerPool {
  const { abilities, size = availableParallelism(), timeoutMs = 120_000, idleMs = 15_000, spawn = spawnNodeWorker, pauses = false } = options;
  const idle: Seat[] = [];
  const waiting: ((seat: Seat) => void)[] = [];
  const seats = new Set<Seat>();
  let nextId = 0;
  // Seats that paused work holds: others may start as many more, so that a pause of one keeps nobody else waiting.
  let parked = 0;

  function startSeat(): Seat {
    const worker = spawn(abilities);
    const seat: Seat = { worker, listeners: { message: () => undefined, exit: () => undefined }, dead: false, idleTimer: undefined };
    seats.add(seat);
    worker.onMessage((message) => seat.listeners.message(message));
    worker.onExit((lastWords) => {
      seat.dead = true;
      seats.delete(seat);
      const at = idle.indexOf(seat);
      if (at >= 0) idle.splice(at, 1);
      seat.listeners.exit(lastWords);
    });
    return seat;
  }

  function endSeat(seat: Seat): void {
    seat.dead = true;
    seats.delete(seat);
    clearTimeout(seat.idleTimer);
    seat.worker.kill();
  }

  function acquire(): Promise<Seat> {
    const seat = idle.pop();
    if (seat !== undefined) {
      clearTimeout(seat.idleTimer);
      seat.worker.setIdle(false);
      return Promise.resolve(seat);
    }
    if (seats.size < size + parked) return Promise.resolve(startSeat());
    return new Promise((resolve) => waiting.push(resolve));
  }

  async function pause(signal: AbortSignal | undefined): Promise<void> {
    if (!pauses || ownGate()?.closed !== true) return;
    parked++;
    if (seats.size < size + parked) waiting.shift()?.(startSeat());
    await pausePoint(signal);
    parked--;
  }

  function giveBack(seat: Seat): void {
    const others = seats.size - (seat.dead ? 0 : 1);
    if (others >= size + parked) {
      if (!seat.dead) endSeat(seat);
      return;
    }
    const next = waiting.shift();
    if (next !== undefined) {
      next(seat.dead ? startSeat() : seat);
      return;
    }
    if (seat.dead) return;
    seat.worker.setIdle(true);
    seat.idleTimer = setTimeout(() => {
      idle.splice(idle.indexOf(seat), 1);
      endSeat(seat);
    }, idleMs).unref();
    idle.push(seat);
  }

  async function runOn(seat: Seat, message: { module: string; task: string; input: unknown }, run: RunOptions): Promise<Result<unknown, Failure>> {
    if (run.signal?.aborted === true) return refusal(cancelled());
    if (seat.dead) return refusal(failure('worker-crashed', 'The reader of this document has ended.'));
    const id = nextId++;
    const limitMs = run.timeoutMs ?? timeoutMs;
    return new Promise((resolve) => {
      const settle = (result: Result<unknown, Failure>): void => {
        clearTimeout(timer);
        clearInterval(memoryWatch);
        run.signal?.removeEventListener('abort', onAbort);
        seat.listeners.message = () => undefined;
        seat.listeners.exit = () => undefined;
        resolve(result);
      };
      const stop = (why: Failure): void => {
        endSeat(seat);
        settle(refusal(why));
      };
      const onAbort = (): void => stop(cancelled());
      const timer = setTimeout(() => stop(failure('worker-timeout', 'Reading the document took longer than {{seconds}} seconds and was stopped.', { values: { seconds: Math.round(limitMs / 1000) } })), limitMs);
      const memoryWatch = setInterval(() => {
        if ((seat.worker.memoryMb() ?? 0) > abilities.memoryMb) stop(failure('worker-memory', 'Reading the document needed more than {{memory}} MB of memory and was stopped.', { values: { memory: abilities.memoryMb } }));
      }, memoryPollMs);
      run.signal?.addEventListener('abort', onAbort, { once: true });
      seat.listeners.exit = (lastWords) => settle(refusal(crashed(lastWords)));
      seat.listeners.message = (answer) => {
        if (answer.kind === 'ready' || answer.id !== id) return;
        if (answer.kind === 'call') void answerCall(seat, run.host, answer);
        else if (answer.kind === 'done') settle(success(answer.value));
        else if (answer.kind === 'refused') settle(refusal(answer.failure));
        else settle(refusal(crashed(answer.message)));
      };
      seat.worker.send({ kind: 'run', id, ...message });
    });
  }

  return {
    async run(module, name, input, run = {}) {
      if (pauses) await pausePoint(run.signal);
      const seat = await acquire();
      try {
        return (await runOn(seat, { module: module.url, task: name, input }, run)) as never;
      } finally {
        giveBack(seat);
      }
    },
    async lease() {
      const seat = await acquire();
      let released = false;
      // One task at a time: a second call waits for the first.
      let last: Promise<unknown> = Promise.resolve();
      return {
        run: (module, name, input, run = {}) => {
          const next = last.then(() => pause(run.signal)).then(() => runOn(seat, { module: module.url, task: name, input }, run));
          last = next;
          return next as Promise<never>;
        },
        release: () => {
          if (released) return;
          released = true;
          if (!seat.dead) endSeat(seat);
          giveBack(seat);
        },
      };
    },
    close() {
      for (const seat of [...seats]) endSeat(seat);
      idle.length = 0;
    },
  };
}

async function answerCall(seat: Seat, host: HostFunctions | undefined, call: Extract<FromWorker, { kind: 'call' }>): Promise<void> {
  try {
    const answer = host !== undefined && Object.hasOwn(host, call.name) ? host[call.name] : undefined;
    if (answer === undefined) throw new Error(`a task called ${call.name}, which is not offered`);
    const value = await answer(call.value as never);
    if (!seat.dead) seat.worker.send({ kind: 'reply', call: call.call, value });
  } catch (error) {
    if (!seat.dead) seat.worker.send({ kind: 'reply-error', call: call.call, message: error instanceof Error ? error.message : String(error) });
  }
}

function cancelled(): Failure {
  return failure('cancelled', 'Stopped at your request.');
}

function crashed(lastWords: string): Failure {
  // The worker's words may quote the document: they are offered to a developer by an environment switch only.
  if (process.env['CUSTODIA_WORKER_ERRORS'] === '1') process.stderr.write(`${lastWords}\n`);
  return failure('worker-crashed', 'The document made its reader fail. It is stored unharmed; nothing else was touched.');
}
