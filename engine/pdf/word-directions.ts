import type { Rect } from '../../shared/geometry.ts';
import type { Word } from '../../shared/page-text.ts';

/** Where a line of text runs on the page as displayed: `right` as usual, `left` upside down, `down` and `up` on its side. */
export type Direction = 'right' | 'left' | 'down' | 'up';

type PlacedWord = Pick<Word, 'text' | 'rect' | 'line'>;

export const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const clearAspect = 1.3;
const clearLetters = 3;

/**
 * The direction of each word's line, from the shapes of the boxes and the order of the words: a word of a letter or two says nothing by itself and
 * follows its page.
 */
export function wordDirections(words: readonly PlacedWord[]): Direction[] {
  let across = 0;
  let upright = 0;
  const axes = words.map((word) => {
    const axis = axisOf(word);
    if (axis === 'across') across++;
    if (axis === 'upright') upright++;
    return axis;
  });
  const usual = upright > across ? 'upright' : 'across';
  const settled = axes.map((axis) => axis ?? usual);
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

function axisOf({ text, rect }: PlacedWord): 'across' | 'upright' | undefined {
  if (Array.from(text).length < clearLetters) return undefined;
  if (rect[2] > rect[3] * clearAspect) return 'across';
  return rect[3] > rect[2] * clearAspect ? 'upright' : undefined;
}

function middle(rect: Rect, axis: 0 | 1): number {
  return rect[axis] + rect[axis === 0 ? 2 : 3] / 2;
}
