/** Pages that "1-3, 7" names, 1-based, sorted and once each; undefined where it is no such list or names a page beyond `count`. */
export function pagesOfRange(range: string, count: number): readonly number[] | undefined {
  const pages = new Set<number>();
  for (const part of range.split(/[,;\s]+/u).filter((piece) => piece !== '')) {
    const { from, to } = /^(?<from>\d{1,6})(?:[-–](?<to>\d{1,6}))?$/u.exec(part)?.groups ?? {};
    if (from === undefined) return undefined;
    const first = Number(from);
    const last = to === undefined ? first : Number(to);
    if (first < 1 || last < first || last > count) return undefined;
    for (let page = first; page <= last; page += 1) pages.add(page);
  }
  return pages.size === 0 ? undefined : [...pages].sort((a, b) => a - b);
}
