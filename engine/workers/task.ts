import type { Failure } from '../../shared/failure.ts';
import type { Result } from '../../shared/result.ts';

/** What a task may ask of the engine while it runs; each call waits for the answer, which is the back-pressure of streams. */
export interface TaskHost {
  call(name: string, value?: unknown): Promise<unknown>;
}

/** One piece of work on an untrusted document, done in a worker without keys, files or network. */
export type Task<Input, Output> = (input: Input, host: TaskHost) => Promise<Result<Output, Failure>> | Result<Output, Failure>;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the bound of every task, whatever its input
export type AnyTask = Task<any, unknown>;
export type TaskMap = Readonly<Record<string, AnyTask>>;

export type TaskInput<T extends AnyTask> = Parameters<T>[0];
export type TaskOutput<T extends AnyTask> = Extract<Awaited<ReturnType<T>>, { ok: true }> extends { value: infer Value } ? Value : never;

/** A module `*-tasks.ts` that exports `tasks`, named by its address so that only the worker loads it. */
export interface TaskModule<Tasks extends TaskMap> {
  readonly url: string;
  /** Only for the types. */
  readonly tasks?: Tasks;
}

/**
 * Names a task module beside the calling one: `taskModule<typeof tasks>(import.meta.url, './pdf-tasks')`.
 * The extension is the caller's own, so that the same line works in the checkout (`.ts`) and in the packaged application (`.js`).
 */
export function taskModule<Tasks extends TaskMap>(importMetaUrl: string, path: string): TaskModule<Tasks> {
  const extension = importMetaUrl.slice(importMetaUrl.lastIndexOf('.'));
  return { url: new URL(path + extension, importMetaUrl).href };
}
