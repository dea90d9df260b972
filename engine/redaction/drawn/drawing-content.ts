import type { Rect } from '../../../shared/geometry.ts';
import { numeral, pathOperators, type Colour, type DrawElement, type Mix, type PathElement, type Pixels } from './draw-element.ts';
import { rectangle } from './keep-elements.ts';

/** A page redrawn: its content, and the outlines and pictures that the content names. */
export interface Drawing {
  /** Operators, one a line; outlines are `/G0`, `/G1`… in order of first use, pictures `/P0`, `/P1`…. */
  readonly content: string;
  readonly outlines: readonly { readonly path: string; readonly box: Rect }[];
  readonly pictures: readonly Pixels[];
  /** Named `/A0`, `/A1`…. */
  readonly mixes: readonly Mix[];
}

const pageDecimals = 3;
const matrixDecimals = 7;

/** Writes the elements of a page and its zones, solid black, as PDF content. States are written where they change from one kept element to the next, so that nothing tells of the others. */
export function drawingContent(elements: readonly DrawElement[], zones: readonly Rect[]): Drawing {
  const lines: string[] = [];
  const outlines = new Map<string, number>();
  const pictures: Pixels[] = [];
  const mixes = new Map<string, Mix>();
  let state = new Map<string, string>();
  const set = (name: string, line: string): void => {
    if (state.get(name) === line) return;
    state.set(name, line);
    lines.push(line);
  };
  const draw = (element: DrawElement): void => {
    if (element.kind === 'glyph') {
      const outline = outlines.get(element.outline) ?? outlines.size;
      outlines.set(element.outline, outline);
      set('fill', colour(element.fill, 'rg'));
      lines.push('q', `${element.matrix.map((value, index) => numeral(value, index < 4 ? matrixDecimals : pageDecimals)).join(' ')} cm`, `/G${outline} Do`, 'Q');
    } else if (element.kind === 'image') {
      lines.push('q', `${element.matrix.map((value) => numeral(value, pageDecimals)).join(' ')} cm`, `/P${pictures.length} Do`, 'Q');
      pictures.push(element.pixels);
    } else drawPath(element, set, lines);
  };
  for (const element of elements) {
    const { clip, mix } = element;
    if (clip === undefined && mix === undefined) {
      draw(element);
      continue;
    }
    const outer = state;
    state = new Map();
    lines.push('q');
    if (clip !== undefined) lines.push(`${box(clip)} re`, 'W n');
    if (mix !== undefined) {
      mixes.set(JSON.stringify(mix), mix);
      lines.push(`/A${[...mixes.keys()].indexOf(JSON.stringify(mix))} gs`);
    }
    draw(element);
    lines.push('Q');
    state = outer;
  }
  set('fill', '0 0 0 rg');
  for (const zone of zones) lines.push(pathOperators(rectangle(zone), pageDecimals), 'f');
  return { content: lines.join('\n'), outlines: [...outlines.keys()].map((path) => ({ path, box: boxOfPath(path) })), pictures, mixes: [...mixes.values()] };
}

function drawPath({ segments, fill, stroke, evenOdd }: PathElement, set: (name: string, line: string) => void, lines: string[]): void {
  if (fill !== undefined) set('fill', colour(fill, 'rg'));
  if (stroke !== undefined) {
    set('stroke', colour(stroke.colour, 'RG'));
    set('width', `${numeral(stroke.width, pageDecimals)} w`);
    set('cap', `${stroke.cap} J`);
    set('join', `${stroke.join} j`);
    set('miter', `${numeral(Math.max(1, stroke.miter), pageDecimals)} M`);
    set('dash', `[${stroke.dash.map((part) => numeral(part, pageDecimals)).join(' ')}] ${numeral(stroke.phase, pageDecimals)} d`);
  }
  const star = evenOdd ? '*' : '';
  lines.push(pathOperators(segments, pageDecimals), fill === undefined ? 'S' : stroke === undefined ? `f${star}` : `B${star}`);
}

function colour([red, green, blue]: Colour, operator: 'rg' | 'RG'): string {
  return `${numeral(red, 4)} ${numeral(green, 4)} ${numeral(blue, 4)} ${operator}`;
}

function box(rect: Rect): string {
  return rect.map((value) => numeral(value, pageDecimals)).join(' ');
}

function boxOfPath(path: string): Rect {
  let [left, bottom, right, top] = [0, 0, 0, 0];
  for (const line of path.split('\n')) {
    const numbers = line.split(' ').slice(0, -1).map(Number);
    for (let index = 0; index + 1 < numbers.length; index += 2) {
      left = Math.min(left, numbers[index] ?? 0);
      right = Math.max(right, numbers[index] ?? 0);
      bottom = Math.min(bottom, numbers[index + 1] ?? 0);
      top = Math.max(top, numbers[index + 1] ?? 0);
    }
  }
  return [Math.floor(left) - 1, Math.floor(bottom) - 1, Math.ceil(right - left) + 3, Math.ceil(top - bottom) + 3];
}
