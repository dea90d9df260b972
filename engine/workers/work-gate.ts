import { AsyncLocalStorage } from 'node:async_hooks';

/** Holds one piece of work back while it is closed. */
export interface WorkGate {
  readonly closed: boolean;
  close(): void;
  open(): void;
  /** Settles once the gate is open, or the signal is aborted. */
  pass(signal?: AbortSignal): Promise<void>;
}

/** An open gate. `onHeld` is told when something begins to wait behind it. */
export function createWorkGate(onHeld: () => void = () => undefined): WorkGate {
  let waiting: (() => void)[] = [];
  let closed = false;
  return {
    get closed() {
      return closed;
    },
    close() {
      closed = true;
    },
    open() {
      closed = false;
      const released = waiting;
      waiting = [];
      for (const go of released) go();
    },
    pass(signal) {
      if (!closed || signal?.aborted === true) return Promise.resolve();
      return new Promise((resolve) => {
        waiting.push(resolve);
        signal?.addEventListener('abort', () => resolve(), { once: true });
        onHeld();
      });
    },
  };
}

const gates = new AsyncLocalStorage<WorkGate>();

/** Does work behind a gate: all that it starts, however deep, waits there at its pause points. */
export function behindGate<T>(gate: WorkGate, work: () => Promise<T>): Promise<T> {
  return gates.run(gate, work);
}

/** The gate of the work that asks; undefined for work that nobody can pause. */
export function ownGate(): WorkGate | undefined {
  return gates.getStore();
}

/** A place where work can pause: between two documents, pages or pieces of a file. Settles once it may go on, or the signal is aborted. */
export async function pausePoint(signal?: AbortSignal): Promise<void> {
  const gate = gates.getStore();
  if (gate?.closed === true) await gate.pass(signal);
}
