import type { Failure } from '../../shared/failure.ts';
import type { Result } from '../../shared/result.ts';
import { taskModule } from '../workers/task.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import type { tasks } from './carry-tasks.ts';

const carryTasks = taskModule<typeof tasks>(import.meta.url, './carry-tasks');

/**
 * Whether any layer of a PDF holds one of the secrets: text seen or not, metadata, annotations, forms, bookmarks, attachments, earlier revisions.
 * What cannot be looked through counts as holding one. The secrets are searched for, never kept.
 */
export function carriesSecret(pools: WorkerPools, pdf: Uint8Array, secrets: readonly string[], options: { readonly signal?: AbortSignal | undefined } = {}): Promise<Result<boolean, Failure>> {
  return pools.document.run(carryTasks, 'carries', { pdf, secrets }, options);
}
