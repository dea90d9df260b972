import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { systemFailure } from './system-failure.ts';

/** The file itself, or every file under a folder in the order of their names. Fails with `file-missing`, `file-unreadable` or `permission-denied`. */
export async function filesUnder(start: string): Promise<Result<readonly string[], Failure>> {
  try {
    const found = await stat(start);
    if (found.isFile()) return success([start]);
    if (!found.isDirectory()) return refusal(failure('file-unreadable', 'This is neither a file nor a folder.', { subject: start }));
    const entries = await readdir(start, { withFileTypes: true, recursive: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    return success(files.sort((a, b) => (a < b ? -1 : 1)));
  } catch (error) {
    const failed = systemFailure(error, start);
    if (failed === undefined) throw error;
    return refusal(failed);
  }
}
