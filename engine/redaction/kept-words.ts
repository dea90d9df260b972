import type { Rect } from '../../shared/geometry.ts';
import type { Word } from '../../shared/page-text.ts';
import { wordDirections, type Direction } from '../pdf/word-directions.ts';

// A line may reach this far (of its height) into a zone beside it, as boxes of tightly set lines do, and keep its words.
const tolerated = 0.3;
// Boxes that differ by the noise of one reader must not give different files.
const grid = 10;

/** Whether a zone hides a word: it touches the word's box by more than the overlap that neighbouring lines have. `sideways`: its line runs up or down. */
export function zoneHidesWord(zone: Rect, word: Rect, sideways: boolean): boolean {
  const across = Math.min(zone[0] + zone[2], word[0] + word[2]) - Math.max(zone[0], word[0]);
  const down = Math.min(zone[1] + zone[3], word[1] + word[3]) - Math.max(zone[1], word[1]);
  if (across <= 0 || down <= 0) return false;
  return sideways ? across > word[2] * tolerated : down > word[3] * tolerated;
}

/** The words that no zone hides, each box cut back to what lies outside the zones, and rounded to a tenth of a point. */
export function keptWords(words: readonly Word[], zones: readonly Rect[]): Word[] {
  const sideways = wordDirections(words).map(isSideways);
  return words.flatMap(({ text, rect, line }, index) => {
    const turned = sideways[index] === true;
    if (zones.some((zone) => zoneHidesWord(zone, rect, turned))) return [];
    const left = rounded(zones.reduce<Rect>((box, zone) => cutBack(box, zone, turned), rect));
    return left[2] > 0 && left[3] > 0 ? [{ text, line, rect: left }] : [];
  });
}

/** Whether a line runs up or down the page. */
export function isSideways(direction: Direction): boolean {
  return direction === 'up' || direction === 'down';
}

function cutBack(word: Rect, zone: Rect, sideways: boolean): Rect {
  const [x, y, width, height] = word;
  const across = Math.min(zone[0] + zone[2], x + width) - Math.max(zone[0], x);
  const down = Math.min(zone[1] + zone[3], y + height) - Math.max(zone[1], y);
  if (across <= 0 || down <= 0) return word;
  if (sideways) return zone[0] <= x ? [x + across, y, width - across, height] : [x, y, width - across, height];
  return zone[1] <= y ? [x, y + down, width, height - down] : [x, y, width, height - down];
}

function rounded([x, y, width, height]: Rect): Rect {
  // Inwards, so that a box beside a zone stays beside it.
  const left = Math.ceil(x * grid - 1e-6) / grid;
  const top = Math.ceil(y * grid - 1e-6) / grid;
  return [left, top, Math.floor((x + width) * grid + 1e-6) / grid - left, Math.floor((y + height) * grid + 1e-6) / grid - top];
}
