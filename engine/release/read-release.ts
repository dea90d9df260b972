import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { openArchive } from './archive/open-archive.ts';
import { bagFilesOf } from './archive/bag-files.ts';
import type { ArchiveFile } from './archive/tar-writer.ts';
import { archiveKey } from './verify-release.ts';
import { asRefusal } from './release-refusal.ts';

/**
 * Hands each file of a release to `take`, one after another, decrypted in memory; `take` reads what it needs of it before it answers.
 * Paths are from the top of the bag (`data/…`) and safe, but nothing is checked against the signature: verify the release first, and compare
 * what was taken with its statement. Fails as `verifyRelease` does.
 */
export async function readRelease(
  path: string, options: { readonly identity?: string | undefined; readonly signal?: AbortSignal | undefined }, take: (file: ArchiveFile) => Promise<void>,
): Promise<Result<{ readonly files: number }, Failure>> {
  const key = await archiveKey(path, options.identity);
  if (!key.ok) return key;
  let files = 0;
  try {
    for await (const file of bagFilesOf(openArchive(path, key.value))) {
      options.signal?.throwIfAborted();
      await take(file);
      files++;
    }
    return success({ files });
  } catch (error) {
    return asRefusal(error, path, options.signal);
  }
}
