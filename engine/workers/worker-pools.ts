import { createWorkerPool, type WorkerPool } from './pool.ts';
import type { SpawnWorker } from './spawn-worker.ts';

/** The kinds of workers that the engine uses, each with no more abilities than its work needs. */
export interface WorkerPools {
  /** PDFium, the PDF object model, PDF.js, mail, archives: no add-ons, no threads. */
  readonly document: WorkerPool;
  /** Image codecs (sharp). */
  readonly image: WorkerPool;
  /** tesseract.js, one engine a worker. */
  readonly ocr: WorkerPool;
  /** Typst templates of our own: they do not pause, for a person waits for them. */
  readonly pages: WorkerPool;
  close(): void;
}

/** Makes the pools; no process starts before its first task. */
export function createWorkerPools(spawn?: SpawnWorker): WorkerPools {
  const spawning = spawn === undefined ? {} : { spawn };
  const pools = {
    document: createWorkerPool({ abilities: { addons: false, threads: false, memoryMb: 3072 }, pauses: true, ...spawning }),
    image: createWorkerPool({ abilities: { addons: true, threads: true, memoryMb: 2048 }, pauses: true, ...spawning }),
    // An engine that has just started takes half as long again for its first page: it stays for the next document.
    ocr: createWorkerPool({ abilities: { addons: false, threads: true, memoryMb: 1024 }, timeoutMs: 300_000, idleMs: 60_000, pauses: true, ...spawning }),
    pages: createWorkerPool({ abilities: { addons: true, threads: false, memoryMb: 1024 }, size: 1, ...spawning }),
  };
  return { ...pools, close: () => Object.values(pools).forEach((pool) => pool.close()) };
}
