import type { PixelImage } from '../pdf/page-image.ts';

// Above it grain hides letters from the engine; scans of good paper stay below 3.
const notableNoise = 4;
const heavyNoise = 9;
// Rendering smooths grain from one pixel to the next: it is looked for three pixels apart.
const reach = 3;

/** Standard deviation of the grain of an 8-bit grey image: 0 for a clean page (after Immerkær 1996, by the median, so that letters do not count). */
export function noiseOf({ width, height, pixels }: PixelImage): number {
  const counts = new Uint32Array(2048);
  let total = 0;
  const at = (index: number): number => pixels[index] ?? 0;
  const rows = reach * width;
  for (let y = reach; y < height - reach; y += 3) {
    for (let x = reach; x < width - reach; x += 3) {
      const middle = y * width + x;
      const edges = at(middle - rows) + at(middle + rows) + at(middle - reach) + at(middle + reach);
      const corners = at(middle - rows - reach) + at(middle - rows + reach) + at(middle + rows - reach) + at(middle + rows + reach);
      const response = Math.abs(4 * at(middle) - 2 * edges + corners);
      counts[response] = (counts[response] ?? 0) + 1;
      total++;
    }
  }
  let seen = 0;
  for (let response = 0; response < counts.length; response++) {
    seen += counts[response] ?? 0;
    if (seen * 2 >= total) return response / (0.6745 * 6);
  }
  return 0;
}

/** The image with its grain smoothed away, where there is enough of it to mislead recognition; else the image itself. */
export function denoise(image: PixelImage): PixelImage {
  const noise = noiseOf(image);
  if (noise < notableNoise) return image;
  const once = medianOfNine(image);
  return blur(noise < heavyNoise ? once : medianOfNine(once));
}

/** Median of each pixel's neighbourhood of three by three: columns are sorted once, then joined (Smith 1996). */
function medianOfNine({ width, height, pixels }: PixelImage): PixelImage {
  const out = new Uint8Array(pixels);
  const low = new Uint8Array(width);
  const middle = new Uint8Array(width);
  const high = new Uint8Array(width);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 0; x < width; x++) {
      const index = y * width + x;
      const [a, b, c] = [pixels[index - width] ?? 0, pixels[index] ?? 0, pixels[index + width] ?? 0];
      low[x] = Math.min(a, b, c);
      high[x] = Math.max(a, b, c);
      middle[x] = medianOfThree(a, b, c);
    }
    for (let x = 1; x < width - 1; x++) {
      const highestLow = Math.max(low[x - 1] ?? 0, low[x] ?? 0, low[x + 1] ?? 0);
      const lowestHigh = Math.min(high[x - 1] ?? 0, high[x] ?? 0, high[x + 1] ?? 0);
      out[y * width + x] = medianOfThree(highestLow, medianOfThree(middle[x - 1] ?? 0, middle[x] ?? 0, middle[x + 1] ?? 0), lowestHigh);
    }
  }
  return { width, height, channels: 1, pixels: out };
}

function medianOfThree(a: number, b: number, c: number): number {
  return a < b ? (b < c ? b : Math.max(a, c)) : a < c ? a : Math.max(b, c);
}

/** Binomial smoothing, 1 2 1 both ways. */
function blur({ width, height, pixels }: PixelImage): PixelImage {
  const across = new Uint8Array(pixels);
  for (let y = 0; y < height; y++) {
    for (let index = y * width + 1; index < (y + 1) * width - 1; index++) across[index] = ((pixels[index - 1] ?? 0) + 2 * (pixels[index] ?? 0) + (pixels[index + 1] ?? 0) + 2) >> 2;
  }
  const out = new Uint8Array(across);
  for (let index = width; index < across.length - width; index++) out[index] = ((across[index - width] ?? 0) + 2 * (across[index] ?? 0) + (across[index + width] ?? 0) + 2) >> 2;
  return { width, height, channels: 1, pixels: out };
}
