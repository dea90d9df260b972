import { frameScale } from '../../shared/bundle-frame.ts';
import type { Box, Rotation } from '../pdf/source-pages.ts';

/** Room that the bundle adds around a page, in points as displayed, before it grows with the page. */
export interface Bands {
  readonly topPt: number;
  readonly bottomPt: number;
}

/** A page with its bands: all in points as displayed, except `mediaBox` and `matrix`, which are in the page's user space. */
export interface PageFrame {
  readonly mediaBox: Box;
  /** From points as displayed, origin at the bottom left of the framed page, to user space. */
  readonly matrix: readonly [number, number, number, number, number, number];
  readonly widthPt: number;
  readonly heightPt: number;
  readonly topPt: number;
  readonly bottomPt: number;
  /** How much larger marks are than on A4, so that they can be read on a plan as well. */
  readonly scale: number;
}

const leastWidthPt = 190;

/**
 * Widens a page by a band above and one below, as displayed, so that marks never cover anything of the page and its scale stays 1:1.
 * A page too narrow for its marks also gains room at its right.
 */
export function framePage(box: Box, rotation: Rotation, userUnit: number, bands: Bands): PageFrame {
  const sideways = rotation === 90 || rotation === 270;
  const width = (sideways ? box[3] - box[1] : box[2] - box[0]) * userUnit;
  const height = (sideways ? box[2] - box[0] : box[3] - box[1]) * userUnit;
  const scale = frameScale(width, height);
  const topPt = bands.topPt * scale;
  const bottomPt = bands.bottomPt * scale;
  const framed = topPt + bottomPt > 0;
  const rightPt = framed ? Math.max(0, leastWidthPt - width) : 0;
  const [top, bottom, right] = [topPt / userUnit, bottomPt / userUnit, rightPt / userUnit];
  const s = 1 / userUnit;
  const size = { widthPt: width + rightPt, heightPt: height + topPt + bottomPt, topPt, bottomPt, scale };
  const [x0, y0, x1, y1] = box;
  switch (rotation) {
    case 0:
      return { ...size, mediaBox: [x0, y0 - bottom, x1 + right, y1 + top], matrix: [s, 0, 0, s, x0, y0 - bottom] };
    case 90:
      return { ...size, mediaBox: [x0 - top, y0, x1 + bottom, y1 + right], matrix: [0, s, -s, 0, x1 + bottom, y0] };
    case 180:
      return { ...size, mediaBox: [x0 - right, y0 - top, x1, y1 + bottom], matrix: [-s, 0, 0, -s, x1, y1 + bottom] };
    case 270:
      return { ...size, mediaBox: [x0 - bottom, y0 - right, x1 + top, y1], matrix: [0, -s, s, 0, x0 - bottom, y1] };
  }
}

/** The point in user space that is displayed at the top left of the framed page. */
export function topLeft({ matrix: [a, b, c, d, e, f], heightPt }: PageFrame): readonly [number, number] {
  return [c * heightPt + e + a * 0, d * heightPt + f + b * 0];
}
