import type { Rect } from '../../../shared/geometry.ts';
import { rawScan, type RawScan } from '../raw-scan.ts';
import { readDrawnFont, type ReadFont } from './drawn-fonts-proof.ts';
import { pagesInOrder } from '../structure-proof.ts';
import { at, boundsOf, liesIn, overlap, times, type Matrix } from './draw-element.ts';

// What rounding to thousandths leaves.
const slackPt = 0.03;

interface State {
  readonly ctm: Matrix;
  readonly clip: Rect | undefined;
  readonly black: boolean;
  /** Mixed with what lies under it: no cover of a zone. */
  readonly mixed: boolean;
  readonly width: number;
}

interface Text {
  readonly font: ReadFont | undefined;
  readonly size: number;
  readonly matrix: Matrix;
}

/**
 * Reads the bytes of redrawn pages part by part, and says which page has a part in one of its zones: a glyph, a line, a shape that is not black, or a picture
 * whose pixels there are not black. Undefined where none has. It shares nothing with what wrote the pages but the arithmetic of boxes.
 */
export function drawnPartsFault(pdf: Uint8Array, zones: readonly (readonly Rect[])[], drawn: readonly boolean[]): string | undefined {
  if (!drawn.some((redrawn) => redrawn)) return undefined;
  const scan = rawScan(pdf);
  const pages = pagesInOrder(scan.objects);
  for (const [index, page] of pages.entries()) {
    if (drawn[index] !== true) continue;
    const height = Number(/\/MediaBox \[ ?\S+ \S+ \S+ (\S+) ?\]/.exec(page)?.[1] ?? Number.NaN);
    const hidden = (zones[index] ?? []).map(([x, y, width, tall]): Rect => [x + slackPt, height - y - tall + slackPt, width - 2 * slackPt, tall - 2 * slackPt]);
    if (!Number.isFinite(height) || cannotBeClear(scan, page, hidden)) return `a part of page ${index + 1} lies in a zone`;
  }
  return undefined;
}

// A font that cannot be read to its end is no proof that nothing lies in a zone.
function cannotBeClear(scan: RawScan, page: string, zones: readonly Rect[]): boolean {
  try {
    return partInZone(scan, page, zones);
  } catch {
    return true;
  }
}

function partInZone(scan: RawScan, page: string, zones: readonly Rect[]): boolean {
  const streams = new Map(scan.streams.map((stream) => [stream.id, stream.bytes]));
  const objects = new Map(scan.objects.map(({ id, text }) => [id, text]));
  const named = new Map([...(/\/XObject <<([^>]*)>>/.exec(page)?.[1] ?? '').matchAll(/\/(P\d+) (\d+ \d+) R/g)].map((match) => [match[1] ?? '', match[2] ?? '']));
  let state: State = { ctm: [1, 0, 0, 1, 0, 0], clip: undefined, black: true, mixed: false, width: 1 };
  const saved: State[] = [];
  const fonts = new Map([...(/\/Font <<([^>]*)>>/.exec(page)?.[1] ?? '').matchAll(/\/(F\d+) (\d+ \d+) R/g)].map((match) => [match[1] ?? '', readDrawnFont(scan, match[2] ?? '')]));
  let path: number[] = [];
  let text: Text = { font: undefined, size: 0, matrix: [1, 0, 0, 1, 0, 0] };
  const contents = streams.get(/\/Contents (\d+ \d+) R/.exec(page)?.[1] ?? '');
  for (const line of Buffer.from(contents ?? []).toString('latin1').split('\n')) {
    const words = line.split(' ');
    const operator = words.at(-1) ?? '';
    const numbers = words.slice(0, -1).map(Number);
    const touches = (box: Rect, reach = 0): readonly Rect[] => {
      const wide: Rect = [box[0] - reach, box[1] - reach, Math.max(box[2], 0.001) + 2 * reach, Math.max(box[3], 0.001) + 2 * reach];
      const shown = state.clip === undefined ? wide : overlap(wide, state.clip);
      return shown === undefined ? [] : zones.filter((zone) => overlap(shown, zone) !== undefined);
    };
    // From here on only the invisible layer stands on the page, which other readers try.
    if (line === '3 Tr') return false;
    if (operator === 'q') saved.push(state);
    else if (operator === 'Q') state = saved.pop() ?? state;
    else if (operator === 'cm') state = { ...state, ctm: times(state.ctm, numbers as unknown as Matrix) };
    else if (operator === 'rg') state = { ...state, black: numbers.every((value) => value === 0) };
    else if (operator === 'gs') state = { ...state, mixed: true };
    else if (operator === 'w') state = { ...state, width: numbers[0] ?? 1 };
    else if (operator === 're') path = corners(numbers);
    else if (line === 'W n') {
      const box = boundsOf(path);
      state = { ...state, clip: state.clip === undefined ? box : (overlap(state.clip, box) ?? [0, 0, 0, 0]) };
      path = [];
    } else if (operator === 'm' || operator === 'l' || operator === 'c') path.push(...numbers);
    else if (/^(?:f\*?|S|B\*?)$/.test(operator)) {
      const box = boundsOf(path);
      path = [];
      const stroked = operator !== 'f' && operator !== 'f*';
      // A black box over a zone is the redaction itself.
      const isZone = !stroked && state.black && !state.mixed && zones.some((zone) => liesIn([box[0] + 2 * slackPt, box[1] + 2 * slackPt, box[2] - 4 * slackPt, box[3] - 4 * slackPt], zone));
      if (!isZone && touches(box, stroked ? state.width / 2 : 0).length > 0) return true;
    } else if (operator === 'Tf') text = { ...text, font: fonts.get(words[0]?.slice(1) ?? ''), size: Number(words[1]) };
    else if (operator === 'Tm') text = { ...text, matrix: numbers as unknown as Matrix };
    else if (operator === 'TJ') {
      const shown = shownText(line, text);
      if (shown === undefined || shown.boxes.some((box) => touches(placedBox(box, state.ctm)).length > 0)) return true;
      text = { ...text, matrix: times(text.matrix, [1, 0, 0, 1, shown.advance, 0]) };
    } else if (operator === 'Do') {
      const id = named.get(words[0]?.slice(1) ?? '');
      if (id === undefined) return true;
      if (touches(placedBox([0, 0, 1, 1], state.ctm)).some((zone) => !blackIn(objects.get(id) ?? '', streams.get(id) ?? new Uint8Array(), state.ctm, zone))) return true;
    }
  }
  return false;
}

function corners([x = 0, y = 0, width = 0, height = 0]: readonly number[]): number[] {
  return [x, y, x + width, y + height];
}

function placedBox([x, y, width, height]: Rect, ctm: Matrix): Rect {
  return boundsOf([at(ctm, x, y), at(ctm, x + width, y), at(ctm, x, y + height), at(ctm, x + width, y + height)].flat());
}

/** Where the ink of shown glyphs may lie, and how far the text goes on; undefined where their font cannot be told. */
function shownText(line: string, { font, size, matrix }: Text): { readonly boxes: readonly Rect[]; readonly advance: number } | undefined {
  if (font === undefined) return undefined;
  const boxes: Rect[] = [];
  let x = 0;
  for (const [token] of line.slice(1, line.lastIndexOf(']')).matchAll(/[^ <>]+|<[0-9A-F]*>/g)) {
    if (!token.startsWith('<')) {
      x -= (Number(token) * size) / 1000;
      continue;
    }
    for (const [hex] of token.matchAll(/[0-9A-F]{4}/g)) {
      const code = parseInt(hex, 16);
      const ink = font.inkOf(code);
      if (ink[2] > 0 || ink[3] > 0) boxes.push(placedBox(ink, times(matrix, [size, 0, 0, size, x, 0])));
      x += (font.widthOf(code) * size) / 1000;
    }
  }
  return { boxes, advance: x };
}

// Only upright pictures are cut by the writer: any other that touches a zone is a fault.
function blackIn(dict: string, data: Uint8Array, [a, b, c, d, e, f]: Matrix, zone: Rect): boolean {
  const [width, height] = [Number(/\/Width (\d+)/.exec(dict)?.[1]), Number(/\/Height (\d+)/.exec(dict)?.[1])];
  const channels = /\/ColorSpace \/DeviceGray\b/.test(dict) ? 1 : 3;
  if (b !== 0 || c !== 0 || a <= 0 || d <= 0 || !(width > 0) || !(height > 0) || data.length !== width * height * channels) return false;
  for (let row = 0; row < height; row++) {
    const [low, high] = [f + (d * (height - row - 1)) / height, f + (d * (height - row)) / height];
    if (high <= zone[1] || low >= zone[1] + zone[3]) continue;
    for (let column = 0; column < width; column++) {
      const [left, right] = [e + (a * column) / width, e + (a * (column + 1)) / width];
      if (right <= zone[0] || left >= zone[0] + zone[2]) continue;
      for (let from = (row * width + column) * channels, end = from + channels; from < end; from++) if (data[from] !== 0) return false;
    }
  }
  return true;
}
