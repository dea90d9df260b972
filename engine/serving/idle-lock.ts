/** Locks when no person has been at work for a while. */
export interface IdleLock {
  /** A person did something. */
  touch(): void;
  /** Takes effect from the last touch on. */
  setMinutes(minutes: number): void;
  stop(): void;
}

export interface IdleLockOptions {
  readonly minutes: number;
  /** Work that the user started and that a lock would undo: the lock waits for its end. */
  readonly busy: () => boolean;
  readonly lock: () => void;
  /** Injected by tests; milliseconds that do not stand still while the machine sleeps. */
  readonly now?: () => number;
  readonly checkEveryMs?: number;
}

/**
 * Starts the watch. It compares wall time on each check instead of waiting on one long timer, because timers stand still while
 * a machine sleeps: after waking, the case is locked at the next check.
 */
export function createIdleLock(options: IdleLockOptions): IdleLock {
  const { busy, lock, now = Date.now, checkEveryMs = 5000 } = options;
  let minutes = options.minutes;
  let last = now();
  const timer = setInterval(() => {
    if (now() - last < minutes * 60_000 || busy()) return;
    last = now();
    lock();
  }, checkEveryMs).unref();
  return {
    touch: () => { last = now(); },
    setMinutes: (value) => { minutes = value; },
    stop: () => clearInterval(timer),
  };
}
