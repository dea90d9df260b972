import type { Segment } from './draw-element.ts';

// Adobe Technical Notes 5176 (CFF) and 5177 (Type 2 charstrings).
const operators = { moveTo: 21, lineTo: 5, curveTo: 8, end: 14 } as const;
// Strings of the font's own follow the 391 standard ones.
const registry = 391;
const ordering = 392;

/** A font program (CFF, keyed by CID; code = order of the glyph from 1) that holds outlines and nothing else. `scale` is from their units to an em. */
export function curveFont(outlines: readonly (readonly Segment[])[], scale: number): Uint8Array {
  const count = outlines.length + 1;
  const header = Buffer.from([1, 0, 4, 4]);
  const names = indexOf([Buffer.from('Drawn')]);
  const strings = indexOf([Buffer.from('Adobe'), Buffer.from('Identity')]);
  const subroutines = indexOf([]);
  const charset = Buffer.from([2, ...two(1), ...two(count - 2)]);
  const select = Buffer.from([3, ...two(1), ...two(0), 0, ...two(count)]);
  const glyphs = indexOf([Uint8Array.from([operators.end]), ...outlines.map(charstring)]);
  const hints = Buffer.from([...whole(0), 20]);
  const matrix = scale === 0.001 ? [] : [...real(scale), ...whole(0), ...whole(0), ...real(scale), ...whole(0), ...whole(0), 12, 7];
  const top = (places: readonly [number, number, number, number]): Buffer => indexOf([Buffer.from([
    ...whole(registry), ...whole(ordering), ...whole(0), 12, 30, ...matrix, ...whole(count), 12, 34,
    ...whole(places[0]), 15, ...whole(places[1]), 12, 37, ...whole(places[2]), 17, ...whole(places[3]), 12, 36,
  ])]);
  const start = header.length + names.length + top([0, 0, 0, 0]).length + strings.length + subroutines.length;
  const glyphsAt = start + charset.length + select.length;
  const hintsAt = glyphsAt + glyphs.length;
  const dictionaries = indexOf([Buffer.from([...whole(hints.length), ...whole(hintsAt), 18])]);
  return Buffer.concat([header, names, top([start, start + charset.length, glyphsAt, hintsAt + hints.length]), strings, subroutines, charset, select, glyphs, hints, dictionaries]);
}

function charstring(outline: readonly Segment[]): Uint8Array {
  const bytes: number[] = [];
  let [x, y] = [0, 0];
  for (const [code, ...points] of outline) {
    // A contour is closed by what follows it.
    if (code === 4) continue;
    for (let index = 0; index + 1 < points.length; index += 2) {
      const [toX, toY] = [sixteenths(points[index] ?? 0), sixteenths(points[index + 1] ?? 0)];
      bytes.push(...step(toX - x), ...step(toY - y));
      [x, y] = [toX, toY];
    }
    bytes.push(code === 0 ? operators.moveTo : code === 1 ? operators.lineTo : operators.curveTo);
  }
  return Uint8Array.from([...bytes, operators.end]);
}

// Charstrings know 16 bits after the point; rounding the places, not the steps, keeps errors from adding up.
function sixteenths(value: number): number {
  return Math.round(value * 0x1_0000) / 0x1_0000;
}

function step(value: number): number[] {
  if (!Number.isInteger(value)) return [255, ...four(Math.round(value * 0x1_0000))];
  if (value >= -107 && value <= 107) return [value + 139];
  if (value >= 108 && value <= 1131) return [247 + ((value - 108) >> 8), (value - 108) & 0xff];
  if (value >= -1131 && value <= -108) return [251 + ((-value - 108) >> 8), (-value - 108) & 0xff];
  return [28, ...two(value)];
}

/** Always five bytes, so that places can be set once the lengths are known. */
function whole(value: number): number[] {
  return [29, ...four(value)];
}

function real(value: number): number[] {
  const nibbles = [...Array.from(String(Number(value.toPrecision(12))).replace('e-', 'c'), (sign) => (sign === '.' ? 0xa : parseInt(sign, 16))), 0xf];
  if (nibbles.length % 2 === 1) nibbles.push(0xf);
  return [30, ...Array.from({ length: nibbles.length / 2 }, (_, index) => ((nibbles[index * 2] ?? 0) << 4) | (nibbles[index * 2 + 1] ?? 0))];
}

function two(value: number): number[] {
  return [(value >> 8) & 0xff, value & 0xff];
}

function four(value: number): number[] {
  return [(value >> 24) & 0xff, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff];
}

function indexOf(items: readonly Uint8Array[]): Buffer {
  if (items.length === 0) return Buffer.from([0, 0]);
  const offsets = [1];
  for (const { length } of items) offsets.push((offsets.at(-1) ?? 1) + length);
  return Buffer.concat([Buffer.from([...two(items.length), 4, ...offsets.flatMap(four)]), ...items]);
}
