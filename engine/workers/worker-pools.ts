import { createWorkerPool, type WorkerPool } from './pool.ts';
import type { SpawnWorker } from './spawn-worker.ts';
import { createWorkGate, type WorkGate } from './work-gate.ts';

/** The kinds of workers that the engine uses, each with no more abilities than its work needs. */
export interface WorkerPools {
  /** PDFium, the PDF object model, PDF.js, mail, archives: no add-ons, no threads. */
  readonly document: WorkerPool;
  /** Image codecs (sharp). */
  readonly image: WorkerPool;
  /** tesseract.js, one engine a worker. */
  readonly ocr: WorkerPool;
  /** Typst templates of our own. */
  readonly pages: WorkerPool;
  /** Holds back all work on documents; generated pages, which a person waits for, go on. */
  readonly gate: WorkGate;
  close(): void;
}

/** Makes the pools; no process starts before its first task. */
export function createWorkerPools(spawn?: SpawnWorker): WorkerPools {
  const spawning = spawn === undefined ? {} : { spawn };
  const gate = createWorkGate();
  const pools = {
    document: createWorkerPool({ abilities: { addons: false, threads: false, memoryMb: 3072 }, gate, ...spawning }),
    image: createWorkerPool({ abilities: { addons: true, threads: true, memoryMb: 2048 }, gate, ...spawning }),
    ocr: createWorkerPool({ abilities: { addons: false, threads: true, memoryMb: 1024 }, timeoutMs: 300_000, gate, ...spawning }),
    pages: createWorkerPool({ abilities: { addons: true, threads: false, memoryMb: 1024 }, size: 1, ...spawning }),
  };
  return { ...pools, gate, close: () => Object.values(pools).forEach((pool) => pool.close()) };
}
