import type { Rect } from '../../../shared/geometry.ts';
import { NotDrawable, type Pixels } from './draw-element.ts';

/** A picture or stencil as PDF.js decodes it. */
export interface DecodedPicture {
  readonly width?: number;
  readonly height?: number;
  /** Its ImageKind. */
  readonly kind?: number;
  readonly data?: Uint8Array;
}

const largestBytes = 6_000_000;
// PDF.js ImageKind
const oneBit = 1;
const threeBytes = 2;
const fourBytes = 3;

/** The pixels of a picture, rows from the top: one byte each where none has a colour. Throws {@link NotDrawable} for one that lets through, is large or damaged. */
export function picturePixels({ width, height, kind, data }: DecodedPicture): Pixels {
  if (width === undefined || height === undefined || data === undefined) throw new NotDrawable('a picture that cannot be decoded');
  if (width * height > largestBytes) throw new NotDrawable('a large picture');
  const pixels = withoutColour({ width, height, channels: 3, data: rgbOf(data, width, height, kind) });
  if (pixels.data.length > largestBytes) throw new NotDrawable('a large picture');
  return pixels;
}

function rgbOf(data: Uint8Array, width: number, height: number, kind: number | undefined): Uint8Array {
  const rgb = new Uint8Array(width * height * 3);
  if (kind === threeBytes && data.length >= rgb.length) return data.slice(0, rgb.length);
  if (kind === fourBytes && data.length >= width * height * 4) {
    for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
      if ((data[from + 3] ?? 0) !== 255) throw new NotDrawable('a picture that lets through');
      rgb.set(data.subarray(from, from + 3), to);
    }
    return rgb;
  }
  const stride = (width + 7) >> 3;
  if (kind !== oneBit || data.length < stride * height) throw new NotDrawable('a kind of picture');
  for (let y = 0, to = 0; y < height; y++) for (let x = 0; x < width; x++, to += 3) rgb.fill(((data[y * stride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1 ? 255 : 0, to, to + 3);
  return rgb;
}

/** A picture of which no pixel has a colour takes a byte a pixel. */
function withoutColour(pixels: Pixels): Pixels {
  const { width, height, data } = pixels;
  for (let at = 0; at < data.length; at += 3) if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return pixels;
  const grey = new Uint8Array(width * height);
  for (let pixel = 0; pixel < grey.length; pixel++) grey[pixel] = data[pixel * 3] ?? 0;
  return { width, height, channels: 1, data: grey };
}

const mostBars = 4_000;

/** Runs of painted pixels of a stencil, as boxes in the unit square that it fills. A bit that is off is painted. Throws {@link NotDrawable} for what has too many. */
export function stencilBars({ data, width = 0, height = 0 }: DecodedPicture = {}): Rect[] {
  const bars: Rect[] = [];
  const stride = (width + 7) >> 3;
  if (!(data instanceof Uint8Array) || data.length < stride * height) throw new NotDrawable('a stencil that cannot be decoded');
  const painted = (x: number, y: number): boolean => (((data[y * stride + (x >> 3)] ?? 0xff) >> (7 - (x & 7))) & 1) === 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!painted(x, y)) continue;
      const start = x;
      while (x < width && painted(x, y)) x++;
      bars.push([start / width, 1 - (y + 1) / height, (x - start) / width, 1 / height]);
      if (bars.length > mostBars) throw new NotDrawable('a large stencil');
    }
  }
  return bars;
}
