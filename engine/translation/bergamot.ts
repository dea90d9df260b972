import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, type Result } from '../../shared/result.ts';
import { taskModule } from '../workers/task.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import type { BergamotModel, tasks } from './bergamot-tasks.ts';

export type { BergamotModel } from './bergamot-tasks.ts';

const bergamotTasks = taskModule<typeof tasks>(import.meta.url, './bergamot-tasks');
const timeoutMs = 3_600_000;

/** The engine as it stands in a draft's origin. */
export const bergamotTool = 'bergamot-translator 0.4.9';

/** Translates texts on this machine, in a worker without keys, files or network. Fails with `draft-failed` for a model that the engine cannot run, or `cancelled`. */
export async function translateWithBergamot(
  pools: WorkerPools, model: BergamotModel, texts: readonly string[], options: { readonly signal?: AbortSignal | undefined; readonly progress?: (done: number) => void } = {},
): Promise<Result<readonly string[], Failure>> {
  const drafted = await pools.document.run(bergamotTasks, 'draft', { model, texts }, { signal: options.signal, timeoutMs, host: { progress: (done: number) => { options.progress?.(done); } } });
  if (drafted.ok || drafted.failure.code === 'cancelled') return drafted;
  return refusal(failure('draft-failed', drafted.failure.code === 'draft-failed' ? drafted.failure.message : 'The translation engine could not run this model.'));
}
