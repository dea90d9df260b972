import { createReadStream } from 'node:fs';
import type { Failure } from '../../shared/failure.ts';
import type { Sha256 } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { sha256Stream } from '../integrity/index.ts';
import { systemFailure } from './system-failure.ts';

/** SHA-256 of a file that the user named. Fails with `file-missing`, `file-unreadable` or `permission-denied`. */
export async function hashFile(file: string): Promise<Result<Sha256, Failure>> {
  try {
    return success((await sha256Stream(createReadStream(file, { highWaterMark: 1 << 20 }))).sha256);
  } catch (error) {
    const failed = systemFailure(error, file);
    if (failed === undefined) throw error;
    return refusal(failed);
  }
}
