import { NotDrawable, type Pixels } from './draw-element.ts';

// PDF.js ImageKind
const oneBit = 1;
const threeBytes = 2;
const fourBytes = 3;

/** Red, green and blue of a picture as PDF.js decodes it, rows from the top. Throws {@link NotDrawable} for one that lets through. */
export function rgbOf(data: Uint8Array, { width, height, kind }: { readonly width: number; readonly height: number; readonly kind: number | undefined }): Uint8Array {
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
export function withoutColour(pixels: Pixels): Pixels {
  const { width, height, data } = pixels;
  for (let at = 0; at < data.length; at += 3) if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return pixels;
  const grey = new Uint8Array(width * height);
  for (let pixel = 0; pixel < grey.length; pixel++) grey[pixel] = data[pixel * 3] ?? 0;
  return { width, height, channels: 1, data: grey };
}

const mostBars = 4_000;

/** Runs of painted pixels of a stencil: column, row from the top, length. A bit that is off is painted. */
export function stencilBars(data: Uint8Array, width: number, height: number): (readonly [number, number, number])[] {
  const bars: (readonly [number, number, number])[] = [];
  const stride = (width + 7) >> 3;
  const painted = (x: number, y: number): boolean => (((data[y * stride + (x >> 3)] ?? 0xff) >> (7 - (x & 7))) & 1) === 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!painted(x, y)) continue;
      const start = x;
      while (x < width && painted(x, y)) x++;
      bars.push([start, y, x - start]);
      if (bars.length > mostBars) throw new NotDrawable('a large stencil');
    }
  }
  return bars;
}
