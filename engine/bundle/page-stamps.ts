import { unionOfRects } from '../../shared/geometry.ts';
import type { PageFacts, PdfFacts } from './pdf-facts.ts';
import { marginHeight } from './page-margin.ts';

export type StampPlace = 'bottom-right' | 'bottom-centre' | 'bottom-left' | 'top-right' | 'top-centre' | 'top-left';
const places: readonly StampPlace[] = ['bottom-right', 'bottom-centre', 'bottom-left', 'top-right', 'top-centre', 'top-left'];

/** Page numbers as they are printed: the one place where they stand, and each page's number there. */
export interface PageStamps {
  readonly place: StampPlace;
  readonly pages: readonly PageStamp[];
}

export interface PageStamp {
  readonly state: 'right' | 'wrong' | 'missing' | 'not-upright' | 'not-visible';
  /** What stands there instead. */
  readonly found?: string;
}

type Mark = PageFacts['marginWords'][number];

/** Finds the place where most pages carry the expected text (a number, `A12`), and reads every page there: by text and by place. */
export function readStamps(facts: PdfFacts, expected: readonly string[]): PageStamps {
  const marks = facts.pages.map(marksByPlace);
  const perPlace = places.map((place) => ({ place, pages: marks.map((byPlace, index) => readStamp(byPlace.get(place) ?? [], expected[index] ?? '')) }));
  const [first, ...rest] = perPlace;
  if (first === undefined) throw new Error('no places');
  const best = (score: (stamps: PageStamps) => number): PageStamps => rest.reduce<PageStamps>((most, next) => (score(next) > score(most) ? next : most), first);
  const right = ({ pages }: PageStamps): number => pages.filter(({ state }) => state !== 'missing' && state !== 'wrong').length;
  const chosen = best(right);
  if (right(chosen) * 2 > facts.pages.length) return chosen;
  // Most are wrong: the place where the numbers run on, however far off, tells what is wrong.
  return best((stamps) => Math.max(right(stamps), runningOn(stamps, expected)));
}

// How many pages are off by the same number.
function runningOn({ pages }: PageStamps, expected: readonly string[]): number {
  const counts = new Map<number, number>();
  for (const [at, { found }] of pages.entries()) {
    const off = Number(found?.replace(/^\D+/u, '')) - Number(expected[at]?.replace(/^\D+/u, ''));
    if (found !== undefined && Number.isInteger(off)) counts.set(off, (counts.get(off) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

function readStamp(here: readonly Mark[], expected: string): PageStamp {
  const named = here.filter(({ text }) => tokens(text).includes(expected));
  if (named.some(({ upright, visible }) => upright && visible)) return { state: 'right' };
  if (named.some(({ upright }) => !upright)) return { state: 'not-upright' };
  if (named.length > 0) return { state: 'not-visible' };
  const number = here.flatMap(({ text }) => tokens(text)).find((token) => /^[A-Z]{0,3}\d{1,7}$/u.test(token));
  return number === undefined ? { state: 'missing' } : { state: 'wrong', found: number };
}

// `3/21`, `Page-3`, `[3]`: a number may stand with signs around it; the first one counts.
function tokens(text: string): string[] {
  const parts = text.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '');
  return text.includes('/') ? parts.slice(0, 1) : parts;
}

// Words beside each other stand in one place, however wide they are together: `ICC-01/26 3/21 EC PT`.
function marksByPlace(page: PageFacts): ReadonlyMap<StampPlace, readonly Mark[]> {
  const runs: Mark[][] = [];
  for (const word of [...page.marginWords].sort((a, b) => a.rect[0] - b.rect[0])) {
    const run = runs.find((words) => adjoins(words.at(-1), word));
    if (run === undefined) runs.push([word]);
    else run.push(word);
  }
  const byPlace = new Map<StampPlace, Mark[]>();
  for (const run of runs) {
    const place = placeOf({ rect: unionOfRects(run.map(({ rect }) => rect)) ?? [0, 0, 0, 0] }, page);
    byPlace.set(place, [...(byPlace.get(place) ?? []), ...run]);
  }
  return byPlace;
}

function adjoins(before: Mark | undefined, { rect: [x, y, , height] }: Mark): boolean {
  if (before === undefined) return false;
  const [left, top, width, tall] = before.rect;
  return x - left - width < height && Math.abs(y + height / 2 - top - tall / 2) < height / 2;
}

function placeOf({ rect }: Pick<Mark, 'rect'>, { widthPt, heightPt }: PageFacts): StampPlace {
  const [x, y] = [(rect[0] + rect[2] / 2) / widthPt, rect[1] + rect[3] / 2];
  const row = y < marginHeight(heightPt) ? 'top' : 'bottom';
  return `${row}-${x > 0.64 ? 'right' : x < 0.36 ? 'left' : 'centre'}`;
}
