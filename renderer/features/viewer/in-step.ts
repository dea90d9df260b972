import type { PageSize, Rect } from '../../../shared/geometry.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';

export type Alignment = CallOutput<'getAlignment'>;
export type AlignedSide = 'original' | 'translation';

/** A point of two documents that say the same there, each as pages from the top: 1.5 is the middle of the second page. */
export interface Anchor {
  readonly original: number;
  readonly translation: number;
}

/** The points at which two documents run in step: their ends, and where linked sentences begin, ascending on both sides. */
export function anchorsOf({ original, translation, links }: Alignment, sizes: Readonly<Record<AlignedSide, readonly PageSize[]>>): readonly Anchor[] {
  const start = (side: AlignedSide, index: number | undefined): number | undefined => {
    const [place] = (side === 'original' ? original : translation).sentences[index ?? -1]?.places ?? [];
    const [rect] = place?.rects ?? [];
    const size = place === undefined ? undefined : sizes[side][place.page - 1];
    return place === undefined || rect === undefined || size === undefined ? undefined : place.page - 1 + Math.min(1, Math.max(0, (rect[1] + rect[3] / 2) / size.heightPt));
  };
  const anchors: Anchor[] = [{ original: 0, translation: 0 }];
  for (const link of links) {
    const [one, other] = [start('original', link.original[0]), start('translation', link.translation[0])];
    const last = anchors.at(-1);
    if (one !== undefined && other !== undefined && last !== undefined && one > last.original && other > last.translation) anchors.push({ original: one, translation: other });
  }
  const end = { original: sizes.original.length, translation: sizes.translation.length };
  return [...anchors.filter((anchor) => anchor.original < end.original && anchor.translation < end.translation), end];
}

/** Where the other document stands when this one is at `at`: between two anchors, in proportion. */
export function placeInStep(anchors: readonly Anchor[], from: AlignedSide, at: number): number {
  const to = from === 'original' ? 'translation' : 'original';
  const after = anchors.findIndex((anchor) => anchor[from] > at);
  const [before, next] = [anchors[Math.max(0, after === -1 ? anchors.length - 2 : after - 1)], anchors[after === -1 ? anchors.length - 1 : after]];
  if (before === undefined || next === undefined || next[from] === before[from]) return at;
  return before[to] + ((at - before[from]) / (next[from] - before[from])) * (next[to] - before[to]);
}

/** The sentence at a point of a page, 0-based; undefined between sentences. */
export function sentenceAt(alignment: Alignment, side: AlignedSide, { page, x, y }: { readonly page: number; readonly x: number; readonly y: number }): number | undefined {
  const found = alignment[side].sentences.findIndex(({ places }) => places.some((place) => place.page === page && place.rects.some((rect) => within(rect, x, y))));
  return found === -1 ? undefined : found;
}

/** The links that hold any of these sentences of one side, as 0-based indexes. */
export function linksOf({ links }: Alignment, side: AlignedSide, sentences: readonly number[]): readonly number[] {
  return links.flatMap((link, index) => (link[side].some((sentence) => sentences.includes(sentence)) ? [index] : []));
}

/** Where the sentences of some links stand on one page. */
export function rectsOfLinks(alignment: Alignment, side: AlignedSide, links: readonly number[], page: number): readonly Rect[] {
  return links.flatMap((index) => alignment.links[index]?.[side] ?? []).flatMap((sentence) => alignment[side].sentences[sentence]?.places ?? []).filter((place) => place.page === page).flatMap(({ rects }) => rects);
}

/** The first place of a link's sentences on one side; undefined where it has none there. */
export function placeOfLink(alignment: Alignment, side: AlignedSide, link: number): { readonly page: number; readonly top: number } | undefined {
  const [place] = (alignment.links[link]?.[side] ?? []).flatMap((sentence) => alignment[side].sentences[sentence]?.places ?? []);
  return place === undefined ? undefined : { page: place.page, top: place.rects[0]?.[1] ?? 0 };
}

/** The links under marked places of a page. */
export function linksAtMarks(alignment: Alignment, side: AlignedSide, { page, rects }: { readonly page: number; readonly rects: readonly Rect[] }): readonly number[] {
  const sentences = rects.flatMap(([x, y, width, height]) => sentenceAt(alignment, side, { page, x: x + width / 2, y: y + height / 2 }) ?? []);
  return linksOf(alignment, side, [...new Set(sentences)]);
}

/**
 * The link that a step leads to: next to the chosen ones, or, where none is chosen, the first that begins in view, 1-based `page` and `fraction` of it, or the last before it. Links with one side only
 * are passed over; at an end it goes on at the other. Undefined where nothing is linked.
 */
export function stepToLink(alignment: Alignment, side: AlignedSide, direction: 1 | -1, from: { readonly chosen: readonly number[]; readonly view: { readonly page: number; readonly fraction: number } | null }): number | undefined {
  const both = alignment.links.flatMap(({ original, translation }, index) => (original.length > 0 && translation.length > 0 ? [index] : []));
  const { chosen, view } = from;
  const inView = both.findIndex((link) => {
    const place = placeOfLink(alignment, side, link);
    return place !== undefined && (view === null || place.page > view.page || (place.page === view.page && view.fraction < pageMostlyPassed));
  });
  if (chosen.length === 0) return both[direction === 1 ? Math.max(0, inView) : inView - 1] ?? both.at(-1);
  return direction === 1 ? both.find((link) => link > Math.max(...chosen)) ?? both[0] : both.findLast((link) => link < Math.min(...chosen)) ?? both.at(-1);
}

// With less than this of a page in view, one reads on the next.
const pageMostlyPassed = 0.8;

function within([left, top, width, height]: Rect, x: number, y: number): boolean {
  return x >= left - 1 && x <= left + width + 1 && y >= top - 1 && y <= top + height + 1;
}
