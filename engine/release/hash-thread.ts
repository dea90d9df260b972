import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';

// SHA-512 is the slowest step of a release: a second core takes it, in batches that are copied once and handed over without a second copy.
const batchBytes = 1 << 20;
const maximumInFlight = 8;

const program = `
const { parentPort } = require('node:worker_threads');
const { createHash } = require('node:crypto');
let hash = createHash('sha512');
parentPort.on('message', (batch) => {
  if (batch === null) {
    parentPort.postMessage(hash.digest('hex'));
    hash = createHash('sha512');
  } else {
    hash.update(new Uint8Array(batch));
    parentPort.postMessage(null);
  }
});`;

/** Hashes with SHA-512 on a thread of its own, one stream after another. */
export interface HashThread {
  /** Takes a copy of the chunk; resolves when there is room for the next. */
  update(chunk: Uint8Array): Promise<void>;
  /** The hash of what was taken since the last digest, in hexadecimal. */
  digest(): Promise<string>;
  close(): Promise<void>;
}

/** The thread starts with the first stream that is longer than a batch; close it, or it keeps the process alive. */
export function startHashThread(): HashThread {
  let worker: Worker | undefined;
  let onThread = false;
  let batch = Buffer.allocUnsafeSlow(batchBytes);
  let filled = 0;
  let inFlight = 0;
  let failed: Error | undefined;
  let wake: (() => void) | undefined;
  let resolveDigest: ((hash: string) => void) | undefined;
  let rejectDigest: ((error: Error) => void) | undefined;
  const startWorker = (): Worker => {
    const started = new Worker(program, { eval: true });
    started.on('message', (answer: string | null) => {
      if (answer === null) inFlight--;
      else resolveDigest?.(answer);
      wake?.();
    });
    started.on('error', (error) => {
      failed = error;
      wake?.();
      rejectDigest?.(error);
    });
    return started;
  };
  const send = (): void => {
    if (filled === 0) return;
    const { buffer } = batch;
    const last = filled === batchBytes ? buffer : buffer.slice(0, filled);
    worker ??= startWorker();
    worker.postMessage(last, [last]);
    onThread = true;
    inFlight++;
    batch = Buffer.allocUnsafeSlow(batchBytes);
    filled = 0;
  };
  return {
    async update(chunk) {
      for (let at = 0; at < chunk.length;) {
        const part = chunk.subarray(at, at + batchBytes - filled);
        batch.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled === batchBytes) send();
      }
      while (inFlight > maximumInFlight && failed === undefined) await new Promise<void>((resolve) => { wake = resolve; });
      if (failed !== undefined) throw failed;
    },
    digest() {
      if (!onThread) {
        const hash = createHash('sha512').update(batch.subarray(0, filled)).digest('hex');
        filled = 0;
        return Promise.resolve(hash);
      }
      send();
      onThread = false;
      return new Promise((resolve, reject) => {
        if (failed !== undefined) reject(failed);
        resolveDigest = resolve;
        rejectDigest = reject;
        worker?.postMessage(null);
      });
    },
    async close() {
      await worker?.terminate();
    },
  };
}
