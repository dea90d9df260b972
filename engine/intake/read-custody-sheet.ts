import type { Failure } from '../../shared/failure.ts';
import type { Result } from '../../shared/result.ts';
import { taskModule } from '../workers/task.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import type { CustodySheet } from './custody-sheet.ts';
import type { tasks } from './custody-sheet-tasks.ts';

const sheetTasks = taskModule<typeof tasks>(import.meta.url, './custody-sheet-tasks');

/** Reads a custody sheet (CSV or JSON, `docs/custody-sheet.md`) in a worker. Wrong rows are in `faults`, by line; fails with a `worker-…` code or `cancelled`. */
export function readCustodySheet(pools: WorkerPools, bytes: Uint8Array, signal?: AbortSignal): Promise<Result<CustodySheet, Failure>> {
  return pools.document.run(sheetTasks, 'readSheet', { bytes }, { signal });
}
