import type { Rect } from '../../../shared/geometry.ts';
import { at, NotDrawable, pointsOf, uprightBox, type Colour, type Matrix, type Segment } from './draw-element.ts';

// How PDF.js writes what its operators carry, and what that is on the page.

const pathOperators: Readonly<Record<number, string>> = { 20: 'S', 21: 's', 22: 'f', 23: 'f*', 24: 'B', 25: 'B*', 26: 'b', 27: 'b*', 28: 'n', 94: 'f' };

/** The operator of a page (ISO 32000-1, table 60) that PDF.js gives as a number. */
export function pathOperator(code: number): string {
  const name = pathOperators[code];
  if (name === undefined) throw new NotDrawable('a kind of path');
  return name;
}

/** A matrix that an operator carries; PDF.js leaves numbers out where they are those of no change. */
export function matrixOf(values: readonly unknown[]): Matrix {
  // Operators of PDF.js carry typed arrays, which are not arrays.
  const [a, b, c, d, e, f] = Array.from(values as ArrayLike<unknown>, Number);
  return [a ?? 1, b ?? 0, c ?? 0, d ?? 1, e ?? 0, f ?? 0];
}

/** The upright box on the page of a box in a matrix's space; a turned one is no clip that is redrawn. */
export function boxOf([x0, y0, x1, y1]: readonly number[], matrix: Matrix): Rect {
  const corners = [[x0, y0], [x1, y0], [x1, y1], [x0, y1]].map(([x = 0, y = 0]): Segment => [1, ...at(matrix, x, y)]);
  const box = uprightBox([[0, ...pointsOf(corners.slice(0, 1))], ...corners.slice(1)]);
  if (box === undefined) throw new NotDrawable('something turned by less than a quarter');
  return box;
}

/** A colour as PDF.js writes it: `#rrggbb`. */
export function colourOf(value: unknown): Colour {
  const text = typeof value === 'string' ? value : '';
  if (!/^#[0-9a-f]{6}$/i.test(text)) throw new NotDrawable('a colour');
  return [1, 3, 5].map((from) => parseInt(text.slice(from, from + 2), 16) / 255) as unknown as Colour;
}

/** Whether a matrix scales by `scale` whichever way. */
export function isSimilar([a, b, c, d]: Matrix, scale: number): boolean {
  const slack = 0.01 * Math.max(scale, 1e-6);
  return Math.abs(Math.hypot(a, b) - scale) < slack && Math.abs(Math.hypot(c, d) - scale) < slack;
}
