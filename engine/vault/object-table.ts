import type { ObjectId } from '../../shared/identifiers.ts';
import type { SqlDatabase } from './encrypted-database.ts';
import type { ObjectRow } from './object-store.ts';

/** The list of objects, in the case's database. */
export interface ObjectTable {
  add(row: ObjectRow): void;
  get(id: ObjectId): ObjectRow | undefined;
  /** In order of id. */
  list(): IterableIterator<ObjectRow>;
  count(): number;
  /** Throws while anything refers to the object. */
  remove(id: ObjectId): void;
}

export function openObjectTable(database: SqlDatabase): ObjectTable {
  const columns = 'id, compartment, epoch, sha256, bytes, stored_bytes AS storedBytes, header_sha256 AS headerSha256';
  const insert = database.prepare('INSERT INTO objects (id, compartment, epoch, sha256, bytes, stored_bytes, header_sha256) VALUES (@id, @compartment, @epoch, @sha256, @bytes, @storedBytes, @headerSha256)');
  const one = database.prepare<[string], ObjectRow>(`SELECT ${columns} FROM objects WHERE id = ?`);
  const some = database.prepare<[string, number], ObjectRow>(`SELECT ${columns} FROM objects WHERE id > ? ORDER BY id LIMIT ?`);
  const number = database.prepare<[], number>('SELECT count(*) FROM objects').pluck();
  const drop = database.prepare('DELETE FROM objects WHERE id = ?');
  const batch = 500;
  return {
    add: (row) => void insert.run(row),
    get: (id) => one.get(id),
    *list() {
      let after = '';
      for (;;) {
        const rows = some.all(after, batch);
        yield* rows;
        const last = rows.at(-1);
        if (last === undefined || rows.length < batch) return;
        after = last.id;
      }
    },
    count: () => number.get() ?? 0,
    remove: (id) => void drop.run(id),
  };
}
