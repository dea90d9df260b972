import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

// Hashing is the slowest step of a release: other cores take it, from memory that all threads see, so that a chunk is copied once for all its hashes.
const slotBytes = 1 << 20;
const slots = 16;
const mostThreads = 4;

export type HashName = 'sha256' | 'sha512';

/** One stream that is being hashed. */
export interface HashedStream {
  /** Takes a copy of the chunk; resolves when there is room for the next. */
  update(chunk: Uint8Array): Promise<void>;
  /** The hashes of all that was taken, in hexadecimal. The next stream may begin before they are there. */
  digest(): Promise<Readonly<Partial<Record<HashName, string>>>>;
}

/** Hashes streams on threads of their own. The threads start with the first stream that is longer than a slot; close them, or they keep the process alive. */
export interface HashThreads {
  /** Begins a stream; several may be open, filled one after another. */
  begin(names: readonly HashName[]): HashedStream;
  close(): Promise<void>;
}

const program = `
const { parentPort, workerData } = require('node:worker_threads');
const { createHash } = require('node:crypto');
const memory = Buffer.from(workerData);
const hashes = new Map();
parentPort.on('message', ({ stream, name, slot, bytes }) => {
  if (!hashes.has(stream)) hashes.set(stream, createHash(name));
  if (slot === undefined) {
    const hash = hashes.get(stream).digest('hex');
    hashes.delete(stream);
    parentPort.postMessage({ stream, hash });
  } else {
    hashes.get(stream).update(memory.subarray(slot * ${slotBytes}, slot * ${slotBytes} + bytes));
    parentPort.postMessage({ slot });
  }
});`;

interface FromThread {
  readonly slot?: number;
  readonly stream?: string;
  readonly hash?: string;
}

interface Thread {
  readonly worker: Worker;
  /** Messages that it has not answered. */
  load: number;
}

/** Starts nothing yet. */
export function startHashThreads(size = Math.min(mostThreads, Math.max(2, availableParallelism() - 1))): HashThreads {
  const threads: Thread[] = [];
  const memory = new SharedArrayBuffer(slots * slotBytes);
  const bytesOf = (slot: number): Uint8Array => new Uint8Array(memory, slot * slotBytes, slotBytes);
  const free = Array.from({ length: slots }, (_, slot) => slot);
  const readers = new Map<number, number>();
  const waiting: (() => void)[] = [];
  const digests = new Map<string, (hash: string | Error) => void>();
  let failed: Error | undefined;
  let streams = 0;

  function fail(error: Error): void {
    failed = error;
    for (const wake of waiting.splice(0)) wake();
    for (const settle of digests.values()) settle(error);
    digests.clear();
  }

  function startThread(): Thread {
    const worker = new Worker(program, { eval: true, workerData: memory });
    const thread: Thread = { worker, load: 0 };
    worker.on('message', ({ slot, stream, hash }: FromThread) => {
      thread.load--;
      if (slot === undefined) {
        digests.get(stream ?? '')?.(hash ?? '');
        digests.delete(stream ?? '');
        return;
      }
      const left = (readers.get(slot) ?? 1) - 1;
      readers.set(slot, left);
      if (left > 0) return;
      free.push(slot);
      waiting.shift()?.();
    });
    worker.on('error', fail);
    return thread;
  }

  function leastLoaded(): Thread {
    const [first, ...rest] = threads;
    const least = first === undefined ? undefined : rest.reduce((best, thread) => (thread.load < best.load ? thread : best), first);
    if (least !== undefined && (least.load === 0 || threads.length >= size)) return least;
    const started = startThread();
    threads.push(started);
    return started;
  }

  async function takeSlot(): Promise<number> {
    while (free.length === 0 && failed === undefined) await new Promise<void>((resolve) => waiting.push(resolve));
    if (failed !== undefined) throw failed;
    return free.pop() ?? 0;
  }

  function begin(names: readonly HashName[]): HashedStream {
    const number = streams++;
    const parts = names.map((name) => ({ name, stream: `${number} ${name}` }));
    let on: readonly (typeof parts[number] & { readonly thread: Thread })[] | undefined;
    let slot: number | undefined;
    let filled = 0;

    function send(): void {
      if (slot === undefined || filled === 0) return;
      if (on === undefined) {
        const chosen: (typeof parts[number] & { readonly thread: Thread })[] = [];
        for (const part of parts) {
          const thread = leastLoaded();
          thread.load++; // so that the next hash of this stream goes elsewhere
          chosen.push({ ...part, thread });
        }
        for (const { thread } of chosen) thread.load--;
        on = chosen;
      }
      readers.set(slot, on.length);
      for (const { thread, stream, name } of on) {
        thread.load++;
        thread.worker.postMessage({ stream, name, slot, bytes: filled });
      }
      slot = undefined;
      filled = 0;
    }

    return {
      async update(chunk) {
        for (let at = 0; at < chunk.length;) {
          slot ??= await takeSlot();
          const part = chunk.subarray(at, at + slotBytes - filled);
          bytesOf(slot).set(part, filled);
          filled += part.length;
          at += part.length;
          if (filled === slotBytes) send();
        }
        if (failed !== undefined) throw failed;
      },
      async digest() {
        if (on === undefined) {
          // Short enough to be hashed here and now.
          const bytes = slot === undefined ? new Uint8Array(0) : bytesOf(slot).subarray(0, filled);
          const hashes = Object.fromEntries(names.map((name) => [name, createHash(name).update(bytes).digest('hex')]));
          if (slot !== undefined) free.push(slot);
          waiting.shift()?.();
          slot = undefined;
          return hashes;
        }
        send();
        const settled = await Promise.all(on.map(({ thread, stream, name }) => new Promise<[HashName, string]>((resolve, reject) => {
          if (failed !== undefined) reject(failed);
          digests.set(stream, (hash) => { if (typeof hash === 'string') resolve([name, hash]); else reject(hash); });
          thread.load++;
          thread.worker.postMessage({ stream, name });
        })));
        return Object.fromEntries(settled);
      },
    };
  }

  return {
    begin,
    async close() {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}
