import type { Rect } from '../../shared/geometry.ts';
import type { Word } from '../../shared/page-text.ts';

/** Where a line of text runs on the page as displayed: `right` as usual, `left` upside down, `down` and `up` on its side. */
export type Direction = 'right' | 'left' | 'down' | 'up';

type PlacedWord = Pick<Word, 'text' | 'rect' | 'line'>;

export const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const clearAspect = 1.3;
const clearLetters = 3;
// Three narrow letters ("Ali") are taller than wide as they stand; four are not.
const clearUprightLetters = 4;

/**
 * The direction of each word's line, from the shapes of the boxes and the order of the words. The words of a line run one way: "all" is taller than
 * wide and yet runs with its line. A line that says nothing by itself, such as one of two letters, follows its page.
 */
export function wordDirections(words: readonly PlacedWord[]): Direction[] {
  const lean = new Map<number, number>();
  for (const word of words) lean.set(word.line, (lean.get(word.line) ?? 0) + leanOf(word));
  const page = [...lean.values()].reduce((sum, line) => sum + Math.sign(line), 0);
  const settled = words.map(({ line }) => ((lean.get(line) || page) < 0 ? 'upright' : 'across'));
  const steps = { across: 0, upright: 0 };
  for (let index = 1; index < words.length; index++) {
    const from = words[index - 1];
    const to = words[index];
    const axis = settled[index];
    if (from === undefined || to === undefined || axis === undefined || from.line !== to.line || settled[index - 1] !== axis) continue;
    const forward = axis === 'across' ? middle(to.rect, 0) - middle(from.rect, 0) : middle(from.rect, 1) - middle(to.rect, 1);
    steps[axis] += Math.sign(forward) * (rightToLeft.test(from.text) && rightToLeft.test(to.text) ? -1 : 1);
  }
  const turned = { across: steps.across < 0 ? 'left' : 'right', upright: steps.upright < 0 ? 'down' : 'up' } as const;
  return settled.map((axis) => turned[axis]);
}

/** How many letters speak for a line that runs across (above 0) or up and down (below 0). */
function leanOf({ text, rect }: PlacedWord): number {
  const letters = Array.from(text).length;
  if (letters < clearLetters) return 0;
  if (rect[2] > rect[3] * clearAspect) return letters;
  return letters >= clearUprightLetters && rect[3] > rect[2] * clearAspect ? -letters : 0;
}

function middle(rect: Rect, axis: 0 | 1): number {
  return rect[axis] + rect[axis === 0 ? 2 : 3] / 2;
}
