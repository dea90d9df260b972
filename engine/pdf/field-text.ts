import type { EmbeddedFont } from './embedded-font.ts';

/** How the text of a form field is set; lengths in points. */
export interface FieldStyle {
  readonly width: number;
  readonly height: number;
  /** Width of the border. */
  readonly line: number;
  /** 0 for whatever fits. */
  readonly size: number;
  /** As a content stream says it. */
  readonly colour: string;
  /** 0 from the left, 1 in the middle, 2 to the right. */
  readonly align: number;
  readonly wraps: boolean;
  /** Number of cells of equal width, one letter in each. */
  readonly cells?: number;
}

const [usualSize, leastSize, paddingPt, capHeight, lineHeight] = [12, 3, 2, 0.714, 1.2];

/** Content that sets a field's text in the font named `Field`, as small as it takes for all of it to be seen. */
export function fieldText(lines: readonly string[], font: EmbeddedFont, style: FieldStyle): string {
  const { width, height, line, size, colour, align, wraps, cells } = style;
  const room = width - 2 * (line + paddingPt);
  const widthOf = (text: string): number => font.encode(text).width / 1000;
  const show = (text: string, at: number, x: number, y: number): string => `BT ${colour} /Field ${short(at)} Tf ${short(x)} ${short(y)} Td ${font.encode(text).hex} Tj ET`;
  const start = (text: string, at: number): number => line + paddingPt + (align === 0 ? 0 : (room - widthOf(text) * at) / (align === 1 ? 2 : 1));
  if (wraps) {
    const top = line + Math.min(paddingPt, height / 10);
    const heightPt = height - 2 * top;
    let at = Math.min(size === 0 ? usualSize : size, Math.max(leastSize, heightPt));
    let set = wrapped(lines, room / at, widthOf);
    while (at > leastSize && (set.length * at * lineHeight > heightPt || set.some((text) => widthOf(text) * at > room))) {
      at -= 0.5;
      set = wrapped(lines, room / at, widthOf);
    }
    return set.map((text, index) => show(text, at, start(text, at), height - top - at - index * at * lineHeight)).join('\n');
  }
  const text = lines.join(' ');
  const wanted = size === 0 ? Math.min(usualSize, Math.max(leastSize, height * 0.7)) : size;
  if (cells !== undefined) {
    const cell = width / cells;
    const at = Math.max(leastSize, Math.min(wanted, cell * 1.2));
    return Array.from(text).map((letter, index) => show(letter, at, (index + 0.5) * cell - (widthOf(letter) * at) / 2, (height - at * capHeight) / 2)).join('\n');
  }
  const at = Math.max(leastSize, Math.min(wanted, room / Math.max(0.001, widthOf(text))));
  return show(text, at, start(text, at), (height - at * capHeight) / 2);
}

function wrapped(lines: readonly string[], room: number, widthOf: (text: string) => number): string[] {
  return lines.flatMap((line) => {
    const set: string[] = [];
    for (const word of line.split(' ')) {
      const longer = set.length === 0 ? word : `${set.at(-1) ?? ''} ${word}`;
      if (set.length > 0 && widthOf(longer) <= room) set[set.length - 1] = longer;
      else set.push(word);
    }
    return set;
  });
}

type Point = readonly [number, number];

const marks: Readonly<Record<string, readonly Point[] | undefined>> = {
  u: [[0.5, 0.8], [0.8, 0.5], [0.5, 0.2], [0.2, 0.5]],
  n: [[0.25, 0.25], [0.75, 0.25], [0.75, 0.75], [0.25, 0.75]],
};

/** Content that marks a check box or radio button as chosen; `sign` is the letter of ZapfDingbats that its form names (`4` check, `l` disc, `8` cross, `u` diamond, `n` square). */
export function buttonMark(sign: string, [width, height]: readonly [number, number]): string {
  const at = ([x, y]: Point): string => `${short(x * width)} ${short(y * height)}`;
  const stroke = `0 G 0 g ${short(Math.min(width, height) * 0.1)} w`;
  if (sign === '8') return `${stroke} ${at([0.22, 0.22])} m ${at([0.78, 0.78])} l ${at([0.22, 0.78])} m ${at([0.78, 0.22])} l S`;
  if (sign === 'l') {
    const far = 0.25 * 0.5523;
    const arc = (a: Point, b: Point, end: Point): string => `${at(a)} ${at(b)} ${at(end)} c`;
    return `${stroke} ${at([0.75, 0.5])} m ${arc([0.75, 0.5 + far], [0.5 + far, 0.75], [0.5, 0.75])} ${arc([0.5 - far, 0.75], [0.25, 0.5 + far], [0.25, 0.5])} ${arc([0.25, 0.5 - far], [0.5 - far, 0.25], [0.5, 0.25])} ${arc([0.5 + far, 0.25], [0.75, 0.5 - far], [0.75, 0.5])} f`;
  }
  const corners = marks[sign];
  if (corners === undefined) return `${stroke} ${at([0.2, 0.5])} m ${at([0.42, 0.25])} l ${at([0.8, 0.78])} l S`;
  return `${stroke} ${corners.map((corner, index) => `${at(corner)} ${index === 0 ? 'm' : 'l'}`).join(' ')} f`;
}

function short(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
