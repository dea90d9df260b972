import type { PageSize, Rect } from '../../shared/geometry.ts';
import { zonePixels } from './zone-pixels.ts';

/** A rendered page: one BGRX value a pixel, rows from the top. */
export interface PagePicture extends PageSize {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;
}

/** At so many dots an inch a redrawn page has to equal its source. */
export const comparedAtDpi = 144;

const colours = 0xffffff;
// A pixel at a zone's edge is partly the zone's; the picture of a photograph is smoothed over its neighbours.
const edgePt = 0.75;

/** The pixels off the zones that differ at all, as places in the pictures. Of pages of different sizes, every pixel does. */
export function changedPixels(before: PagePicture, after: PagePicture, zones: readonly Rect[]): number[] {
  const { width, height, pixels } = before;
  if (after.width !== width || after.height !== height) return Array.from(pixels.keys());
  const hidden = new Uint8Array(width * height);
  for (const [x, y, across, down] of zones) {
    const box = zonePixels([x - edgePt, y - edgePt, across + 2 * edgePt, down + 2 * edgePt], before, before);
    if (box !== undefined) for (let row = box.top; row < box.bottom; row++) hidden.fill(1, row * width + box.left, row * width + box.right);
  }
  const changed: number[] = [];
  for (let at = 0; at < pixels.length; at++) if ((((pixels[at] ?? 0) ^ (after.pixels[at] ?? 0)) & colours) !== 0 && hidden[at] !== 1) changed.push(at);
  return changed;
}

/** A copy of what PDFium painted, to be kept beyond its memory. */
export function pictureOf({ widthPt, heightPt, width, height, pixels }: PagePicture): PagePicture {
  return { widthPt, heightPt, width, height, pixels: Uint32Array.from(pixels) };
}
