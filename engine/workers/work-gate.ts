/** Holds work back while it is closed. */
export interface WorkGate {
  readonly closed: boolean;
  close(): void;
  open(): void;
  /** Settles once the gate is open, or the signal is aborted. */
  pass(signal?: AbortSignal): Promise<void>;
}

/** An open gate. */
export function createWorkGate(): WorkGate {
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
      });
    },
  };
}
