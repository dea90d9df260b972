import { failure, type Failure } from '../../shared/failure.ts';
import { isUnreadable } from './encrypted-database.ts';
import { VaultDamage } from './vault-damage.ts';

/**
 * The failure to show for an error that a vault threw while it was open: damage, a full disk, a folder that may not be written, a case that
 * was opened read-only. Undefined for anything else, which is a bug.
 */
export function vaultFailure(error: unknown): Failure | undefined {
  if (error instanceof VaultDamage) return error.failure;
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  const { code } = error;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL') return failure('disk-full', 'The disk is full. What was stored before is safe; nothing half was kept. Make room and try again.');
  if (code === 'SQLITE_READONLY_DBMOVED') return caseMoved();
  if (code === 'SQLITE_READONLY') return failure('case-read-only', 'This case was opened read-only.');
  if (code.startsWith('SQLITE_BUSY')) return failure('case-in-use', 'Another process is reading or writing this case. Close it there, and try again.');
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code.startsWith('SQLITE_READONLY') || code === 'SQLITE_CANTOPEN') return failure('permission-denied', 'The folder of this case may not be written.');
  if (isUnreadable(error)) return new VaultDamage('A database of this case is damaged. Put it back from a backup.').failure;
  return undefined;
}

/** The failure of whatever is done to a case whose folder is no longer where it was opened. */
export function caseMoved(): Failure {
  return failure('case-moved', 'The folder of this case was moved, renamed or removed, or its disk was taken out, while it was open.');
}
