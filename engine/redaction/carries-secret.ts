import type { Failure } from '../../shared/failure.ts';
import type { Result } from '../../shared/result.ts';
import { taskModule } from '../workers/task.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import type { tasks } from './proof-tasks.ts';

const proofTasks = taskModule<typeof tasks>(import.meta.url, './proof-tasks');

/**
 * Whether a PDF carries any of the secrets, seen or unseen: in a string, a stream, metadata or an attachment's name, or as text that PDFium or PDF.js
 * reads. Fails with a `document-…` or `worker-…` code.
 */
export function carriesSecret(pools: WorkerPools, pdf: Uint8Array, secrets: readonly string[], options: { readonly signal?: AbortSignal | undefined } = {}): Promise<Result<boolean, Failure>> {
  return pools.document.run(proofTasks, 'carries', { pdf, secrets }, options);
}
