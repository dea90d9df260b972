import type { Failure } from '../../../shared/failure.ts';
import { success, type Result } from '../../../shared/result.ts';
import { taskModule } from '../../workers/task.ts';
import type { WorkerPools } from '../../workers/worker-pools.ts';
import type { tasks } from './page-prints-tasks.ts';

const printTasks = taskModule<typeof tasks>(import.meta.url, './page-prints-tasks');

/**
 * Where the pages of a PDF are in a later version of it: each that looks and reads exactly as before, by its number (1-based) in both. A page that the later
 * version has several times goes to the same number, or nowhere. Fails as opening either fails.
 */
export async function samePages(pools: WorkerPools, before: Uint8Array, after: Uint8Array, signal?: AbortSignal): Promise<Result<ReadonlyMap<number, number>, Failure>> {
  const one = await pools.document.run(printTasks, 'pagePrints', { bytes: before }, { signal });
  if (!one.ok) return one;
  const other = await pools.document.run(printTasks, 'pagePrints', { bytes: after }, { signal });
  if (!other.ok) return other;
  const places = new Map<string, number[]>();
  for (const [index, print] of other.value.entries()) if (print !== null) places.set(print, [...(places.get(print) ?? []), index + 1]);
  return success(new Map(one.value.flatMap((print, index): [number, number][] => {
    const there = print === null ? [] : places.get(print) ?? [];
    const [only] = there;
    if (there.includes(index + 1)) return [[index + 1, index + 1]];
    return only === undefined || there.length > 1 ? [] : [[index + 1, only]];
  })));
}
