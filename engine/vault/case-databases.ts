import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { caseFolder } from './case-folder.ts';
import { openEncryptedDatabase, type SqlDatabase } from './encrypted-database.ts';
import type { Keyring } from './keyring.ts';
import { migrate, personsMigrations, schemaNumber, workMigrations } from './migrations/index.ts';
import { VaultDamage } from './vault-damage.ts';
import type { CompartmentName } from './vault.ts';

/** The databases of an open case. */
export interface CaseDatabases {
  readonly work: SqlDatabase;
  /** Absent when the identity holds no key of the compartment. */
  readonly persons: SqlDatabase | undefined;
  close(): void;
}

/**
 * Opens the databases that the keyring has keys for, writing nothing; `newer` when they are ahead of this application, or read-only and behind
 * it.
 */
export function openDatabases(folder: string, keyring: Keyring, options: { readonly readOnly: boolean; readonly create?: boolean }): CaseDatabases | 'newer' {
  const opened: SqlDatabase[] = [];
  const openOne = (compartment: CompartmentName): SqlDatabase | undefined => {
    const key = keyring.key(compartment, 'database');
    if (key === undefined) return undefined;
    const path = caseFolder.database(folder, compartment, keyring.epoch(compartment));
    const database = openEncryptedDatabase(path, key, { readOnly: options.readOnly, mustExist: options.create !== true });
    opened.push(database);
    if (options.create !== true && schemaNumber(database) === 0) throw new VaultDamage(`The database of ${compartment} is empty: its content was lost or taken away.`);
    return database;
  };
  const close = (): void => {
    for (const database of opened) database.close();
  };
  try {
    const work = openOne('work');
    const persons = openOne('protected-persons');
    if (work === undefined) throw new Error('a case without its work key');
    if (isCurrent(work, workMigrations, options.readOnly) && (persons === undefined || isCurrent(persons, personsMigrations, options.readOnly))) return { work, persons, close };
    close();
    return 'newer';
  } catch (error) {
    close();
    throw error;
  }
}

/** Turns to write-ahead logs and brings the databases to their present form. */
export function prepareForWriting({ work, persons }: CaseDatabases): void {
  for (const database of [work, persons]) database?.pragma('journal_mode = WAL');
  migrate(work, workMigrations);
  if (persons !== undefined) migrate(persons, personsMigrations);
}

/**
 * Leaves the databases without write-ahead logs: each one whole in a single file, to be copied or read from a read-only disk. Answers false
 * while a reader in another process keeps a log in use, or the disk has no room: the logs then stay, as after a crash.
 */
export function settleDatabases({ work, persons }: CaseDatabases): boolean {
  return [work, persons].every((database) => {
    if (database === undefined) return true;
    try {
      return database.pragma('journal_mode = DELETE', { simple: true }) === 'delete';
    } catch (error) {
      if (error instanceof Error && 'code' in error && /^SQLITE_(?:BUSY|FULL|IOERR)/u.test(String(error.code))) return false;
      throw error;
    }
  });
}

/** Removes databases of earlier epochs that a crash left beside the present ones. */
export async function removeOldDatabases(folder: string, keyring: Keyring): Promise<void> {
  for (const name of await readdir(folder)) {
    const match = /^(work|protected-persons)-(\d+)\.db(?:-wal|-shm|-journal)?$/u.exec(name);
    if (match === null) continue;
    const compartment = match[1] as CompartmentName;
    if (keyring.has(compartment) && Number(match[2]) !== keyring.epoch(compartment)) await rm(join(folder, name), { force: true });
  }
}

function isCurrent(database: SqlDatabase, migrations: typeof workMigrations, readOnly: boolean): boolean {
  const done = schemaNumber(database);
  return readOnly ? done === migrations.length : done <= migrations.length;
}
