/** A document of a bundle that was built, and where it stood. */
export interface BuiltEntry {
  readonly document: string;
  readonly exhibit?: string;
  /** As the edition showed it. */
  readonly title: string;
  readonly firstPage: number;
  readonly lastPage: number;
  readonly firstLabel: string;
  readonly lastLabel: string;
  /** As handed over; absent for a sealed one. */
  readonly sha256?: string;
}

/** How two builds of an edition differ, document by document; in the order of the newer one, removed ones last. */
export interface BuildDifference {
  readonly document: string;
  readonly title: string;
  /** `moved`: on other pages; `renumbered`: another exhibit number; `replaced`: other bytes. */
  readonly changes: readonly ('added' | 'removed' | 'moved' | 'renumbered' | 'replaced')[];
  readonly before?: BuiltEntry;
  readonly after?: BuiltEntry;
}

/** Compares two builds by document; what stayed as it was is left out. */
export function compareBuilds(before: readonly BuiltEntry[], after: readonly BuiltEntry[]): BuildDifference[] {
  const old = new Map(before.map((entry) => [entry.document, entry]));
  const now = new Set(after.map(({ document }) => document));
  const differences = after.map((entry): BuildDifference => {
    const earlier = old.get(entry.document);
    const { document, title } = entry;
    if (earlier === undefined) return { document, title, changes: ['added'], after: entry };
    const changes: BuildDifference['changes'][number][] = [];
    if (earlier.firstLabel !== entry.firstLabel || earlier.lastLabel !== entry.lastLabel) changes.push('moved');
    if (earlier.exhibit !== entry.exhibit) changes.push('renumbered');
    if (earlier.sha256 !== entry.sha256) changes.push('replaced');
    return { document, title, changes, before: earlier, after: entry };
  });
  const removed = before.filter(({ document }) => !now.has(document)).map((entry): BuildDifference => ({ document: entry.document, title: entry.title, changes: ['removed'], before: entry }));
  return [...differences.filter(({ changes }) => changes.length > 0), ...removed];
}
