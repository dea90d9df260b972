import type { PageSize, Rect } from '../../shared/geometry.ts';
import { luma } from './painted-page.ts';
import { fourWhite } from './tone-plane.ts';
import { zonePixels } from './zone-pixels.ts';

/** Decoded pixels of a page: grey, or red, green and blue. */
export interface TonePage extends PageSize {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly tones: Uint8Array;
}

/** What a page looks like in squares of one size: the mean of each channel and the darkest tone. */
export interface Squares {
  readonly across: number;
  readonly down: number;
  readonly mean: Float32Array;
  readonly darkest: Uint8Array;
}

export const squarePt = 6;

/** Sums a decoded page up in squares of six points, whatever its resolution. White, which most of a page is, is passed over four bytes at a time. */
export function squaresOf(page: TonePage): Squares {
  const { width, channels, tones } = page;
  const sums = startSquares(page);
  const fours = new Uint32Array(tones.buffer, tones.byteOffset, tones.byteLength >> 2);
  for (let at = 0; at < tones.length;) {
    if ((at & 3) === 0 && fours[at >> 2] === fourWhite) {
      at += 4;
      continue;
    }
    const pixel = Math.floor(at / channels);
    const first = pixel * channels;
    const red = tones[first] ?? 0;
    const green = channels === 1 ? red : (tones[first + 1] ?? 0);
    const blue = channels === 1 ? red : (tones[first + 2] ?? 0);
    const y = Math.floor(pixel / width);
    // A pixel whose first bytes ended a blank group is met at its next byte: `first` looks at all of it, once.
    if ((red & green & blue) !== 255) addPixel(sums, sums.square(pixel - y * width, y), (red << 16) | (green << 8) | blue);
    at = first + channels;
  }
  return finishSquares(sums);
}

/** Sums rendered BGRX pixels up in the same squares. */
export function squaresOfPixels(page: PageSize & { readonly width: number; readonly height: number; readonly pixels: Uint32Array }): Squares {
  const { width, height, pixels } = page;
  const sums = startSquares(page);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const pixel = pixels[at] ?? 0;
      if ((pixel & 0xffffff) === 0xffffff) continue;
      addPixel(sums, sums.square(x, y), pixel);
    }
  }
  return finishSquares(sums);
}

interface Sums {
  readonly across: number;
  readonly down: number;
  readonly shade: Float32Array;
  readonly darkest: Uint8Array;
  readonly columns: Uint16Array;
  readonly rows: Uint16Array;
  readonly square: (x: number, y: number) => number;
}

function startSquares({ widthPt, heightPt, width, height }: PageSize & { readonly width: number; readonly height: number }): Sums {
  const across = Math.max(1, Math.ceil(widthPt / squarePt));
  const down = Math.max(1, Math.ceil(heightPt / squarePt));
  const columns = Uint16Array.from({ length: width }, (_, x) => Math.min(across - 1, Math.floor((x * widthPt) / (width * squarePt))));
  const rows = Uint16Array.from({ length: height }, (_, y) => Math.min(down - 1, Math.floor((y * heightPt) / (height * squarePt))));
  return { across, down, columns, rows, shade: new Float32Array(across * down * 3), darkest: new Uint8Array(across * down).fill(255), square: (x, y) => (rows[y] ?? 0) * across + (columns[x] ?? 0) };
}

function addPixel({ shade, darkest }: Sums, square: number, pixel: number): void {
  const cell = square * 3;
  shade[cell] = (shade[cell] ?? 0) + 255 - ((pixel >>> 16) & 0xff);
  shade[cell + 1] = (shade[cell + 1] ?? 0) + 255 - ((pixel >>> 8) & 0xff);
  shade[cell + 2] = (shade[cell + 2] ?? 0) + 255 - (pixel & 0xff);
  const tone = luma(pixel);
  if (tone < (darkest[square] ?? 0)) darkest[square] = tone;
}

function finishSquares({ across, down, shade, darkest, columns, rows }: Sums): Squares {
  const counted = (edges: Uint16Array, length: number): Uint32Array => {
    const counts = new Uint32Array(length);
    for (const square of edges) counts[square] = (counts[square] ?? 0) + 1;
    return counts;
  };
  const wide = counted(columns, across);
  const high = counted(rows, down);
  const mean = shade.map((sum, at) => 255 - sum / Math.max(1, (wide[Math.floor(at / 3) % across] ?? 0) * (high[Math.floor(at / 3 / across)] ?? 0)));
  return { across, down, mean, darkest };
}

/** Tolerances of re-encoding: how far the mean of a square may move, and what counts as ink that is there or gone. */
const meanTolerance = 56;
const inkThere = 160;
const inkGone = 240;
const bleedPt = 0.75;

/** How many squares outside the zones lost or gained something that a reader would see. */
export function changedSquares(before: Squares, after: Squares, page: PageSize, zones: readonly Rect[]): number {
  const grid = { width: before.across, height: before.down };
  const whole = { widthPt: before.across * squarePt, heightPt: before.down * squarePt };
  const hidden = new Uint8Array(before.across * before.down);
  for (const zone of zones) {
    // A pixel that a zone touches is black as a whole: it may reach into the next square.
    const box = zonePixels([zone[0] - bleedPt, zone[1] - bleedPt, zone[2] + 2 * bleedPt, zone[3] + 2 * bleedPt], whole, grid);
    if (box === undefined) continue;
    for (let y = box.top; y < box.bottom; y++) hidden.fill(1, y * grid.width + box.left, y * grid.width + box.right);
  }
  if (after.across !== before.across || after.down !== before.down) return hidden.length;
  let changed = 0;
  for (let y = 0; y < grid.height; y++) {
    for (let x = 0; x < grid.width; x++) {
      const at = y * grid.width + x;
      if (hidden[at] === 1) continue;
      const moved = [0, 1, 2].some((channel) => Math.abs((before.mean[at * 3 + channel] ?? 0) - (after.mean[at * 3 + channel] ?? 0)) > meanTolerance);
      const lost = (before.darkest[at] ?? 0) < inkThere && around(after, x, y, Math.min) > inkGone;
      const gained = (after.darkest[at] ?? 0) < inkThere && around(before, x, y, Math.min) > inkGone;
      if (moved || lost || gained) changed++;
    }
  }
  return page.widthPt > 0 ? changed : hidden.length;
}

function around(squares: Squares, x: number, y: number, pick: (a: number, b: number) => number): number {
  let tone = squares.darkest[y * squares.across + x] ?? 255;
  for (let row = Math.max(0, y - 1); row <= Math.min(squares.down - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(squares.across - 1, x + 1); column++) tone = pick(tone, squares.darkest[row * squares.across + column] ?? 255);
  }
  return tone;
}

/** Whether every pixel of a zone is black: exactly for `tolerance` 0, or within what a lossy coding leaves at the zone's edge. */
export function zoneIsBlack(page: TonePage, zone: Rect, tolerance: number): boolean {
  const box = zonePixels(zone, page, page);
  if (box === undefined) return true;
  for (let y = box.top; y < box.bottom; y++) {
    for (let at = (y * page.width + box.left) * page.channels, end = (y * page.width + box.right) * page.channels; at < end; at++) {
      if ((page.tones[at] ?? 0) > tolerance) return false;
    }
  }
  return true;
}

/** Whether anything can be seen in a box: the tones differ. */
export function hasContrast(page: TonePage, rect: Rect): boolean {
  const box = zonePixels(rect, page, page);
  if (box === undefined) return false;
  let low = 255;
  let high = 0;
  for (let y = box.top; y < box.bottom; y++) {
    for (let at = (y * page.width + box.left) * page.channels, end = (y * page.width + box.right) * page.channels; at < end; at++) {
      const tone = page.tones[at] ?? 0;
      if (tone < low) low = tone;
      if (tone > high) high = tone;
    }
  }
  return high - low > 16;
}
