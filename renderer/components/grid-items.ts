/** What a line of a grid shows: a row, or the heading of a group of rows. */
export type GridItem<Row> =
  | { readonly kind: 'row'; readonly row: Row }
  | { readonly kind: 'group'; readonly group: string; readonly count: number; readonly open: boolean };

/** Rows under headings, in the order in which the sorted rows first name their groups' labels by `compare`; rows of closed groups are left out. */
export function itemsOf<Row>(rows: readonly Row[], groupOf: ((row: Row) => string) | undefined, closed: ReadonlySet<string>, compare: (a: string, b: string) => number): readonly GridItem<Row>[] {
  if (groupOf === undefined) return rows.map((row) => ({ kind: 'row', row }));
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groupOf(row);
    const known = groups.get(group);
    if (known === undefined) groups.set(group, [row]);
    else known.push(row);
  }
  return [...groups.keys()].sort(compare).flatMap((group): GridItem<Row>[] => {
    const members = groups.get(group) ?? [];
    const open = !closed.has(group);
    const heading: GridItem<Row> = { kind: 'group', group, count: members.length, open };
    return open ? [heading, ...members.map((row): GridItem<Row> => ({ kind: 'row', row }))] : [heading];
  });
}
