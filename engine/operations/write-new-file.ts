import { open, rename, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { success, refusal, type Result } from '../../shared/result.ts';
import type { Failure } from '../../shared/failure.ts';
import { syncFolder, unfinishedSuffix } from '../integrity/index.ts';
import { systemFailure } from './system-failure.ts';

/**
 * Writes a file that the user named: under a temporary name beside it, synced, then renamed over it. `produce` writes the content; when it answers a
 * failure, or anything goes wrong, the file that was there before stays as it was.
 */
export async function writeNewFile<T>(out: string, produce: (write: (chunk: Uint8Array) => Promise<void>) => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
  const draft = path.join(path.dirname(out), `.${path.basename(out).slice(0, 40)}.${randomBytes(6).toString('hex')}${unfinishedSuffix}`);
  try {
    const file = await open(draft, 'wx', 0o600);
    let result: Result<T, Failure>;
    try {
      result = await produce(async (chunk) => {
        for (let at = 0; at < chunk.byteLength;) at += (await file.write(chunk, at)).bytesWritten;
      });
      if (result.ok) await file.sync();
    } finally {
      await file.close();
    }
    if (!result.ok) return result;
    await rename(draft, out);
    await syncFolder(path.dirname(path.resolve(out)));
    return success(result.value);
  } catch (error) {
    const failed = systemFailure(error, out);
    if (failed === undefined) throw error;
    return refusal(failed);
  } finally {
    await rm(draft, { force: true });
  }
}
