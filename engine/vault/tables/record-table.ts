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
