import type { PageSize, Rect } from '../../shared/geometry.ts';
import { zonePixels } from './zone-pixels.ts';

/** Decoded pixels of a page, three bytes each. */
export interface RgbPage extends PageSize {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** What a page looks like in squares of one size: the mean of each channel, the darkest and the lightest tone. */
export interface Squares {
  readonly across: number;
  readonly down: number;
  readonly mean: Float32Array;
  readonly darkest: Uint8Array;
  readonly lightest: Uint8Array;
}

export const squarePt = 6;

/** Sums a page up in squares of six points, whatever its resolution. */
export function squaresOf(page: RgbPage): Squares {
  const across = Math.max(1, Math.ceil(page.widthPt / squarePt));
  const down = Math.max(1, Math.ceil(page.heightPt / squarePt));
  const mean = new Float32Array(across * down * 3);
  const count = new Uint32Array(across * down);
  const darkest = new Uint8Array(across * down).fill(255);
  const lightest = new Uint8Array(across * down);
  const columns = Uint16Array.from({ length: page.width }, (_, x) => Math.min(across - 1, Math.floor((x * page.widthPt) / (page.width * squarePt))));
  for (let y = 0, at = 0; y < page.height; y++) {
    const row = Math.min(down - 1, Math.floor((y * page.heightPt) / (page.height * squarePt))) * across;
    for (let x = 0; x < page.width; x++, at += 3) {
      const square = row + (columns[x] ?? 0);
      const red = page.rgb[at] ?? 0;
      const green = page.rgb[at + 1] ?? 0;
      const blue = page.rgb[at + 2] ?? 0;
      mean[square * 3] = (mean[square * 3] ?? 0) + red;
      mean[square * 3 + 1] = (mean[square * 3 + 1] ?? 0) + green;
      mean[square * 3 + 2] = (mean[square * 3 + 2] ?? 0) + blue;
      count[square] = (count[square] ?? 0) + 1;
      const tone = (red * 77 + green * 150 + blue * 29) >> 8;
      if (tone < (darkest[square] ?? 0)) darkest[square] = tone;
      if (tone > (lightest[square] ?? 0)) lightest[square] = tone;
    }
  }
  for (let at = 0; at < mean.length; at++) mean[at] = (mean[at] ?? 0) / Math.max(1, count[Math.floor(at / 3)] ?? 1);
  return { across, down, mean, darkest, lightest };
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
export function zoneIsBlack(page: RgbPage, zone: Rect, tolerance: number): boolean {
  const box = zonePixels(zone, page, page);
  if (box === undefined) return true;
  for (let y = box.top; y < box.bottom; y++) {
    for (let at = (y * page.width + box.left) * 3, end = (y * page.width + box.right) * 3; at < end; at++) {
      if ((page.rgb[at] ?? 0) > tolerance) return false;
    }
  }
  return true;
}

/** Whether anything can be seen in a box: the tones differ. */
export function hasContrast(page: RgbPage, rect: Rect): boolean {
  const box = zonePixels(rect, page, page);
  if (box === undefined) return false;
  let low = 255;
  let high = 0;
  for (let y = box.top; y < box.bottom; y++) {
    for (let at = (y * page.width + box.left) * 3, end = (y * page.width + box.right) * 3; at < end; at++) {
      const tone = page.rgb[at] ?? 0;
      if (tone < low) low = tone;
      if (tone > high) high = tone;
    }
  }
  return high - low > 16;
}
