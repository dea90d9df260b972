import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { typesetPages } from '../pdf/generated-pages.ts';
import { taskModule } from '../workers/task.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import { countPages } from './count-pages.ts';
import type { tasks } from './mail-intake-tasks.ts';
import type { KnownInput } from './make-rendition.ts';
import { childrenWithin } from './nesting.ts';
import type { IntakeResult } from './rendition.ts';
import { sha256, sizeInWords } from './slip-sheet.ts';

const mailTasks = taskModule<typeof tasks>(import.meta.url, './mail-intake-tasks');

/** The rendition of a message: its headers, its text and the list of its attachments; each attachment is a child. */
export async function renditionOfMail(pools: WorkerPools, input: KnownInput, signal?: AbortSignal): Promise<Result<IntakeResult, Failure>> {
  const { bytes, kind, language } = input;
  const read = await pools.document.run(mailTasks, kind === 'outlook' ? 'readOutlook' : 'readEmail', { bytes, ...(language === undefined ? {} : { language }) }, { signal });
  if (!read.ok) return read;
  const message = read.value;
  const nested = childrenWithin(input.depth, message.children);
  const data = {
    language: language?.split('-')[0] ?? 'en', subject: message.subject, headers: message.headers, blocks: message.blocks, notes: [],
    attachments: message.children.map((child) => ({ name: child.name, size: sizeInWords(child.bytes.byteLength), sha256: sha256(child.bytes) })),
  };
  const made = await typesetPages(pools, 'message.typ', data, signal);
  if (!made.ok) return made;
  const pages = await countPages(pools, made.value, signal);
  if (!pages.ok) return pages;
  const rendition = { pdf: made.value, made: true, tool: 'Custodia message pages (Typst)' };
  return success({ kind, rendition, pages: pages.value, children: nested.children, facts: message.facts, findings: [...message.findings, ...nested.findings] });
}
