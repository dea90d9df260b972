import type { PageSize, Rect } from '../../shared/geometry.ts';
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

/** Sums a page up in squares of six points, whatever its resolution. White pixels, which are most, cost next to nothing. */
export function squaresOf(page: TonePage): Squares {
  const { width, height, channels, tones } = page;
  const across = Math.max(1, Math.ceil(page.widthPt / squarePt));
  const down = Math.max(1, Math.ceil(page.heightPt / squarePt));
  const shade = new Float32Array(across * down * 3);
  const darkest = new Uint8Array(across * down).fill(255);
  const columns = Uint16Array.from({ length: width }, (_, x) => Math.min(across - 1, Math.floor((x * page.widthPt) / (width * squarePt))));
  const rows = Uint16Array.from({ length: height }, (_, y) => Math.min(down - 1, Math.floor((y * page.heightPt) / (height * squarePt))));
  for (let y = 0, at = 0; y < height; y++) {
    const row = (rows[y] ?? 0) * across;
    for (let x = 0; x < width; x++, at += channels) {
      if (channels === 1 && tones[at] === 255) continue;
      const red = tones[at] ?? 0;
      const green = channels === 1 ? red : (tones[at + 1] ?? 0);
      const blue = channels === 1 ? red : (tones[at + 2] ?? 0);
      if ((red & green & blue) === 255) continue;
      const square = row + (columns[x] ?? 0);
      if (channels === 1) {
        shade[square * 3] = (shade[square * 3] ?? 0) + 255 - red;
        if (red < (darkest[square] ?? 0)) darkest[square] = red;
        continue;
      }
      shade[square * 3] = (shade[square * 3] ?? 0) + 255 - red;
      shade[square * 3 + 1] = (shade[square * 3 + 1] ?? 0) + 255 - green;
      shade[square * 3 + 2] = (shade[square * 3 + 2] ?? 0) + 255 - blue;
      const tone = (red * 77 + green * 150 + blue * 29) >> 8;
      if (tone < (darkest[square] ?? 0)) darkest[square] = tone;
    }
  }
  if (channels === 1) for (let at = 0; at < shade.length; at += 3) shade.fill(shade[at] ?? 0, at, at + 3);
  const counted = (edges: Uint16Array, length: number): Uint32Array => edges.reduce((counts, square) => counts.fill((counts[square] ?? 0) + 1, square, square + 1), new Uint32Array(length));
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
