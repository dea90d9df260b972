import type { PageSize, Rect } from '../../../shared/geometry.ts';

const step = 4;
const largeStep = 24;
const smallest = 6;

/** The zone in the middle of a page that drawing by keyboard starts with. */
export function startZone(page: PageSize): Rect {
  const width = Math.min(160, page.widthPt * 0.4);
  return [(page.widthPt - width) / 2, page.heightPt / 2 - 12, width, 24];
}

/** Moves a zone by an arrow key, or sizes it with Shift; Ctrl takes large steps. Stays on the page; undefined for other keys. */
export function moveZone(zone: Rect, key: string, page: PageSize, held: { readonly shift: boolean; readonly ctrl: boolean }): Rect | undefined {
  const distance = held.ctrl ? largeStep : step;
  const moves: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-distance, 0], ArrowRight: [distance, 0], ArrowUp: [0, -distance], ArrowDown: [0, distance] };
  const move = moves[key];
  if (move === undefined) return undefined;
  const [x, y, width, height] = zone;
  const between = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
  if (held.shift) return [x, y, between(width + move[0], smallest, page.widthPt - x), between(height + move[1], smallest, page.heightPt - y)];
  return [between(x + move[0], 0, page.widthPt - width), between(y + move[1], 0, page.heightPt - height), width, height];
}
