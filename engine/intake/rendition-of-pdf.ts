import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { taskModule } from '../workers/task.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import type { KnownInput } from './make-rendition.ts';
import type { tasks } from './pdf-intake-tasks.ts';
import type { IntakeResult } from './rendition.ts';

const pdfTasks = taskModule<typeof tasks>(import.meta.url, './pdf-intake-tasks');

/** The rendition of a PDF: itself where it is sound, else written anew by PDFium. */
export async function renditionOfPdf(pools: WorkerPools, input: KnownInput, signal?: AbortSignal): Promise<Result<IntakeResult, Failure>> {
  const { bytes, password } = input;
  const prepared = await pools.document.run(pdfTasks, 'prepare', { bytes, ...(password === undefined ? {} : { password }) }, { signal });
  if (!prepared.ok) return prepared;
  const { normalised, pages, children, findings } = prepared.value;
  const rendition = normalised === undefined ? { pdf: bytes, made: false, tool: 'original' } : { pdf: normalised, made: true, tool: 'PDFium' };
  return success({ kind: 'pdf', rendition, pages, children, facts: {}, findings });
}
