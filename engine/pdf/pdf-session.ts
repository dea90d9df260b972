import type { Failure } from '../../shared/failure.ts';
import type { PageSize } from '../../shared/geometry.ts';
import { success, type Result } from '../../shared/result.ts';
import type { WorkerPool } from '../workers/pool.ts';
import { taskModule } from '../workers/task.ts';
import type { PixelImage, RenderOptions } from './page-image.ts';
import type { PackedImage } from './packed-image.ts';
import type { PageMakeup } from './page-makeup.ts';
import type { PageWords, tasks } from './pdf-tasks.ts';
import type { WindowPicture } from './window-picture.ts';

const pdfTasks = taskModule<typeof tasks>(import.meta.url, './pdf-tasks');

/** A PDF held open in a worker of its own. Pages are 1-based. */
export interface PdfSession {
  readonly pageCount: number;
  /** Sizes as displayed: of all pages, or of as many of the first as were asked for. */
  readonly pages: readonly PageSize[];
  /** Sizes of `count` pages from the 0-based `from`, fewer at the end. */
  sizes(from: number, count: number, signal?: AbortSignal): Promise<Result<readonly PageSize[], Failure>>;
  words(page: number, signal?: AbortSignal): Promise<Result<PageWords, Failure>>;
  makeup(page: number, signal?: AbortSignal): Promise<Result<PageMakeup, Failure>>;
  render(page: number, options: RenderOptions, signal?: AbortSignal): Promise<Result<PixelImage, Failure>>;
  /** The same, to be handed on to another worker. */
  renderPacked(page: number, options: RenderOptions, signal?: AbortSignal): Promise<Result<PackedImage, Failure>>;
  /** A page for the window to show, packed by the worker itself. */
  picture(page: number, dpi: number, signal?: AbortSignal): Promise<Result<WindowPicture, Failure>>;
  close(): void;
}

export interface OpenPdfOptions {
  readonly password?: string;
  readonly signal?: AbortSignal;
  /** Sizes to read while opening; all where absent. */
  readonly sizesOf?: number;
}

/** Starts a worker that is ready for `openPdfSession`, where the pool has a place for one. Fails with a `worker-…` code. */
export function readyPdfWorker(pool: WorkerPool): Promise<Result<null, Failure>> {
  return pool.run(pdfTasks, 'load', undefined);
}

/**
 * Opens a PDF in a worker that no other document shares until `close`.
 * Fails with `document-encrypted`, `document-damaged`, `document-unsupported`, `document-too-large` or a `worker-…` code.
 */
export async function openPdfSession(pool: WorkerPool, bytes: Uint8Array, options: OpenPdfOptions = {}): Promise<Result<PdfSession, Failure>> {
  const lease = await pool.lease();
  const { signal, ...how } = options;
  const opened = await lease.run(pdfTasks, 'open', { bytes, ...how }, { signal });
  if (!opened.ok) {
    lease.release();
    return opened;
  }
  return success({
    ...opened.value,
    sizes: (from, count, abort) => lease.run(pdfTasks, 'sizes', { from, count }, { signal: abort }),
    words: (page, abort) => lease.run(pdfTasks, 'words', { page }, { signal: abort }),
    makeup: (page, abort) => lease.run(pdfTasks, 'makeup', { page }, { signal: abort }),
    render: (page, render, abort) => lease.run(pdfTasks, 'render', { page, ...render }, { signal: abort }),
    renderPacked: (page, render, abort) => lease.run(pdfTasks, 'renderPacked', { page, ...render }, { signal: abort }),
    picture: (page, dpi, abort) => lease.run(pdfTasks, 'picture', { page, dpi }, { signal: abort }),
    close: () => lease.release(),
  });
}
