import type { Failure } from '../../shared/failure.ts';
import type { Result } from '../../shared/result.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import { taskModule } from '../workers/task.ts';
import type { tasks as typesetTaskList } from './typeset-tasks.ts';

const typesetTasks = taskModule<typeof typesetTaskList>(import.meta.url, './typeset-tasks');

/**
 * Typesets a Typst template of `resources/templates` with `data` (plain JSON) to a tagged PDF in any script.
 * Links into the bundle are written as `https://bundle.invalid/p/N` and become destinations when the bundle is assembled.
 */
export function typesetPages(pools: WorkerPools, template: `${string}.typ`, data: unknown, signal?: AbortSignal): Promise<Result<Uint8Array, Failure>> {
  return pools.pages.run(typesetTasks, 'typeset', { template, data }, { signal });
}

/**
 * Typesets a template with a secret in its data, here and not in a worker: no worker is ever given a key. Nothing from outside is in such data,
 * and nothing is written.
 */
export async function typesetSecretPages(template: `${string}.typ`, data: unknown): Promise<Result<Uint8Array, Failure>> {
  const { tasks } = await import('./typeset-tasks.ts');
  return tasks.typeset({ template, data });
}

/** The same for drawings that are used inside other pages, whose tags would not go with them: quicker, and a fifth of the size. */
export function typesetForms(pools: WorkerPools, template: `${string}.typ`, data: unknown, signal?: AbortSignal): Promise<Result<Uint8Array, Failure>> {
  return pools.pages.run(typesetTasks, 'typeset', { template, data, tags: false }, { signal });
}

/** The same in letters that are all there: fails with `document-unsupported` where one is in no font. */
export function typesetLetters(pools: WorkerPools, template: `${string}.typ`, data: unknown, signal?: AbortSignal): Promise<Result<Uint8Array, Failure>> {
  return pools.pages.run(typesetTasks, 'typeset', { template, data, tags: false, everyLetter: true }, { signal });
}

/** Has the typesetter start while other work is done. */
export function startTypesetter(pools: WorkerPools): void {
  // Whether it starts is told to the first who wants pages of it.
  void pools.pages.run(typesetTasks, 'start', undefined);
}
