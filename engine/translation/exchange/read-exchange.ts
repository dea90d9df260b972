import type { Failure } from '../../../shared/failure.ts';
import type { Result } from '../../../shared/result.ts';
import { taskModule } from '../../workers/task.ts';
import type { WorkerPools } from '../../workers/worker-pools.ts';
import type { tasks } from './exchange-tasks.ts';
import type { InLanguages } from './memory-and-terms.ts';
import type { XliffFile } from './xliff.ts';

const exchangeTasks = taskModule<typeof tasks>(import.meta.url, './exchange-tasks');

interface Options {
  readonly signal?: AbortSignal | undefined;
}

/** Reads an XLIFF file in a worker. Fails as `readXliff` does. */
export function readXliffFile(pools: WorkerPools, bytes: Uint8Array, options: Options = {}): Promise<Result<XliffFile, Failure>> {
  return pools.document.run(exchangeTasks, 'xliff', { bytes }, options);
}

/** Reads a translation memory in a worker: for each unit its text by language. */
export function readTmxFile(pools: WorkerPools, bytes: Uint8Array, options: Options = {}): Promise<Result<InLanguages[], Failure>> {
  return pools.document.run(exchangeTasks, 'tmx', { bytes }, options);
}

/** Reads a glossary in a worker: for each entry its term by language. */
export function readTbxFile(pools: WorkerPools, bytes: Uint8Array, options: Options = {}): Promise<Result<{ readonly id: string; readonly forms: InLanguages }[], Failure>> {
  return pools.document.run(exchangeTasks, 'tbx', { bytes }, options);
}
