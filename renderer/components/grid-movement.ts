/** Where a key moves to among rows; undefined for keys that do not move. Indexes are 0-based. */
export function moveInRows(key: string, at: { readonly current: number; readonly count: number; readonly page: number }): number | undefined {
  const within = (index: number): number => Math.min(Math.max(index, 0), at.count - 1);
  switch (key) {
    case 'ArrowDown': return within(at.current + 1);
    case 'ArrowUp': return within(at.current - 1);
    case 'PageDown': return within(at.current + at.page);
    case 'PageUp': return within(at.current - at.page);
    case 'Home': return 0;
    case 'End': return at.count - 1;
    default: return undefined;
  }
}

/** All indexes between two, both included, in ascending order. */
export function rangeOf(from: number, to: number): readonly number[] {
  const start = Math.min(from, to);
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, offset) => start + offset);
}
