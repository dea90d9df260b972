import type { Rect } from '../../shared/geometry.ts';
import type { Word } from '../../shared/page-text.ts';

// A field that holds several lines keeps the places of its words.
const linesOfOne = 3;

/** The words with those in fields of one line as high as their field: how large a program set them there may follow from how long they are. */
export function wordsInFields(words: readonly Word[], fields: readonly Rect[]): Word[] {
  return words.map((word) => {
    const field = fields.find((box) => holds(box, word.rect));
    return field === undefined ? word : { ...word, rect: across(field) ? [word.rect[0], field[1], word.rect[2], field[3]] : [field[0], word.rect[1], field[2], word.rect[3]] };
  });
}

function across([, , width, height]: Rect): boolean {
  return width >= height;
}

function holds(field: Rect, [x, y, width, height]: Rect): boolean {
  const [middle, centre] = [x + width / 2, y + height / 2];
  const inside = middle > field[0] && middle < field[0] + field[2] && centre > field[1] && centre < field[1] + field[3];
  const [deep, size] = across(field) ? [field[3], height] : [field[2], width];
  return inside && deep >= size && deep < linesOfOne * size;
}
