/** Reads the JSON of a row that this application wrote into the authenticated database. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- names the type at the one place where rows become values
export function readBody<T>(body: string): T {
  return JSON.parse(body) as T;
}

/** A row's `body` column. */
export interface BodyRow {
  readonly body: string;
}

/** Reads all bodies of an answer. */
export function readBodies<T>(rows: readonly unknown[]): T[] {
  return rows.map((row) => readBody<T>((row as BodyRow).body));
}
