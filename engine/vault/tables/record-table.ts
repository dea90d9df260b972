import type { SqlDatabase } from '../encrypted-database.ts';
import { readBody, type BodyRow } from './json-body.ts';

/** A value that JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Plain JSON by kind and id, for what has no table of its own. */
export interface RecordTable {
  put(kind: string, id: string, value: JsonValue): void;
  get(kind: string, id: string): JsonValue | undefined;
  /** In order of id. */
  list(kind: string): readonly { readonly id: string; readonly value: JsonValue }[];
  remove(kind: string, id: string): void;
}

export function openRecordTable(database: SqlDatabase): RecordTable {
  const upsert = database.prepare('INSERT INTO records (kind, id, body) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body');
  const one = database.prepare<[string, string], BodyRow>('SELECT body FROM records WHERE kind = ? AND id = ?');
  const all = database.prepare<[string], BodyRow & { id: string }>('SELECT id, body FROM records WHERE kind = ? ORDER BY id');
  const drop = database.prepare('DELETE FROM records WHERE kind = ? AND id = ?');
  return {
    put: (kind, id, value) => void upsert.run(kind, id, JSON.stringify(value)),
    get(kind, id) {
      const row = one.get(kind, id);
      return row === undefined ? undefined : readBody<JsonValue>(row.body);
    },
    list: (kind) => all.all(kind).map(({ id, body }) => ({ id, value: readBody<JsonValue>(body) })),
    remove: (kind, id) => void drop.run(kind, id),
  };
}
