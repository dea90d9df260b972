import { failure, type Failure } from '../../shared/failure.ts';

const codes: Readonly<Record<string, Failure>> = {
  ENOSPC: failure('disk-full', 'The disk is full.'),
  EDQUOT: failure('disk-full', 'Your share of the disk is used up.'),
  EROFS: failure('permission-denied', 'This place can only be read, not written.'),
  EACCES: failure('permission-denied', 'The system does not allow access to this place.'),
  EPERM: failure('permission-denied', 'The system does not allow access to this place.'),
  ENOENT: failure('file-missing', 'There is no such file or folder.'),
  ENOTDIR: failure('file-missing', 'There is no such file or folder.'),
  EISDIR: failure('file-unreadable', 'This is a folder, not a file.'),
  EIO: failure('file-unreadable', 'The medium cannot be read: it may be damaged.'),
};

/** The failure that a file-system error stands for; undefined for anything else, which is a bug. */
export function systemFailure(error: unknown, subject?: string): Failure | undefined {
  const known = codes[(error as NodeJS.ErrnoException | undefined)?.code ?? ''];
  return known === undefined ? undefined : { ...known, ...(subject === undefined ? {} : { subject }) };
}

/** The failure of a cancelled operation. */
export function cancelled(): Failure {
  return failure('cancelled', 'Stopped at your request.');
}

/** Whether the user has asked to stop. */
export function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
