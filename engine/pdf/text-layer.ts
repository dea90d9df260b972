import type { PageSize, Rect } from '../../shared/geometry.ts';
import type { Word } from '../../shared/page-text.ts';
import type { GlyphlessCodes } from './glyphless-font.ts';
import { glyphlessAdvance } from './glyphless-program.ts';
import { rightToLeft, wordDirections, type Direction } from './word-directions.ts';

type PlacedWord = Pick<Word, 'text' | 'rect' | 'line'>;

export interface TextLayerOptions {
  /** Name of the glyphless font in the page's resources. */
  readonly fontName: string;
  readonly codes: GlyphlessCodes;
}

const decimals = 2;

/**
 * Writes words as invisible text (render mode 3) in the glyphless font, each word fitted to its box, for a page whose user space is the page
 * as displayed with its origin at the bottom left. Extraction gives the words in the order given; right-to-left words are written in visual order, as
 * readers expect of PDF content. Words without area or text are left out. Boxes are points from the top left.
 */
export function textLayerContent(words: readonly PlacedWord[], page: PageSize, options: TextLayerOptions): string {
  const shown = words.filter(({ text, rect }) => text.trim() !== '' && rect[2] > 0 && rect[3] > 0);
  if (shown.length === 0) return '';
  const lines = ['BT', '3 Tr'];
  let size = '';
  const directions = wordDirections(shown);
  for (const [index, word] of shown.entries()) {
    const direction = directions[index] ?? 'right';
    const sideways = direction === 'up' || direction === 'down';
    const [run, depth] = sideways ? [word.rect[3], word.rect[2]] : [word.rect[2], word.rect[3]];
    const units = encode(word.text, options.codes);
    if (units.length === 0) continue;
    const font = `/${options.fontName} ${fixed(depth)} Tf`;
    if (font !== size) lines.push(font);
    size = font;
    const scale = (100 * run) / ((units.length * glyphlessAdvance * Number(fixed(depth))) / 1000);
    // The space between words of a line stands after a word as read: to the left of one that runs from right to left.
    const spaced = isBesideNext(word, shown[index + 1], sideways);
    const before = spaced && rightToLeft.test(word.text);
    const matrix = textMatrix(word.rect, page, direction, before ? run / units.length : 0);
    lines.push(`${scale.toFixed(3)} Tz`, `${matrix} Tm`, `<${before ? '0020' : ''}${units.join('')}${spaced && !before ? '0020' : ''}> Tj`);
  }
  lines.push('ET');
  return lines.join('\n');
}

// Only between neighbours: a space must not reach over a gap, where something else may stand.
function isBesideNext(word: PlacedWord, next: PlacedWord | undefined, sideways: boolean): boolean {
  if (next?.line !== word.line) return false;
  const [start, length, depth] = sideways ? ([1, 3, 2] as const) : ([0, 2, 3] as const);
  const gap = Math.max(next.rect[start] - (word.rect[start] + word.rect[length]), word.rect[start] - (next.rect[start] + next.rect[length]));
  return gap < word.rect[depth];
}

/** Puts the start of the baseline at the corner where the word begins, moved back by `shift` along it. */
function textMatrix([x, y, width, height]: Rect, page: PageSize, direction: Direction, shift: number): string {
  const top = page.heightPt - y;
  const bottom = top - height;
  switch (direction) {
    case 'right': return `1 0 0 1 ${fixed(x - shift)} ${fixed(bottom)}`;
    case 'left': return `-1 0 0 -1 ${fixed(x + width + shift)} ${fixed(top)}`;
    case 'up': return `0 1 -1 0 ${fixed(x + width)} ${fixed(bottom - shift)}`;
    case 'down': return `0 -1 1 0 ${fixed(x)} ${fixed(top + shift)}`;
  }
}

function fixed(value: number): string {
  return value.toFixed(decimals);
}

function encode(text: string, codes: GlyphlessCodes): string[] {
  const characters = rightToLeft.test(text) ? visualOrder(text) : Array.from(text);
  return characters
    .flatMap((character) => codes.codeOf(character) ?? Array.from(character).map((part) => codes.codeOf(part)))
    .filter((code) => code !== undefined)
    .map((code) => code.toString(16).padStart(4, '0').toUpperCase());
}

// Within one word, digits and Latin keep their direction (Unicode Bidirectional Algorithm, levels of numbers in a right-to-left run), and a letter
// keeps its marks by sharing one code with them, marks first: readers turn the whole run around, character by character.
function visualOrder(text: string): string[] {
  const runs = text.match(/[\p{Nd}\p{Script=Latin}](?:[\p{Nd}\p{Script=Latin}\p{M}.,:/+-]*[\p{Nd}\p{Script=Latin}])?|.\p{M}*/gsu) ?? [];
  return runs.reverse().flatMap((run) => (/^[\p{Nd}\p{Script=Latin}]/u.test(run) ? Array.from(run) : [Array.from(run).reverse().join('')]));
}
