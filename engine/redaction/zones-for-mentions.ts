import type { RedactionZone } from '../../shared/case-model/redaction.ts';
import { rectsIntersect, type Rect } from '../../shared/geometry.ts';
import type { PageText, Word } from '../../shared/page-text.ts';
import { wordDirections } from '../pdf/word-directions.ts';
import { isSideways } from './kept-words.ts';

/** What a finder says of one hit: why, and the place of it, a rectangle for each line touched. */
export interface MentionPlace {
  readonly why: string;
  readonly wordIndexes: readonly number[];
  readonly rects: readonly Rect[];
}

const padPt = 1.5;
const gridPt = 3;
// Readers place the same line on two pages up to this far apart.
const noisePt = 0.01;

/**
 * Zones that hide mentions without telling their width: each takes the whole of its line, from one edge of the page to the other, or to the gutter
 * between columns of text. Where a zone ends follows only from what stands on other lines, so that it is the same whatever the mention was.
 */
export function zonesForMentions(page: PageText, mentions: readonly MentionPlace[]): RedactionZone[] {
  const sideways = wordDirections(page.words).map(isSideways);
  const mostly = sideways.filter((turned) => turned).length * 2 > sideways.length;
  const layouts = { across: { page, words: page.words.filter((_, index) => sideways[index] !== true) }, sideways: { page: turnedPage(page), words: turnedPage(page).words.filter((_, index) => sideways[index] === true) } };
  const zones: RedactionZone[] = [];
  for (const { why, wordIndexes, rects } of mentions) {
    const places = [
      ...wordIndexes.flatMap((index) => (page.words[index] === undefined ? [] : [{ rect: page.words[index].rect, turned: sideways[index] === true }])),
      ...rects.map((rect) => ({ rect, turned: turnedBy(page, sideways, rect) ?? mostly })),
    ];
    for (const { rect, turned: isTurned } of places) {
      const line = isTurned ? turned(lineZone(layouts.sideways, turned(rect))) : lineZone(layouts.across, rect);
      if (!zones.some((zone) => zone.why === why && covers(zone.rect, line))) zones.push({ page: page.page, rect: line, why });
    }
  }
  return zones.filter((zone, index) => !zones.some((other, at) => at !== index && other.why === zone.why && covers(other.rect, zone.rect) && (at < index || !covers(zone.rect, other.rect))));
}

function turnedBy(page: PageText, sideways: readonly boolean[], rect: Rect): boolean | undefined {
  const at = page.words.findIndex((word) => rectsIntersect(word.rect, rect));
  return at < 0 ? undefined : sideways[at];
}

interface Layout {
  readonly page: PageText;
  readonly words: readonly Word[];
}

function lineZone({ page, words }: Layout, mention: Rect): Rect {
  const onLine = words.filter(({ rect }) => sharesLine(rect, mention));
  const others = words.filter((word) => !onLine.includes(word));
  const [left, right] = corridor(page, mention, onLine, others);
  const within = others.filter(({ rect }) => rect[0] < right && rect[0] + rect[2] > left);
  const [top, bottom] = band(asHighAsItsField(page, mention), within);
  return [left, Math.max(0, top), right - left, Math.min(page.heightPt, bottom) - Math.max(0, top)];
}

function sharesLine(word: Rect, mention: Rect): boolean {
  const shared = Math.min(word[1] + word[3], mention[1] + mention[3]) - Math.max(word[1], mention[1]);
  return shared > Math.min(word[3], mention[3]) / 2;
}

// Up and down to a grid, so that a letter that reaches higher or lower does not show, but not into the lines beside.
function band(mention: Rect, others: readonly Word[]): [number, number] {
  const middle = mention[1] + mention[3] / 2;
  const above = Math.max(0, ...others.map(({ rect }) => rect[1] + rect[3]).filter((bottom) => bottom <= middle));
  const below = Math.min(Number.POSITIVE_INFINITY, ...others.map(({ rect }) => rect[1]).filter((top) => top >= middle));
  const top = Math.floor((mention[1] - padPt + noisePt) / gridPt) * gridPt;
  const bottom = Math.ceil((mention[1] + mention[3] + padPt - noisePt) / gridPt) * gridPt;
  return [Math.min(mention[1], Math.max(top, above)), Math.max(mention[1] + mention[3], Math.min(bottom, below))];
}

// A field this many times as high as its text holds several lines.
const linesOfOne = 5;

// A form sets a long name smaller, so that it fits: where one line fills a field, the field is hidden as a whole.
function asHighAsItsField({ fields = [] }: PageText, mention: Rect): Rect {
  const [x, y, width, height] = mention;
  const [middle, centre] = [x + width / 2, y + height / 2];
  const field = fields.find(([left, above, across, down]) => middle > left && middle < left + across && centre > above && centre < above + down && down < linesOfOne * height);
  return field === undefined ? mention : [x, Math.min(y, field[1]), width, Math.max(y + height, field[1] + field[3]) - Math.min(y, field[1])];
}

function corridor(page: PageText, mention: Rect, onLine: readonly Word[], others: readonly Word[]): [number, number] {
  const reach = onLine.map(({ rect }) => rect);
  let [left, right] = [0, page.widthPt];
  for (const [from, to] of gutters(page, others)) {
    const middle = (from + to) / 2;
    // Only a word across its middle runs through a gutter; one that merely reaches into it may be the long one of two names.
    if (reach.some(([x, , width]) => x < middle && x + width > middle)) continue;
    if (middle <= mention[0]) left = Math.max(left, middle);
    if (middle >= mention[0] + mention[2]) right = Math.min(right, middle);
  }
  return [left, right];
}

const gutterPt = 12;
const gutterLines = 6;

/** Upright strips that no other line crosses and that have text on both sides in at least six lines: the gutters of columns and tables. */
function gutters(page: PageText, others: readonly Word[]): [number, number][] {
  const spans = others.map(({ rect }): [number, number] => [rect[0], rect[0] + rect[2]]).sort((a, b) => a[0] - b[0]);
  const found: [number, number][] = [];
  let reached = spans[0]?.[1] ?? page.widthPt;
  for (const [from, to] of spans) {
    if (from - reached >= gutterPt) found.push([reached, from]);
    reached = Math.max(reached, to);
  }
  return found.filter(([from, to]) => {
    const rows = (side: (rect: Rect) => boolean): Set<number> => new Set(others.filter(({ rect }) => side(rect)).map(({ rect }) => Math.round((rect[1] + rect[3] / 2) / 6)));
    const before = rows(([x, , width]) => x + width <= from);
    const after = rows(([x]) => x >= to);
    return before.size >= gutterLines && after.size >= gutterLines;
  });
}

function covers(outer: Rect, inner: Rect): boolean {
  return outer[0] <= inner[0] && outer[1] <= inner[1] && outer[0] + outer[2] >= inner[0] + inner[2] && outer[1] + outer[3] >= inner[1] + inner[3];
}

function turned([x, y, width, height]: Rect): Rect {
  return [y, x, height, width];
}

function turnedPage(page: PageText): PageText {
  return { ...page, widthPt: page.heightPt, heightPt: page.widthPt, words: page.words.map((word) => ({ ...word, rect: turned(word.rect) })), ...(page.fields === undefined ? {} : { fields: page.fields.map(turned) }) };
}
