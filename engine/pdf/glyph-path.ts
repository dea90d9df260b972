interface Point {
  readonly x: number;
  readonly y: number;
  readonly onCurve: boolean;
}

/**
 * The outline of a TrueType glyph (a `glyf` entry that is not composite) as PDF path operators, ended by a fill, in font units.
 * Source: OpenType specification, glyf table; quadratic curves become cubic ones.
 */
export function glyphPath(outline: Uint8Array): string {
  const contours = readContours(outline);
  return [...contours.map(contourPath), 'f'].join('\n');
}

function readContours(outline: Uint8Array): Point[][] {
  const view = new DataView(outline.buffer, outline.byteOffset, outline.byteLength);
  const count = outline.length < 10 ? 0 : view.getInt16(0);
  if (count <= 0) return [];
  const ends = Array.from({ length: count }, (_, index) => view.getUint16(10 + index * 2));
  const points = (ends.at(-1) ?? -1) + 1;
  let at = 10 + count * 2;
  at += 2 + view.getUint16(at);
  const flags: number[] = [];
  while (flags.length < points) {
    const flag = view.getUint8(at++);
    flags.push(flag);
    if ((flag & 0x08) !== 0) for (let times = view.getUint8(at++); times > 0; times--) flags.push(flag);
  }
  const coordinates = (short: number, same: number): number[] => {
    let value = 0;
    return flags.slice(0, points).map((flag) => {
      if ((flag & short) !== 0) value += (flag & same) !== 0 ? view.getUint8(at++) : -view.getUint8(at++);
      else if ((flag & same) === 0) {
        value += view.getInt16(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = coordinates(0x02, 0x10);
  const ys = coordinates(0x04, 0x20);
  return ends.map((end, index) => {
    const start = index === 0 ? 0 : (ends[index - 1] ?? -1) + 1;
    return Array.from({ length: end - start + 1 }, (_, step) => ({ x: xs[start + step] ?? 0, y: ys[start + step] ?? 0, onCurve: ((flags[start + step] ?? 0) & 1) !== 0 }));
  });
}

function contourPath(points: readonly Point[]): string {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return '';
  const start = first.onCurve ? first : last.onCurve ? last : middle(first, last);
  const operators = [`${text(start)} m`];
  let current: Point = start;
  let control: Point | undefined;
  const curveTo = (to: Point): void => {
    if (control === undefined) operators.push(`${text(to)} l`);
    else {
      const [one, two] = [between(current, control), between(to, control)];
      operators.push(`${text(one)} ${text(two)} ${text(to)} c`);
    }
    current = to;
    control = undefined;
  };
  for (const point of first.onCurve ? points.slice(1) : points) {
    if (point.onCurve) curveTo(point);
    else {
      if (control !== undefined) curveTo(middle(control, point));
      control = point;
    }
  }
  curveTo(start);
  return `${operators.join('\n')}\nh`;
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, onCurve: true };
}

// A quadratic curve's control point, as seen from one of its ends by the cubic one.
function between(end: Point, control: Point): Point {
  return { x: end.x + (2 / 3) * (control.x - end.x), y: end.y + (2 / 3) * (control.y - end.y), onCurve: false };
}

function text({ x, y }: Point): string {
  return `${Number(x.toFixed(1))} ${Number(y.toFixed(1))}`;
}
