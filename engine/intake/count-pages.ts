import type { Failure } from '../../shared/failure.ts';
import type { Result } from '../../shared/result.ts';
import { taskModule } from '../workers/task.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import type { tasks } from './pdf-intake-tasks.ts';

const pdfTasks = taskModule<typeof tasks>(import.meta.url, './pdf-intake-tasks');

/** Counts the pages of a PDF by opening it. Fails with `document-encrypted`, `document-damaged` or a `worker-…` code. */
export function countPages(pools: WorkerPools, pdf: Uint8Array, signal?: AbortSignal): Promise<Result<number, Failure>> {
  return pools.document.run(pdfTasks, 'count', { bytes: pdf }, { signal });
}
