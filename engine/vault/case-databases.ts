import { statSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { caseFolder } from './case-folder.ts';
import { copyInMemory, openEncryptedDatabase, type SqlDatabase } from './encrypted-database.ts';
import type { Keyring } from './keyring.ts';
import { migrate, personsMigrations, schemaNumber, workMigrations, type Migration } from './migrations/index.ts';
import { VaultDamage } from './vault-damage.ts';
import type { CompartmentName } from './vault.ts';

/** The databases of an open case. */
export interface CaseDatabases {
  readonly work: SqlDatabase;
  /** Absent when the identity holds no key of the compartment. */
  readonly persons: SqlDatabase | undefined;
  /** Whether the case still lies where it was opened: its folder can be moved, removed or replaced under it, and an open database does not notice. */
  inPlace(): boolean;
  close(): void;
}

/**
 * Opens the databases that the keyring has keys for, writing nothing; `newer` when they are ahead of this application. Those of an earlier
 * application are read, where nothing may be written, from a copy in memory that has taken the missing steps.
 */
export function openDatabases(folder: string, keyring: Keyring, options: { readonly readOnly: boolean; readonly create?: boolean }): CaseDatabases | 'newer' {
  const opened: SqlDatabase[] = [];
  const openOne = (compartment: CompartmentName): SqlDatabase | undefined => {
    const key = keyring.key(compartment, 'database');
    if (key === undefined) return undefined;
    const path = caseFolder.database(folder, compartment, keyring.epoch(compartment));
    const database = openEncryptedDatabase(path, key, { readOnly: options.readOnly, mustExist: options.create !== true });
    opened.push(database);
    if (options.create !== true && schemaNumber(database) === 0) throw new VaultDamage('The database of {{compartment}} is empty: its content was lost or taken away.', { values: { compartment } });
    return database;
  };
  const close = (): void => {
    for (const database of opened) database.close();
  };
  try {
    const stored = { work: openOne('work'), persons: openOne('protected-persons') };
    if (stored.work === undefined) throw new Error('a case without its work key');
    if (schemaNumber(stored.work) > workMigrations.length || (stored.persons !== undefined && schemaNumber(stored.persons) > personsMigrations.length)) {
      close();
      return 'newer';
    }
    const inPlace = sameFile(caseFolder.database(folder, 'work', keyring.epoch('work')));
    if (!options.readOnly) return { work: stored.work, persons: stored.persons, inPlace, close };
    const work = present(stored.work, workMigrations, opened);
    const persons = stored.persons === undefined ? undefined : present(stored.persons, personsMigrations, opened);
    return { work, persons, inPlace, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Tells whether what lies at a path is still the file that lies there now. */
function sameFile(path: string): () => boolean {
  const { dev, ino } = statSync(path, { bigint: true });
  return () => {
    try {
      const found = statSync(path, { bigint: true });
      return found.dev === dev && found.ino === ino;
    } catch {
      return false; // gone, or on a disk that was taken out
    }
  };
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

/** A database that is to be read only, in its present form. */
function present(database: SqlDatabase, migrations: readonly Migration[], opened: SqlDatabase[]): SqlDatabase {
  if (schemaNumber(database) === migrations.length) return database;
  const copy = copyInMemory(database);
  opened.push(copy);
  migrate(copy, migrations);
  copy.pragma('query_only = ON');
  return copy;
}
