import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { taskModule } from '../workers/task.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import type { tasks } from './image-intake-tasks.ts';
import type { KnownInput } from './make-rendition.ts';
import { renditionOfNative } from './rendition-of-native.ts';
import type { IntakeResult } from './rendition.ts';

const imageTasks = taskModule<typeof tasks>(import.meta.url, './image-intake-tasks');

/** The rendition of a picture: one page a picture, upright. A format that no decoder here reads is kept as it came, with a slip sheet. */
export async function renditionOfImage(pools: WorkerPools, input: KnownInput, signal?: AbortSignal): Promise<Result<IntakeResult, Failure>> {
  const { bytes, kind } = input;
  const made = await pools.image.run(imageTasks, 'toPdf', { bytes, kind }, { signal });
  if (made.ok) {
    const { pdf, pages, facts, findings } = made.value;
    return success({ kind, rendition: { pdf, made: true, tool: 'Custodia picture pages (sharp)' }, pages, children: [], facts, findings });
  }
  return made.failure.code === 'document-unsupported' ? renditionOfNative(pools, input, signal) : made;
}
