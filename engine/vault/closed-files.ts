import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { caseFolder } from './case-folder.ts';
import { fileDigest, type FileDigest } from './file-digest.ts';
import type { Inventory } from './inventory.ts';
import type { Keyring } from './keyring.ts';
import { compartmentNames } from './keyring-file.ts';
import type { CompartmentName } from './vault.ts';

/**
 * Databases up to this length are read whole at every opening, while the key is derived; of larger ones the length and the stamp are
 * compared, and the rest by the check.
 */
export const wholeUpToBytes = 256 * 1024 * 1024;

/** Digests of a case's databases by file name, as far as they are read whole at its opening. Needs no key, so it can begin before there is one. */
export async function digestDatabases(folder: string, limitBytes: number): Promise<ReadonlyMap<string, FileDigest>> {
  const digests = new Map<string, FileDigest>();
  for (const name of await readdir(folder)) {
    if (!/^(?:work|protected-persons)-\d+\.db$/u.test(name)) continue;
    const path = join(folder, name);
    if ((await stat(path)).size <= limitBytes) digests.set(path, await fileDigest(path));
  }
  return digests;
}

/** Whether the files on the disk are those that the inventory closed with, before anything opens them. Code: `case-tampered`. */
export async function checkClosedFiles(folder: string, keyring: Keyring, inventory: Inventory, digests: ReadonlyMap<string, FileDigest>): Promise<Result<undefined, Failure>> {
  if (!inventory.keyrings.includes(keyring.digest)) return refusal(rolledBack('The keyring is not the one that this case was last used with.'));
  if (inventory.state === 'open') return success(undefined);
  const journal = (await readdir(folder)).find((name) => /\.db-(?:wal|journal)$/u.test(name));
  if (journal !== undefined && (await stat(join(folder, journal))).size > 0) return refusal(rolledBack('A journal lies beside a database that was closed without one.'));
  for (const name of compartmentNames) {
    const expected = inventory.databases[name];
    if (expected === undefined || !keyring.has(name)) continue;
    const path = caseFolder.database(folder, name, keyring.epoch(name));
    const bytes = (await stat(path).catch(() => undefined))?.size;
    const blake2b = digests.get(path)?.blake2b ?? expected.blake2b;
    if (bytes !== expected.bytes || blake2b !== expected.blake2b) return refusal(notAsClosed(name));
  }
  return success(undefined);
}

/** The databases of a closed case that are not, byte for byte, as they were closed. Reads them whole, however large; none while the case is open for writing. */
export async function changedDatabases(folder: string, keyring: Keyring, inventory: Inventory): Promise<readonly CompartmentName[]> {
  const changed: CompartmentName[] = [];
  if (inventory.state === 'open') return changed;
  for (const name of compartmentNames) {
    const expected = inventory.databases[name];
    if (expected === undefined || !keyring.has(name)) continue;
    if ((await fileDigest(caseFolder.database(folder, name, keyring.epoch(name)))).blake2b !== expected.blake2b) changed.push(name);
  }
  return changed;
}

/** That a database is another one than the inventory knows of. */
export function notAsClosed(name: CompartmentName): Failure {
  return rolledBack(`The database of ${name} is not as it was when the case was last closed: it is older, newer or altered.`);
}

/** That the case is not in the state in which it was last left. */
export function rolledBack(what: string): Failure {
  return failure('case-tampered', '{{what}} Nothing was opened. Compare the case with a backup and with a checkpoint held elsewhere.', { values: { what } });
}
