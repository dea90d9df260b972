import type { PageSize, Rect } from '../../shared/geometry.ts';
import { zonePixels } from './zone-pixels.ts';

/** Brightness of every pixel of a page as displayed, rows from the top. */
export interface Tones extends PageSize {
  readonly width: number;
  readonly height: number;
  readonly tones: Uint8Array;
}

const darkerBy = 48;
const edgePt = 0.75;

/** So many places may be stray at 144 dots an inch: a full stop is more. */
export const strayAllowed = 3;

/**
 * How many places off the zones are darker or lighter than every place around on the other page: what was lost or added, however small. A place is a pixel with
 * those around it, since two ways of drawing a letter round its edges to different pixels. Both pages have the same size.
 */
export function strayInk(before: Tones, after: Tones, zones: readonly Rect[]): number {
  const { width, height } = before;
  if (after.width !== width || after.height !== height) return width * height;
  const hidden = new Uint8Array(width * height);
  for (const [x, y, across, down] of zones) {
    const box = zonePixels([x - edgePt, y - edgePt, across + 2 * edgePt, down + 2 * edgePt], before, before);
    if (box !== undefined) for (let row = box.top; row < box.bottom; row++) hidden.fill(1, row * width + box.left, row * width + box.right);
  }
  const [one, other] = [blurred(before, hidden), blurred(after, hidden)];
  let stray = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      if (hidden[at] === 1 || Math.abs((one.tones[at] ?? 0) - (other.tones[at] ?? 0)) < darkerBy) continue;
      if (beside(one.tones[at] ?? 0, other, column, row) || beside(other.tones[at] ?? 0, one, column, row)) stray++;
    }
  }
  return stray;
}

/** Each pixel as the mean of itself and those around it; what is hidden counts as white on both pages. */
function blurred({ widthPt, heightPt, width, height, tones }: Tones, hidden: Uint8Array): Tones {
  const across = new Uint16Array(width * height);
  const toneAt = (at: number): number => (hidden[at] === 1 ? 255 : (tones[at] ?? 255));
  for (let row = 0; row < height; row++) {
    for (let column = 0, at = row * width; column < width; column++, at++) across[at] = toneAt(column > 0 ? at - 1 : at) + toneAt(at) + toneAt(column < width - 1 ? at + 1 : at);
  }
  const mean = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const [above, below] = [row > 0 ? -width : 0, row < height - 1 ? width : 0];
    for (let column = 0, at = row * width; column < width; column++, at++) mean[at] = ((across[at + above] ?? 0) + (across[at] ?? 0) + (across[at + below] ?? 0)) / 9;
  }
  return { widthPt, heightPt, width, height, tones: mean };
}

/** Whether a tone is far from all that stands around this place. */
function beside(tone: number, { width, height, tones }: Tones, column: number, row: number): boolean {
  for (let y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) if (Math.abs((tones[y * width + x] ?? 0) - tone) < darkerBy) return false;
  }
  return true;
}
