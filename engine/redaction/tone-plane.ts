import { luma, type PaintedPage } from './painted-page.ts';

/** Brightness of every pixel of a page, rows padded with white to whole groups of four so that blank groups can be passed over at once. */
export interface TonePlane {
  readonly width: number;
  readonly height: number;
  /** Bytes a row, a multiple of four. */
  readonly stride: number;
  readonly tones: Uint8Array;
  /** The same bytes, four at a time. */
  readonly fours: Uint32Array;
  /** Pixels with a colour that a reader would miss on a grey page. */
  readonly coloured: number;
}

export const fourWhite = 0xffffffff;
const white = 0xffffff;
const colouredSpread = 40;

/** Makes the brightness plane of a painted page. */
export function tonePlane({ width, height, pixels }: PaintedPage): TonePlane {
  const stride = (width + 3) & ~3;
  const tones = new Uint8Array(stride * height).fill(255);
  let coloured = 0;
  for (let row = 0, from = 0; row < height; row++) {
    const start = row * stride;
    for (let column = 0; column < width; column++, from++) {
      const pixel = pixels[from] ?? 0;
      if ((pixel & white) === white) continue;
      tones[start + column] = luma(pixel);
      if (((pixel ^ (pixel >>> 8)) & 0xffff) !== 0 && spread(pixel) > colouredSpread) coloured++;
    }
  }
  return { width, height, stride, tones, fours: new Uint32Array(tones.buffer), coloured };
}

function spread(pixel: number): number {
  const red = (pixel >>> 16) & 0xff;
  const green = (pixel >>> 8) & 0xff;
  const blue = pixel & 0xff;
  return Math.max(red, green, blue) - Math.min(red, green, blue);
}
