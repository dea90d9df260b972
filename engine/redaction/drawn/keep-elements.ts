import type { Rect } from '../../../shared/geometry.ts';
import { outsideOf } from './cut-shape.ts';
import { at, boundsOf, liesIn, moved, NotDrawable, overlap, pointsOf, uprightBox, type DrawElement, type GlyphElement, type ImageElement, type PathElement, type Segment } from './draw-element.ts';

/** What decides on which parts of a page stay. Boxes are on the page, points, y up. */
export interface KeepBy {
  readonly page: Rect;
  readonly zones: readonly Rect[];
  /** Whether anything can be seen in a box, on the page as it is shown. */
  readonly shows: (box: Rect) => boolean;
}

const edgePt = 0.002;
const thinPt = 2.5;
const mostlyCovered = 0.9;
const barelyCovered = 0.02;

/**
 * The parts of a page that stay: all that lies off the zones and is seen. Letters, filled shapes, bars and upright lines that cross a zone are cut at its edges, pictures lose
 * the pixels that it touches; what a clip or the page's edge hides is cut off likewise. Throws {@link NotDrawable} at anything that lies in a zone in part and cannot be cut exactly, and at text, pictures and
 * curves that something covers in part: what lies under a box that others drew must not be in the file.
 */
export function keepElements(elements: readonly DrawElement[], by: KeepBy): DrawElement[] {
  const seen = withoutCovered(elements.filter((element) => !isLetter(element) || by.shows(element.box)));
  return seen.flatMap((element) => inPage(element, by.page)).flatMap((element) => offZones(element, by.zones));
}

// What is drawn beyond the page's edge or a clip is not shown; it must not be in the file either.
function inPage(element: DrawElement, page: Rect): DrawElement[] {
  const whole = liesIn(element.box, page);
  if (whole && element.clip === undefined) return [element];
  const shown = element.clip === undefined ? page : overlap(element.clip, page);
  if (shown === undefined) return [];
  if (!saysSomething(element)) return [whole ? element : { ...element, clip: shown }];
  if (element.kind !== 'image') return cutShape(element, around(shown), { clipped: true });
  const [across, down] = [Math.abs(element.matrix[0]) / element.pixels.width, Math.abs(element.matrix[3]) / element.pixels.height];
  return [{ ...withoutPixels(element, around([shown[0] + 0.001 - across, shown[1] + 0.001 - down, shown[2] - 0.002 + 2 * across, shown[3] - 0.002 + 2 * down])), clip: shown }];
}

const far = 100_000;

/** All that lies around a box. */
function around([x, y, width, height]: Rect): Rect[] {
  return [[x - far, y - far, far, 2 * far], [x + width, y - far, far, 2 * far], [x - far, y - far, 2 * far, far], [x - far, y + height, 2 * far, far]];
}

function withoutCovered(elements: readonly DrawElement[]): DrawElement[] {
  const covers = elements.flatMap((element, index) => {
    const box = coverOf(element);
    return box === undefined || element.kind === 'glyph' ? [] : [{ index, box, exact: element.kind === 'image' || uprightBox(element.segments) !== undefined }];
  });
  return elements.filter((element, index) => {
    if (!saysSomething(element)) return true;
    for (const cover of covers) {
      if (cover.index <= index) continue;
      const share = shareOf(element.box, cover.box);
      if (share < barelyCovered) continue;
      if (isLetter(element) && cover.exact && share > mostlyCovered) return false;
      throw new NotDrawable(isLetter(element) ? 'text that something covers' : 'a picture or shape that something covers');
    }
    return true;
  });
}

// Upright bars and lines are grounds, cells and rules: what is left of them under something else tells nothing. A curve may be a letter or a signature.
function saysSomething(element: DrawElement): boolean {
  if (element.kind !== 'path' || isLetter(element)) return true;
  let [x, y] = [0, 0];
  return element.segments.some(([code, toX = x, toY = y]) => {
    const slants = code === 2 || (code === 1 && Math.abs(toX - x) > 0.005 && Math.abs(toY - y) > 0.005);
    [x, y] = [toX, toY];
    return slants;
  });
}

function isLetter(element: DrawElement): boolean {
  return element.kind === 'glyph' || element.letter === true;
}

/** The box that an element may hide what was drawn before it with: fills that are more than a line, and pictures. */
function coverOf(element: DrawElement): Rect | undefined {
  if (isLetter(element) || (element.kind === 'path' && element.fill === undefined) || letsThrough(element)) return undefined;
  const box = element.clip === undefined ? element.box : overlap(element.box, element.clip);
  return box === undefined || box[2] < thinPt || box[3] < thinPt ? undefined : box;
}

const mostlyOpaque = 0.6;
const darkTone = 0.6;

// A thin or light wash leaves what lies under it to be seen; a dark marker hides it.
function letsThrough({ mix, ...element }: DrawElement): boolean {
  if (mix === undefined || (mix.fill >= mostlyOpaque && !mix.multiply)) return false;
  if (!mix.multiply) return true;
  return element.kind === 'path' && element.fill !== undefined && Math.max(...element.fill) * mix.fill + 1 - mix.fill > darkTone;
}

function shareOf(box: Rect, of: Rect): number {
  const shared = overlap(box, of);
  return shared === undefined ? 0 : (shared[2] * shared[3]) / Math.max(1e-6, box[2] * box[3]);
}

function offZones(element: DrawElement, zones: readonly Rect[]): DrawElement[] {
  const shown = element.clip === undefined ? element.box : overlap(thick(element.box), element.clip);
  if (shown === undefined) return [];
  const touched = zones.filter((zone) => overlap(thick(element.box), zone) !== undefined);
  if (touched.length === 0) return [element];
  if (touched.some((zone) => liesIn(shown, zone))) return [];
  if (element.kind === 'image') return [withoutPixels(element, touched)];
  if (element.kind === 'glyph' || isLetter(element) || (element.fill !== undefined && uprightBox(element.segments) === undefined)) return cutShape(element, touched);
  if (element.mix === undefined && endsShow(element, touched)) return offBox(element.clip ?? element.box, element.clip === undefined ? reachOf(element) : 0, touched).map((clip) => ({ ...element, clip }));
  return bars(element).flatMap((bar) => cutBar(bar, element, touched));
}

// A bar or line that comes out of the zone again hides nothing of itself there: it may stay whole, with all but the zone as its clip, and then looks the same to the last pixel.
function endsShow({ segments, fill }: PathElement, zones: readonly Rect[]): boolean {
  const box = uprightBox(segments);
  const hidden = ([x0, y0]: readonly [number, number], [x1, y1]: readonly [number, number]): boolean => zones.some((zone) => liesIn([Math.min(x0, x1), Math.min(y0, y1), Math.abs(x1 - x0), Math.abs(y1 - y0)], zone));
  if (segments.some(([code]) => code === 2) || (fill !== undefined && box === undefined)) return false;
  const sides = lines(box === undefined ? segments : rectangle(box));
  if (box !== undefined) return !sides.some(([from, to]) => hidden(from, to));
  return sides.every(([from, to]) => isUpright(from, to) && !hidden(from, from) && !hidden(to, to));
}

function isUpright([x0, y0]: readonly [number, number], [x1, y1]: readonly [number, number]): boolean {
  return Math.abs(y0 - y1) < 0.005 || Math.abs(x0 - x1) < 0.005;
}

function reachOf({ stroke }: PathElement): number {
  return stroke === undefined ? 0 : stroke.width;
}

function offBox([x, y, width, height]: Rect, reach: number, zones: readonly Rect[]): Rect[] {
  let left: Rect[] = [[x - reach, y - reach, width + 2 * reach, height + 2 * reach]];
  for (const zone of zones) left = left.flatMap((box) => minus(box, zone));
  return left;
}

function thick([x, y, width, height]: Rect): Rect {
  return [x, y, Math.max(width, 0.01), Math.max(height, 0.01)];
}

/** What is left of a filled shape off the zones; nothing in the file tells how it went on. `clipped`: the zones stand for its clip. */
function cutShape(element: GlyphElement | PathElement, zones: readonly Rect[], { clipped = false } = {}): PathElement[] {
  if (element.kind === 'path' && (element.stroke !== undefined || element.fill === undefined)) refuse('a curve or slanting line across a zone');
  const segments = element.kind === 'path' ? element.segments : moved(element.outline, (x, y) => at(element.matrix, x, y));
  let left: Segment[][] = [[...segments]];
  for (const zone of zones) left = left.flatMap((part) => outsideOf(part, grown(zone)));
  const { clip, mix, fill = [0, 0, 0] } = element;
  return left.map((part) => ({
    kind: 'path', segments: part, fill, evenOdd: element.kind === 'path' && element.evenOdd, box: boundsOf(pointsOf(part)), letter: true, ...(clip === undefined || clipped ? {} : { clip }), ...(mix === undefined ? {} : { mix }),
  }));
}

// Rounding must not take a part back into the zone.
function grown([x, y, width, height]: Rect): Rect {
  return [x - edgePt, y - edgePt, width + 2 * edgePt, height + 2 * edgePt];
}

function refuse(what: string): never {
  throw new NotDrawable(what);
}

interface Bar {
  readonly box: Rect;
  readonly colour: readonly [number, number, number];
}

/** A path as upright bars, where it is one: a filled rectangle, or straight lines along the page's edges. */
function bars({ segments, fill, stroke, clip, mix }: PathElement): Bar[] {
  // Bars that overlap would mix twice where they do.
  if (mix !== undefined && stroke !== undefined) refuse('a line that lets through across a zone');
  const box = uprightBox(segments);
  const found: Bar[] = [];
  if (fill !== undefined) found.push(box === undefined ? refuse('a shape that lies partly in a zone') : { box, colour: fill });
  if (stroke !== undefined) {
    if (stroke.dash.length > 0 || stroke.cap === 1) refuse('a dotted line across a zone');
    for (const [[x0, y0], [x1, y1]] of lines(segments)) {
      const half = Math.max(stroke.width, 0.25) / 2;
      const level = Math.abs(y0 - y1) < 0.005;
      if (!level && Math.abs(x0 - x1) >= 0.005) refuse('a slanting line across a zone');
      const ends = stroke.cap === 2 || box !== undefined ? half : 0;
      const [left, bottom] = [Math.min(x0, x1), Math.min(y0, y1)];
      found.push({ colour: stroke.colour, box: level ? [left - ends, y0 - half, Math.abs(x1 - x0) + 2 * ends, 2 * half] : [x0 - half, bottom - ends, 2 * half, Math.abs(y1 - y0) + 2 * ends] });
    }
  }
  return found.flatMap((bar) => {
    const shown = clip === undefined ? bar.box : overlap(bar.box, clip);
    return shown === undefined ? [] : [{ ...bar, box: shown }];
  });
}

function lines(segments: readonly Segment[]): (readonly [readonly [number, number], readonly [number, number]])[] {
  const found: (readonly [readonly [number, number], readonly [number, number]])[] = [];
  let [start, current]: (readonly [number, number])[] = [[0, 0], [0, 0]];
  for (const [code, x = 0, y = 0] of segments) {
    if (code === 0) start = current = [x, y];
    else if (code === 1) {
      found.push([current ?? [0, 0], [x, y]]);
      current = [x, y];
    } else if (code === 4) {
      found.push([current ?? [0, 0], start ?? [0, 0]]);
      current = start;
    } else refuse('a curve that lies partly in a zone');
  }
  return found;
}

function cutBar(bar: Bar, { evenOdd, mix }: PathElement, zones: readonly Rect[]): PathElement[] {
  let left: Rect[] = [bar.box];
  for (const zone of zones) left = left.flatMap((box) => minus(box, zone));
  return left.map((box) => ({ kind: 'path', segments: rectangle(box), fill: bar.colour, evenOdd, box, ...(mix === undefined ? {} : { mix }) }));
}

function minus(box: Rect, zone: Rect): Rect[] {
  const shared = overlap(box, zone);
  if (shared === undefined) return [box];
  const [x, y, width, height] = box;
  const [left, bottom, across, up] = shared;
  const parts: Rect[] = [[x, y, left - x, height], [left + across, y, x + width - left - across, height], [left, y, across, bottom - y], [left, bottom + up, across, y + height - bottom - up]];
  return parts.filter(([, , wide, high]) => wide > 0.001 && high > 0.001);
}

/** The segments of an upright rectangle. */
export function rectangle([x, y, width, height]: Rect): Segment[] {
  return [[0, x, y], [1, x + width, y], [1, x + width, y + height], [1, x, y + height], [4]];
}

// Only pictures that stand upright are cut: their pixels lie in rows along the page's edges.
function withoutPixels(image: ImageElement, zones: readonly Rect[]): ImageElement {
  const [a, b, c, d, e, f] = image.matrix;
  if (Math.abs(b) > 1e-6 || Math.abs(c) > 1e-6 || a <= 0 || d <= 0) refuse('a turned picture that lies partly in a zone');
  const { width, height, channels } = image.pixels;
  const data = Uint8Array.from(image.pixels.data);
  for (const zone of zones) {
    const shared = overlap(image.box, zone);
    if (shared === undefined) continue;
    const left = Math.max(0, Math.floor(((shared[0] - e) / a) * width));
    const right = Math.min(width, Math.ceil(((shared[0] + shared[2] - e) / a) * width));
    const top = Math.max(0, Math.floor((1 - (shared[1] + shared[3] - f) / d) * height));
    const bottom = Math.min(height, Math.ceil((1 - (shared[1] - f) / d) * height));
    for (let row = top; row < bottom; row++) data.fill(0, (row * width + left) * channels, (row * width + right) * channels);
  }
  return { ...image, pixels: { ...image.pixels, data } };
}
