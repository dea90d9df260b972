import type { Failure } from '../../shared/failure.ts';
import type { PageSize } from '../../shared/geometry.ts';
import { success, type Result } from '../../shared/result.ts';
import type { WorkerPool } from '../workers/pool.ts';
import { taskModule } from '../workers/task.ts';
import type { PixelImage, RenderOptions } from './page-image.ts';
import type { PackedImage } from './packed-image.ts';
import type { PageMakeup } from './page-makeup.ts';
import type { PageWords, tasks } from './pdf-tasks.ts';

const pdfTasks = taskModule<typeof tasks>(import.meta.url, './pdf-tasks');

/** A PDF held open in a worker of its own. Pages are 1-based. */
export interface PdfSession {
  readonly pages: readonly PageSize[];
  words(page: number, signal?: AbortSignal): Promise<Result<PageWords, Failure>>;
  makeup(page: number, signal?: AbortSignal): Promise<Result<PageMakeup, Failure>>;
  render(page: number, options: RenderOptions, signal?: AbortSignal): Promise<Result<PixelImage, Failure>>;
  /** The same, to be handed on to another worker. */
  renderPacked(page: number, options: RenderOptions, signal?: AbortSignal): Promise<Result<PackedImage, Failure>>;
  close(): void;
}

/**
 * Opens a PDF in a worker that no other document shares until `close`.
 * Fails with `document-encrypted`, `document-damaged`, `document-unsupported`, `document-too-large` or a `worker-…` code.
 */
export async function openPdfSession(pool: WorkerPool, bytes: Uint8Array, options: { readonly password?: string; readonly signal?: AbortSignal } = {}): Promise<Result<PdfSession, Failure>> {
  const lease = await pool.lease();
  const { password, signal } = options;
  const opened = await lease.run(pdfTasks, 'open', { bytes, ...(password === undefined ? {} : { password }) }, { signal });
  if (!opened.ok) {
    lease.release();
    return opened;
  }
  return success({
    pages: opened.value.pages,
    words: (page, abort) => lease.run(pdfTasks, 'words', { page }, { signal: abort }),
    makeup: (page, abort) => lease.run(pdfTasks, 'makeup', { page }, { signal: abort }),
    render: (page, render, abort) => lease.run(pdfTasks, 'render', { page, ...render }, { signal: abort }),
    renderPacked: (page, render, abort) => lease.run(pdfTasks, 'renderPacked', { page, ...render }, { signal: abort }),
    close: () => lease.release(),
  });
}
