import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { openPdfSession } from '../pdf/pdf-session.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';

/** Counts the pages of a PDF by opening it. Fails as `openPdfSession` does. */
export async function countPages(pools: WorkerPools, pdf: Uint8Array, signal?: AbortSignal): Promise<Result<number, Failure>> {
  const session = await openPdfSession(pools.document, pdf, signal === undefined ? {} : { signal });
  if (!session.ok) return session;
  session.value.close();
  return success(session.value.pages.length);
}
