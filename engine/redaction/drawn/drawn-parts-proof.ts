import type { Rect } from '../../../shared/geometry.ts';
import { rawScan, type RawScan } from '../raw-scan.ts';
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

/**
 * Reads the bytes of redrawn pages part by part, and says which page has a part in one of its zones: an outline, a line, a shape that is not black, or a picture
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
    if (!Number.isFinite(height) || partInZone(scan, page, hidden)) return `a part of page ${index + 1} lies in a zone`;
  }
  return undefined;
}

function partInZone(scan: RawScan, page: string, zones: readonly Rect[]): boolean {
  const streams = new Map(scan.streams.map((stream) => [stream.id, stream.bytes]));
  const objects = new Map(scan.objects.map(({ id, text }) => [id, text]));
  const named = new Map([...(/\/XObject <<([^>]*)>>/.exec(page)?.[1] ?? '').matchAll(/\/([GP]\d+) (\d+ \d+) R/g)].map((match) => [match[1] ?? '', match[2] ?? '']));
  let state: State = { ctm: [1, 0, 0, 1, 0, 0], clip: undefined, black: true, mixed: false, width: 1 };
  const saved: State[] = [];
  let path: number[] = [];
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
    } else if (operator === 'Do') {
      const name = words[0]?.slice(1) ?? '';
      const id = named.get(name);
      if (id === undefined) return true;
      const bytes = streams.get(id) ?? new Uint8Array();
      if (name.startsWith('G') ? touches(outlineBox(bytes, state.ctm)).length > 0 : touches(placedBox([0, 0, 1, 1], state.ctm)).some((zone) => !blackIn(objects.get(id) ?? '', bytes, state.ctm, zone))) return true;
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

function outlineBox(bytes: Uint8Array, ctm: Matrix): Rect {
  const points = Buffer.from(bytes).toString('latin1').split('\n').flatMap((line) => line.split(' ').slice(0, -1).map(Number));
  const placed: number[] = [];
  for (let index = 0; index + 1 < points.length; index += 2) placed.push(...at(ctm, points[index] ?? 0, points[index + 1] ?? 0));
  return boundsOf(placed);
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
