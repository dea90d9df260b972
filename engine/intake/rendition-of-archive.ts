import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { taskModule } from '../workers/task.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import type { tasks } from './archive-intake-tasks.ts';
import { countPages } from './count-pages.ts';
import type { KnownInput } from './make-rendition.ts';
import { childrenWithin } from './nesting.ts';
import type { IntakeResult } from './rendition.ts';
import { makeSlipSheet } from './slip-sheet.ts';

const archiveTasks = taskModule<typeof tasks>(import.meta.url, './archive-intake-tasks');

/** The rendition of an archive or mailbox: a slip sheet that lists what is inside; each file in it is a child. */
export async function renditionOfArchive(pools: WorkerPools, input: KnownInput, signal?: AbortSignal): Promise<Result<IntakeResult, Failure>> {
  const { bytes, kind, language, password } = input;
  const opened = await pools.document.run(archiveTasks, kind === 'mbox' ? 'openMailbox' : 'openZip', {
    bytes, ...(language === undefined ? {} : { language }), ...(password === undefined || kind === 'mbox' ? {} : { password }),
  }, { signal });
  if (!opened.ok) return opened;
  const nested = childrenWithin(input.depth, opened.value.children);
  const sheet = await makeSlipSheet(pools, { ...input, reason: kind === 'mbox' ? 'mbox' : 'zip', contents: [...opened.value.children, ...opened.value.locked].map(({ name }) => name) }, signal);
  if (!sheet.ok) return sheet;
  const pages = await countPages(pools, sheet.value.pdf, signal);
  if (!pages.ok) return pages;
  const { children, locked } = opened.value;
  return success({ kind, rendition: sheet.value, pages: pages.value, children: nested.children, locked, facts: { entries: children.length + locked.length }, findings: [...opened.value.findings, ...nested.findings] });
}
