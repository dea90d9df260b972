import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Ending of files that are being written; what carries it after a crash is a half and may go. */
export const unfinishedSuffix = '.unfinished';

/**
 * Writes a file so that its name holds either all of it or what was there before: to a temporary name in the same folder, fsync,
 * rename, fsync of the folder. Whatever fails or throws, the temporary file is taken away and the error passed on.
 */
export async function writeFileAtomically(path: string, content: Uint8Array | string | AsyncIterable<Uint8Array>): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path).slice(0, 40)}.${randomBytes(6).toString('hex')}${unfinishedSuffix}`);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      if (typeof content === 'string' || content instanceof Uint8Array) await file.writeFile(content);
      else for await (const chunk of content) await writeAll(file, chunk);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Makes renames and new names in a folder last; Windows has no such call and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeAll(file: { write(buffer: Uint8Array): Promise<{ bytesWritten: number }> }, chunk: Uint8Array): Promise<void> {
  let rest = chunk;
  while (rest.length > 0) {
    const { bytesWritten } = await file.write(rest);
    rest = rest.subarray(bytesWritten);
  }
}
