import { luma, type PaintedPage } from './painted-page.ts';

/** How a page is stored: `bilevel` pages are sharp black on white, the others keep their tones. */
export type PageKind = 'bilevel' | 'grey' | 'colour';

/** Pixels darker than this are ink on a bilevel page. */
export const inkThreshold = 160;

const coloured = 40;
const colouredPixels = 100;
const block = 4;
const fadedBy = 40;
const flatSpread = 24;
const flatTones: readonly [number, number] = [24, 232];
const spoiltShare = 1e-4;

/** Judges from the painted pixels alone how a page can be stored without losing what a reader sees. */
export function pageKind(page: PaintedPage): PageKind {
  const { width, height, pixels } = page;
  let colours = 0;
  let spoilt = 0;
  const spoiltAtMost = Math.max(8, (width * height * spoiltShare) / (block * block));
  for (let top = 0; top < height; top += block) {
    const bottom = Math.min(top + block, height);
    for (let left = 0; left < width; left += block) {
      const right = Math.min(left + block, width);
      let sum = 0;
      let inkless = 0;
      let low = 255;
      let high = 0;
      for (let row = top; row < bottom; row++) {
        for (let at = row * width + left, end = row * width + right; at < end; at++) {
          const pixel = pixels[at] ?? 0;
          const tone = luma(pixel);
          sum += tone;
          if (tone >= inkThreshold) inkless++;
          if (tone < low) low = tone;
          if (tone > high) high = tone;
          if (tone > 8 && tone < 252 && spread(pixel) > coloured) colours++;
        }
      }
      if (low > 250 || high < 8) continue;
      const count = (right - left) * (bottom - top);
      const mean = sum / count;
      if ((inkless * 255) / count - mean > fadedBy || (high - low < flatSpread && mean > flatTones[0] && mean < flatTones[1])) spoilt++;
    }
    if (colours > colouredPixels) return 'colour';
  }
  return spoilt > spoiltAtMost ? 'grey' : 'bilevel';
}

function spread(pixel: number): number {
  const red = (pixel >>> 16) & 0xff;
  const green = (pixel >>> 8) & 0xff;
  const blue = pixel & 0xff;
  return Math.max(red, green, blue) - Math.min(red, green, blue);
}
