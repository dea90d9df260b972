import { randomBytes } from 'node:crypto';
import type { CaseDatabases } from './case-databases.ts';
import type { SqlDatabase } from './encrypted-database.ts';
import type { Inventory } from './inventory.ts';
import { readMeta, writeMeta } from './meta.ts';
import type { CompartmentName } from './vault.ts';

/**
 * A random word that a session of writing leaves in each database and in the inventory, and changes when it ends: a database of another
 * session, or one copied in the middle of this one, carries another word, however large it is.
 */
export interface DatabaseStamps {
  /** What each database may carry until the session is closed; those of databases that are not open here stay as they were. */
  readonly open: NonNullable<Inventory['stamps']>;
  /** What each database carries once it is. */
  readonly closed: NonNullable<Inventory['stamps']>;
  /** Writes the word of the open, or of the closing session into the databases. */
  write(state: 'open' | 'closed'): void;
}

const metaKey = 'stamp';

/** Prepares the stamps of a session; writes nothing. */
export function newStamps(databases: CaseDatabases, last: Inventory): DatabaseStamps {
  const stamped = openDatabasesOf(databases);
  const foreign = Object.fromEntries(Object.entries(last.stamps ?? {}).filter(([name]) => !stamped.some(([known]) => known === name)));
  const word = randomBytes(16).toString('hex');
  const words = { open: `${word}-open`, closed: `${word}-closed` };
  return {
    open: { ...foreign, ...Object.fromEntries(stamped.map(([name, database]) => [name, [readStamp(database), words.open, words.closed]])) },
    closed: { ...foreign, ...Object.fromEntries(stamped.map(([name]) => [name, [words.closed]])) },
    write(state) {
      for (const [, database] of stamped) writeMeta(database, metaKey, words[state]);
    },
  };
}

/** The first compartment whose database carries a stamp that the inventory does not know; undefined when all are known, or none was ever made. */
export function foreignStamp(databases: CaseDatabases, { stamps = {} }: Inventory): CompartmentName | undefined {
  return openDatabasesOf(databases).find(([name, database]) => stamps[name]?.includes(readStamp(database)) === false)?.[0];
}

function openDatabasesOf({ work, persons }: CaseDatabases): (readonly [CompartmentName, SqlDatabase])[] {
  return [['work', work] as const, ...(persons === undefined ? [] : [['protected-persons', persons] as const])];
}

/** The empty word stands for a database of format 1, which had none. */
function readStamp(database: SqlDatabase): string {
  return readMeta<string>(database, metaKey) ?? '';
}
