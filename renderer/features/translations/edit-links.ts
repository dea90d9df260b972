import type { CallOutput } from '../../../shared/ipc/contract.ts';

export type Link = CallOutput<'getAlignment'>['links'][number];

const ascending = (indexes: readonly number[]): number[] => [...indexes].sort((a, b) => a - b);

/** Makes one link of several, where the first of them stood. `chosen` are 0-based indexes of links. */
export function joinLinks(links: readonly Link[], chosen: ReadonlySet<number>): readonly Link[] {
  const first = Math.min(...chosen);
  const joined = links.filter((_, index) => chosen.has(index));
  if (joined.length < 2) return links;
  const link: Link = { original: ascending(joined.flatMap(({ original }) => original)), translation: ascending(joined.flatMap(({ translation }) => translation)), byHand: true };
  return links.flatMap((known, index) => (index === first ? [link] : chosen.has(index) ? [] : [known]));
}

/** Parts the two sides of a link: each stands alone then. */
export function unlink(links: readonly Link[], index: number): readonly Link[] {
  const link = links[index];
  if (link === undefined || link.original.length === 0 || link.translation.length === 0) return links;
  return links.toSpliced(index, 1, { original: link.original, translation: [], byHand: true }, { original: [], translation: link.translation, byHand: true });
}

/** Takes the first sentence of each side off into a link of its own; done again, the next. */
export function splitLink(links: readonly Link[], index: number): readonly Link[] {
  const link = links[index];
  if (link === undefined || !canSplit(link)) return links;
  const parts = [{ original: link.original.slice(0, 1), translation: link.translation.slice(0, 1) }, { original: link.original.slice(1), translation: link.translation.slice(1) }];
  return links.toSpliced(index, 1, ...parts.filter(({ original, translation }) => original.length + translation.length > 0).map((part): Link => ({ ...part, byHand: true })));
}

/** Whether more than one sentence stands on either side. */
export function canSplit({ original, translation }: Link): boolean {
  return original.length > 1 || translation.length > 1;
}
