import { fourWhite, type TonePlane } from './tone-plane.ts';

/** How a page is stored: `bilevel` pages are sharp black on white, the others keep their tones. */
export type PageKind = 'bilevel' | 'grey' | 'colour';

/** Pixels darker than this are ink on a bilevel page. */
export const inkThreshold = 160;

const colouredPixels = 100;
const block = 4;
const fadedBy = 40;
const flatSpread = 24;
const flatTones: readonly [number, number] = [24, 232];
const spoiltShare = 1e-4;

/**
 * Judges from the painted pixels alone how a page can be stored without losing what a reader sees: a page with colours keeps them; a page stays grey
 * when too many squares of four pixels would fade or hold an even grey.
 */
export function pageKind(plane: TonePlane): PageKind {
  if (plane.coloured > colouredPixels) return 'colour';
  const { width, height, stride, fours } = plane;
  const spoiltAtMost = Math.max(8, (width * height * spoiltShare) / (block * block));
  const across = stride / block;
  let spoilt = 0;
  for (let top = 0; top + block <= height; top += block) {
    const first = top * across;
    for (let column = 0; column < across; column++) {
      const at = first + column;
      if (fours[at] === fourWhite && fours[at + across] === fourWhite && fours[at + 2 * across] === fourWhite && fours[at + 3 * across] === fourWhite) continue;
      if (isSpoilt(plane, top * stride + column * block)) spoilt++;
    }
    if (spoilt > spoiltAtMost) return 'grey';
  }
  return 'bilevel';
}

function isSpoilt({ tones, stride }: TonePlane, start: number): boolean {
  let sum = 0;
  let inkless = 0;
  let low = 255;
  let high = 0;
  for (let row = start, last = start + block * stride; row < last; row += stride) {
    for (let at = row; at < row + block; at++) {
      const tone = tones[at] ?? 0;
      sum += tone;
      if (tone >= inkThreshold) inkless++;
      if (tone < low) low = tone;
      if (tone > high) high = tone;
    }
  }
  const count = block * block;
  const mean = sum / count;
  return (inkless * 255) / count - mean > fadedBy || (high - low < flatSpread && mean > flatTones[0] && mean < flatTones[1]);
}
