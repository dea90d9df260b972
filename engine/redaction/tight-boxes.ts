import type { RedactionZone } from '../../shared/case-model/redaction.ts';
import type { Rect } from '../../shared/geometry.ts';
import type { PageText } from '../../shared/page-text.ts';
import { wordDirections } from '../pdf/word-directions.ts';
import { isSideways, zoneHidesWord } from './kept-words.ts';

/** A zone whose own size may tell what was removed: words that stay stand beside it on the same line, or it hides text that stands at a slant. */
export interface ZoneWarning {
  readonly code: 'tight-box' | 'slanted-box';
  readonly zone: RedactionZone;
  readonly message: string;
}

const farthest = 3;

/** The zones that cut a line of text: the gap between what stays measures what was removed (Bland et al., PETS 2023). */
export function tightBoxes(zones: readonly RedactionZone[], pages: readonly PageText[]): ZoneWarning[] {
  return zones.filter((zone) => cutsLine(zone, pages.find(({ page }) => page === zone.page))).map((zone) => ({
    code: 'tight-box', zone,
    message: 'The box cuts a line of text: the gap that it leaves measures what was removed. Take the whole line where a name must not be guessed.',
  }));
}

/** The zones over text at a slant: an upright box around it is the taller the longer the text is. `pages` tell it of each of their zones, in the zones' order. */
export function slantedBoxes(zones: readonly RedactionZone[], pages: readonly { readonly number: number; readonly slanted: readonly boolean[] }[]): ZoneWarning[] {
  return pages.flatMap(({ number, slanted }) => zones.filter(({ page }) => page === number).filter((_, index) => slanted[index] === true)).map((zone) => ({
    code: 'slanted-box', zone,
    message: 'The box hides text that stands at a slant: its height follows the length of the text. Draw a larger box over it where a name must not be guessed.',
  }));
}

function cutsLine(zone: RedactionZone, page: PageText | undefined): boolean {
  if (page === undefined) return false;
  const sideways = wordDirections(page.words).map(isSideways);
  const hides = (index: number): boolean => zoneHidesWord(zone.rect, page.words[index]?.rect ?? [0, 0, 0, 0], sideways[index] === true);
  const hidden = page.words.flatMap(({ rect }, index) => (hides(index) ? [{ rect, turned: sideways[index] === true }] : []));
  return page.words.some(({ rect }, index) => !hides(index) && hidden.some((word) => word.turned === (sideways[index] === true) && standsBeside(zone.rect, word, rect)));
}

function standsBeside(zone: Rect, hidden: { readonly rect: Rect; readonly turned: boolean }, word: Rect): boolean {
  const [start, length, cross, depth] = hidden.turned ? ([1, 3, 0, 2] as const) : ([0, 2, 1, 3] as const);
  const shared = Math.min(hidden.rect[cross] + hidden.rect[depth], word[cross] + word[depth]) - Math.max(hidden.rect[cross], word[cross]);
  const gap = Math.max(word[start] - (zone[start] + zone[length]), zone[start] - (word[start] + word[length]));
  return shared > Math.min(hidden.rect[depth], word[depth]) / 2 && gap < farthest * hidden.rect[depth];
}
