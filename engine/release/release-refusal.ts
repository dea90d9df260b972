import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, type Result } from '../../shared/result.ts';
import { AgeError, ageFailure } from './age/age-error.ts';
import { ArchiveError, archiveFailure } from './archive/archive-error.ts';

/** A refusal that is thrown through streams and becomes a value at the room's door. */
export class ReleaseRefusal extends Error {
  readonly failure: Failure;

  constructor(why: Failure) {
    super(why.message);
    this.name = 'ReleaseRefusal';
    this.failure = why;
  }
}

const systemFailures: Readonly<Record<string, Failure>> = {
  ENOENT: failure('file-missing', 'There is no such file or folder.'),
  ENOTDIR: failure('file-missing', 'There is no such file or folder.'),
  EACCES: failure('permission-denied', 'The system does not allow this file or folder to be used.'),
  EPERM: failure('permission-denied', 'The system does not allow this file or folder to be used.'),
  EROFS: failure('permission-denied', 'This medium cannot be written to.'),
  ENOSPC: failure('disk-full', 'The disk is full. Nothing was left behind.'),
  EDQUOT: failure('disk-full', 'The disk is full. Nothing was left behind.'),
  EFBIG: failure('disk-full', 'The file is too large for this disk. Nothing was left behind.'),
  EIO: failure('file-unreadable', 'The medium cannot be read or written.'),
};

/** Turns what was thrown on the way into a refusal about `subject`; a bug is thrown on. */
export function asRefusal(error: unknown, subject: string, signal?: AbortSignal): Result<never, Failure> {
  if (signal?.aborted === true) return refusal(failure('cancelled', 'Stopped at your request. Nothing was left behind.'));
  const about = (why: Failure): Result<never, Failure> => refusal({ ...why, subject });
  if (error instanceof ReleaseRefusal) return refusal(error.failure);
  if (error instanceof AgeError) return about(ageFailure(error));
  if (error instanceof ArchiveError) return about(archiveFailure(error));
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const system = systemFailures[code];
  if (system === undefined) throw error;
  return about(system);
}
