import type { RedactionZone } from '../../shared/case-model/redaction.ts';
import type { PageText } from '../../shared/page-text.ts';
import { zoneHidesWord } from './kept-words.ts';

/** A zone whose own width may tell what was removed: words that stay stand beside it on the same line. */
export interface TightBox {
  readonly code: 'tight-box';
  readonly zone: RedactionZone;
  readonly message: string;
}

const farthest = 3;

/** The zones that cut a line of text: the gap between what stays measures what was removed (Bland et al., PETS 2023). */
export function tightBoxes(zones: readonly RedactionZone[], pages: readonly PageText[]): TightBox[] {
  return zones.filter((zone) => cutsLine(zone, pages.find(({ page }) => page === zone.page))).map((zone) => ({
    code: 'tight-box', zone,
    message: 'The box cuts a line of text: the gap that it leaves measures what was removed. Take the whole line where a name must not be guessed.',
  }));
}

function cutsLine(zone: RedactionZone, page: PageText | undefined): boolean {
  if (page === undefined) return false;
  const hidden = page.words.filter(({ rect }) => zoneHidesWord(zone.rect, rect));
  return page.words.some((word) => {
    if (hidden.includes(word)) return false;
    return hidden.some(({ rect }) => {
      const shared = Math.min(rect[1] + rect[3], word.rect[1] + word.rect[3]) - Math.max(rect[1], word.rect[1]);
      const gap = Math.max(word.rect[0] - (zone.rect[0] + zone.rect[2]), zone.rect[0] - (word.rect[0] + word.rect[2]));
      return shared > Math.min(rect[3], word.rect[3]) / 2 && gap < farthest * rect[3];
    });
  });
}
