import type { Rect } from '../../../shared/geometry.ts';

/** Maps glyph or image space to the page: points, y up from the bottom-left corner of the page as displayed. */
export type Matrix = readonly [number, number, number, number, number, number];
/** Red, green, blue, 0 to 1. */
export type Colour = readonly [number, number, number];

interface Placed {
  /** Bounds on the page, points, y up: left, bottom, width, height. */
  readonly box: Rect;
  /** Only what lies in it shows. Absent where all of the element does. */
  readonly clip?: Rect;
  /** A letter of a font that draws its letters as shapes, however simple: it is treated as a letter. */
  readonly letter?: true;
  /** How it is mixed with what lies under it; absent where it hides that. */
  readonly mix?: Mix;
}

/** Opacity of fills and pictures, and of strokes, 0 to 1; `multiply` darkens what lies under it, as a marker does. */
export interface Mix {
  readonly fill: number;
  readonly stroke: number;
  readonly multiply: boolean;
}

/** A glyph, filled, with its place in its run. */
export interface GlyphElement extends Placed {
  readonly kind: 'glyph';
  /** In units of the glyph's space. */
  readonly outline: readonly Segment[];
  /** From the glyph's space to the page. */
  readonly matrix: Matrix;
  readonly fill: Colour;
  readonly run: TextRun;
  /** Which of the run's steps it is. */
  readonly step: number;
}

/** What one operator of the source shows, in one font. */
export interface TextRun {
  readonly font: FontSource;
  readonly size: number;
  /** From the text's space to the page; its origin is where the run begins. */
  readonly matrix: Matrix;
  /** Glyphs, and moves back between them in thousandths of the font size. */
  readonly steps: readonly (RunGlyph | number)[];
  /** The run at whose end this one begins, on the same line. */
  readonly after?: TextRun;
}

export interface RunGlyph {
  /** As the font of the source names it. */
  readonly name: string;
  /** In thousandths of the font size. */
  readonly width: number;
  /** Draws nothing. */
  readonly blank: boolean;
}

/** A font of the source, as far as single glyphs can be taken from it. */
export interface FontSource {
  /** The same for the same font of a document. */
  readonly key: string;
  readonly kind: 'curves' | 'truetype';
  /** From its outlines' units to an em. */
  readonly scale: number;
  /** What hinting asks for besides the glyphs; nothing for curves. */
  readonly tables: Readonly<Record<string, Uint8Array>>;
  /** Not in the file: its glyphs are named by their characters. */
  readonly replaced?: true;
  /** What a glyph draws, in units of the font; nothing for one that it has not. */
  readonly outline: (name: string) => readonly Segment[];
  /** How it goes into another font; undefined for one that it has not. */
  readonly program: (name: string) => GlyphProgram | undefined;
}

/** Outlines in units of the font, or an entry of a TrueType font with those of its parts. */
export type GlyphProgram = readonly Segment[] | TrueTypeGlyph;

export interface TrueTypeGlyph {
  readonly entry: Uint8Array;
  readonly parts: readonly TrueTypeGlyph[];
  /** In units of the font, as its table of metrics has them. */
  readonly advance: number;
  readonly bearing: number;
}

export interface StrokeStyle {
  readonly colour: Colour;
  readonly width: number;
  readonly cap: number;
  readonly join: number;
  readonly miter: number;
  readonly dash: readonly number[];
  readonly phase: number;
}

/** One step of a path: 0 move, 1 line, 2 curve, 4 close, followed by the coordinates of its points. */
export type Segment = readonly [code: number, ...points: number[]];

/** A path in page space, filled, stroked or both. */
export interface PathElement extends Placed {
  readonly kind: 'path';
  readonly segments: readonly Segment[];
  readonly fill?: Colour;
  readonly evenOdd: boolean;
  readonly stroke?: StrokeStyle;
}

/** Rows of pixels from the top: a byte of grey, or red, green and blue. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
}

/** A picture without transparency. */
export interface ImageElement extends Placed {
  readonly kind: 'image';
  readonly matrix: Matrix;
  readonly pixels: Pixels;
}

/** What a page draws, one element after the other; every state is its own, so that an element that is left out leaves no trace. */
export type DrawElement = GlyphElement | PathElement | ImageElement;

/** Thrown where a page draws something that is not redrawn exactly: the page is then redacted by its pixels. The message says what, never its content. */
export class NotDrawable extends Error {}

/** First `inner`, then `outer`. */
export function times(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

/** The point on the page of a point in a matrix's space. */
export function at([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** Bounds of points given as x, y, x, y… */
export function boundsOf(points: readonly number[]): Rect {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let index = 0; index + 1 < points.length; index += 2) {
    const [x = 0, y = 0] = [points[index], points[index + 1]];
    left = Math.min(left, x);
    right = Math.max(right, x);
    bottom = Math.min(bottom, y);
    top = Math.max(top, y);
  }
  return left > right ? [0, 0, 0, 0] : [left, bottom, right - left, top - bottom];
}

/** The part of a box that lies in another; undefined where none does. Touching is not lying in. */
export function overlap([x, y, width, height]: Rect, [left, bottom, across, up]: Rect): Rect | undefined {
  const from = [Math.max(x, left), Math.max(y, bottom)] as const;
  const to = [Math.min(x + width, left + across), Math.min(y + height, bottom + up)] as const;
  return from[0] < to[0] && from[1] < to[1] ? [from[0], from[1], to[0] - from[0], to[1] - from[1]] : undefined;
}

/** Whether a box lies in another, up to a hundredth of a point. */
export function liesIn([x, y, width, height]: Rect, [left, bottom, across, up]: Rect): boolean {
  const slack = 0.01;
  return x >= left - slack && y >= bottom - slack && x + width <= left + across + slack && y + height <= bottom + up + slack;
}

/** The points of path segments, as x, y, x, y… */
export function pointsOf(segments: readonly Segment[]): number[] {
  return segments.flatMap(([, ...points]) => points);
}

const pointNumbers: Readonly<Record<number, number>> = { 0: 2, 1: 2, 2: 6, 3: 4, 4: 0 };

/** Path segments from PDF.js's array of codes and coordinates; quadratic curves become cubic ones. */
export function segmentsOf(data: ArrayLike<number>): Segment[] {
  const segments: Segment[] = [];
  let [x, y] = [0, 0];
  for (let index = 0; index < data.length;) {
    const code = data[index++] ?? -1;
    const count = pointNumbers[code];
    if (count === undefined || index + count > data.length) throw new NotDrawable('a kind of curve');
    const points = Array.from({ length: count }, (_, offset) => data[index + offset] ?? 0);
    index += count;
    const [controlX = 0, controlY = 0, toX = 0, toY = 0] = points;
    if (code === 3) segments.push([2, x + (2 / 3) * (controlX - x), y + (2 / 3) * (controlY - y), toX + (2 / 3) * (controlX - toX), toY + (2 / 3) * (controlY - toY), toX, toY]);
    else segments.push([code, ...points]);
    if (count > 0) [x, y] = [points.at(-2) ?? 0, points.at(-1) ?? 0];
  }
  return segments;
}

/** Path segments with every point moved. */
export function moved(segments: readonly Segment[], move: (x: number, y: number) => readonly [number, number]): Segment[] {
  return segments.map(([code, ...points]) => {
    const placed: number[] = [];
    for (let index = 0; index + 1 < points.length; index += 2) placed.push(...move(points[index] ?? 0, points[index + 1] ?? 0));
    return [code, ...placed];
  });
}

/** The box that a path is, where it is one upright rectangle and nothing else. */
export function uprightBox(segments: readonly Segment[]): Rect | undefined {
  const corners = segments.filter(([code]) => code === 0 || code === 1);
  if (segments.some(([code]) => code === 2) || segments.filter(([code]) => code === 0).length !== 1) return undefined;
  const points = corners.map(([, x = 0, y = 0]) => [x, y] as const);
  const [first] = points;
  const last = points.at(-1);
  if (points.length === 5 && first !== undefined && last !== undefined && isNear(first[0], last[0]) && isNear(first[1], last[1])) points.pop();
  if (points.length !== 4) return undefined;
  const upright = points.every(([x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % 4] ?? [x, y];
    return isNear(x, nextX) !== isNear(y, nextY) || (isNear(x, nextX) && isNear(y, nextY));
  });
  return upright ? boundsOf(pointsOf(segments)) : undefined;
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) < 0.005;
}

const letters: Readonly<Record<number, string>> = { 0: 'm', 1: 'l', 2: 'c', 4: 'h' };

/** Path segments as PDF operators, one a line, to so many decimals. */
export function pathOperators(segments: readonly Segment[], decimals: number): string {
  return segments.map(([code, ...points]) => [...points.map((point) => numeral(point, decimals)), letters[code] ?? ''].join(' ')).join('\n');
}

/** A number as PDF writes it: plain decimals, no negative zero. */
export function numeral(value: number, decimals: number): string {
  const text = String(Number(value.toFixed(decimals)));
  if (text.includes('e')) return '0';
  return text === '-0' ? '0' : text;
}
