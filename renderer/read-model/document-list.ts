import type { DocumentRow } from './database.ts';

/** A document before it has its place. */
export type NewRow = Omit<DocumentRow, 'order'>;

const empty: readonly DocumentRow[] = [];
const listeners = new Set<() => void>();
let rows: readonly DocumentRow[] | undefined;
let places = new Map<string, number>();

function publish(next: readonly DocumentRow[] | undefined): void {
  rows = next;
  for (const listener of listeners) listener();
}

/** Undefined until the first are known. */
function all(): readonly DocumentRow[] | undefined {
  return rows;
}

function get(id: string): DocumentRow | undefined {
  return rows?.[places.get(id) ?? -1];
}

/** Calls back after each change, until the returned function is called. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function append(more: readonly NewRow[]): void {
  const start = rows?.length ?? 0;
  more.forEach(({ id }, index) => places.set(id, start + index));
  publish([...(rows ?? empty), ...more.map((row, index) => ({ ...row, order: start + index }))]);
}

/** Puts changed documents in their places and new ones at the end; `removed` are no longer in the case. */
function apply(changed: readonly NewRow[], removed: readonly string[]): void {
  const next = [...(rows ?? empty)];
  for (const row of changed) {
    const place = places.get(row.id) ?? next.length;
    next[place] = { ...row, order: place };
    places.set(row.id, place);
  }
  if (!removed.some((id) => places.has(id))) {
    publish(next);
    return;
  }
  const gone = new Set(removed);
  const left = next.filter(({ id }) => !gone.has(id)).map((row, order) => ({ ...row, order }));
  places = new Map(left.map(({ id }, place) => [id, place]));
  publish(left);
}

function forget(): void {
  places = new Map();
  publish(undefined);
}

/** The documents of the open case in order of intake: one list for all screens, in the window's memory alone. A change costs a copy of the list, however many screens show it. */
export const documentList = { all, get, subscribe, append, apply, forget };
