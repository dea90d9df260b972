import type { SqlDatabase } from './encrypted-database.ts';

/** A single value that a database keeps under a name. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the authenticated database holds only what this application wrote
export function readMeta<T>(database: SqlDatabase, key: string): T | undefined {
  const value = database.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck().get(key);
  return value === undefined ? undefined : JSON.parse(value) as T;
}

export function writeMeta(database: SqlDatabase, key: string, value: unknown): void {
  database.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(key, JSON.stringify(value));
}
