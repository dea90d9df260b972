import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import type { tasks as encoderTasks } from '../pdf/encode-picture-tasks.ts';
import type { PdfSession } from '../pdf/pdf-session.ts';
import type { WorkerPool } from '../workers/pool.ts';
import { taskModule } from '../workers/task.ts';

const encoder = taskModule<typeof encoderTasks>(import.meta.url, '../pdf/encode-picture-tasks');

/** A page as the window gets it. */
export interface ShownPicture {
  readonly type: 'image/png' | 'image/jpeg';
  readonly bytes: Uint8Array;
}

/** The picture of a page (1-based): a PNG from the worker that painted it, or a JPEG from a worker of `images` where it is a photograph. Fails as rendering does. */
export async function shownPicture(session: PdfSession, images: WorkerPool, { page, dpi }: { readonly page: number; readonly dpi: number }): Promise<Result<ShownPicture, Failure>> {
  const painted = await session.picture(page, dpi);
  if (!painted.ok) return painted;
  if ('png' in painted.value) return success({ type: 'image/png', bytes: painted.value.png });
  const encoded = await images.run(encoder, 'encode', painted.value.grainy);
  return encoded.ok ? success({ type: 'image/jpeg', bytes: encoded.value }) : encoded;
}
