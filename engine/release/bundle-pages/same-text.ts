import type { Rect } from '../../../shared/geometry.ts';
import type { PageCharacter } from './page-characters.ts';

/** How the text of a page in the bundle stands to the exhibit's. */
export type TextComparison = 'same' | 'other' | 'added';

// Numbers in a PDF are rounded, and so is PDFium's map to the page as displayed.
const nearPt = 2;
const cellPt = 4;

/**
 * Compares the characters of an exhibit's page with those of the bundle's, each at its place; their order does not matter. `other`: one is missing, or one that
 * is set to be drawn is there beyond them. `added`: all are there, and text that is set to be undrawn beside them, as a recognised page gets it. What stands in
 * `boxes` of the page (form fields, whose look the bundle makes a part of its page) may be there beyond them.
 */
export function compareText(exhibit: readonly PageCharacter[], bundle: readonly PageCharacter[], boxes: readonly Rect[] = []): TextComparison {
  const there = new Map<string, Set<PageCharacter>>();
  const cell = (code: number, x: number, y: number): string => `${code} ${x} ${y}`;
  const cellOf = (value: number): number => Math.floor(value / cellPt);
  for (const character of bundle) {
    const key = cell(character.code, cellOf(character.x), cellOf(character.y));
    const known = there.get(key);
    if (known === undefined) there.set(key, new Set([character]));
    else known.add(character);
  }
  const take = ({ code, x, y }: PageCharacter): boolean => {
    let nearest: { readonly of: Set<PageCharacter>; readonly character: PageCharacter; readonly away: number } | undefined;
    for (const column of [-1, 0, 1]) {
      for (const row of [-1, 0, 1]) {
        const of = there.get(cell(code, cellOf(x) + column, cellOf(y) + row));
        for (const character of of ?? []) {
          const away = Math.max(Math.abs(character.x - x), Math.abs(character.y - y));
          if (of !== undefined && away <= nearPt && (nearest === undefined || away < nearest.away)) nearest = { of, character, away };
        }
      }
    }
    nearest?.of.delete(nearest.character);
    return nearest !== undefined;
  };
  if (!exhibit.every(take)) return 'other';
  const isInBox = ({ x, y }: PageCharacter): boolean => boxes.some(([left, top, width, height]) => x >= left - nearPt && x <= left + width + nearPt && y >= top - nearPt && y <= top + height + nearPt);
  const beyond = [...there.values()].flatMap((left) => [...left]).filter((character) => !isInBox(character));
  if (beyond.length === 0) return 'same';
  return beyond.every(({ undrawn }) => undrawn) ? 'added' : 'other';
}
