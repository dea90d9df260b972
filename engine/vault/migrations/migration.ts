import type { SqlDatabase } from '../encrypted-database.ts';

/** One step of a database's form, kept for ever: old cases open by taking the steps that they lack. */
export interface Migration {
  /** From 1, without gaps. */
  readonly number: number;
  readonly apply: (database: SqlDatabase) => void;
}

/** Brings a database to its present form, all steps or none. */
export function migrate(database: SqlDatabase, migrations: readonly Migration[]): void {
  const missing = migrations.slice(schemaNumber(database));
  if (missing.length === 0) return;
  database.transaction(() => {
    for (const migration of missing) migration.apply(database);
    database.pragma(`user_version = ${migrations.length}`);
  }).immediate();
}

/** How many migrations a database has seen. */
export function schemaNumber(database: SqlDatabase): number {
  return Number(database.pragma('user_version', { simple: true }));
}
