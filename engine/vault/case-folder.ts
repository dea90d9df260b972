import { join } from 'node:path';
import type { ObjectId } from '../../shared/identifiers.ts';
import type { CompartmentName } from './vault.ts';

/** Version of the case folder's format; a higher one was written by a newer application, every lower one opens. */
export const formatVersion = 2;

/** The one place that knows what stands where in a case folder. */
export const caseFolder = {
  identity: (folder: string) => join(folder, 'identity.json'),
  recovery: (folder: string) => join(folder, 'recovery.json'),
  keyring: (folder: string) => join(folder, 'keyring.json'),
  inventory: (folder: string) => join(folder, 'inventory.json'),
  lock: (folder: string) => join(folder, 'lock'),
  lockHolder: (folder: string) => join(folder, 'lock-holder.json'),
  objects: (folder: string) => join(folder, 'objects'),
  object: (folder: string, id: ObjectId) => join(folder, 'objects', id.slice(0, 2), id),
  database: (folder: string, compartment: CompartmentName, epoch: number) => join(folder, `${compartment}-${epoch}.db`),
} as const;

/** What a write to a case that is no longer in its place is refused with, as SQLite does. */
export function movedError(): Error {
  return Object.assign(new Error('the folder of the case is no longer where it was opened'), { code: 'SQLITE_READONLY_DBMOVED' });
}

/** Names that a case folder can hold at its top, whole or half made. */
export const caseFolderNames = /^(?:identity\.json|recovery\.json|keyring\.json|inventory\.json|lock(?:-journal)?|lock-holder\.json|objects|(?:work|protected-persons)-\d+\.db(?:-wal|-shm|-journal)?|\..*\.unfinished)$/u;
