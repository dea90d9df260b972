import { createWorkerPools, type WorkerPools } from '../workers/worker-pools.ts';
import type { SpawnWorker } from '../workers/spawn-worker.ts';

/** What every operation may use: the workers in which documents are parsed. */
export interface Engine {
  readonly pools: WorkerPools;
  close(): void;
}

/** Makes an engine. `spawn` says how a worker process is started; Node's own way by default. */
export function createEngine(spawn?: SpawnWorker): Engine {
  const pools = createWorkerPools(spawn);
  return { pools, close: () => pools.close() };
}
