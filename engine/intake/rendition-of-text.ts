import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { typesetPages } from '../pdf/generated-pages.ts';
import { taskModule } from '../workers/task.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import { countPages } from './count-pages.ts';
import type { KnownInput } from './make-rendition.ts';
import type { IntakeResult } from './rendition.ts';
import type { tasks } from './text-intake-tasks.ts';

const textTasks = taskModule<typeof tasks>(import.meta.url, './text-intake-tasks');

/** The rendition of plain text, a table of text or a web page: its text on A4. */
export async function renditionOfText(pools: WorkerPools, input: KnownInput & { readonly kind: 'text' | 'csv' | 'html' }, signal?: AbortSignal): Promise<Result<IntakeResult, Failure>> {
  const { bytes, kind, language } = input;
  const read = await pools.document.run(textTasks, 'readText', { bytes, kind, ...(language === undefined ? {} : { language }) }, { signal });
  if (!read.ok) return read;
  const { blocks, landscape, facts, findings } = read.value;
  const made = await typesetPages(pools, 'plain-text.typ', { language: language?.split('-')[0] ?? 'en', landscape, blocks }, signal);
  if (!made.ok) return made;
  const pages = await countPages(pools, made.value, signal);
  return pages.ok ? success({ kind, rendition: { pdf: made.value, made: true, tool: 'Custodia text pages (Typst)' }, pages: pages.value, children: [], facts, findings }) : pages;
}
