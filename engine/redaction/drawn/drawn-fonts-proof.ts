import type { Rect } from '../../../shared/geometry.ts';
import { glyphPath } from '../../pdf/glyph-path.ts';
import { openTrueType } from '../../pdf/subset-font.ts';
import type { RawScan } from '../raw-scan.ts';
import { at, boundsOf, times, type Matrix } from './draw-element.ts';

/** A font of a redrawn file, read from its bytes. */
export interface ReadFont {
  /** How many codes it has, from 1. */
  readonly codes: number;
  /** In thousandths of the font size. */
  readonly widthOf: (code: number) => number;
  /** Where the ink of a code's glyph may lie, in ems. */
  readonly inkOf: (code: number) => Rect;
}

/** Thrown at a font that is more than glyphs, or cannot be read to its last byte. */
export class FontFault extends Error {}

/** Reads the font of glyphs with this object number; throws {@link FontFault}. It shares nothing with what wrote the fonts. */
export function readDrawnFont(scan: RawScan, id: string): ReadFont {
  const object = (of: string | undefined): string => scan.objects.find((entry) => entry.id === of)?.text ?? '';
  const stream = (of: string | undefined): Uint8Array => scan.streams.find((entry) => entry.id === of)?.bytes ?? new Uint8Array();
  const font = object(id);
  const descendant = object(/\/DescendantFonts \[ (\d+ \d+) R \]/.exec(font)?.[1]);
  const descriptor = object(/\/FontDescriptor (\d+ \d+) R/.exec(descendant)?.[1]);
  const widths = (/\/W \[ 1 \[([-\d. ]*)\] \]/.exec(descendant)?.[1] ?? '').split(' ').filter((width) => width !== '').map(Number);
  const [, kind, file] = /\/FontFile([23]) (\d+ \d+) R/.exec(descriptor) ?? [];
  const boxes = kind === '3' ? curveBoxes(Buffer.from(stream(file))) : glyfBoxes(stream(file), widths.length);
  if (boxes.length !== widths.length) throw new FontFault('a font has glyphs without codes');
  if (saysMoreThanSpaces(Buffer.from(stream(/\/ToUnicode (\d+ \d+) R/.exec(font)?.[1])).toString('latin1'), boxes.length)) throw new FontFault('a font of outlines says what they mean');
  return { codes: boxes.length, widthOf: (code) => widths[code - 1] ?? 0, inkOf: (code) => boxes[code - 1] ?? [0, 0, 0, 0] };
}

const mapLines = [
  /^\/CIDInit \/ProcSet findresource begin$/, /^12 dict begin$/, /^begincmap$/, /^\/CIDSystemInfo << \/Registry \(Adobe\) \/Ordering \(UCS\) \/Supplement 0 >> def$/, /^\/CMapName \/Adobe-Identity-UCS def$/,
  /^\/CMapType 2 def$/, /^1 begincodespacerange$/, /^<0000> <FFFF>$/, /^endcodespacerange$/, /^\d+ beginbfchar$/, /^<[0-9A-F]{4}> <0020>$/, /^endbfchar$/, /^endcmap$/, /^CMapName currentdict \/CMap defineresource pop$/, /^end$/, /^$/,
];

function saysMoreThanSpaces(map: string, codes: number): boolean {
  const lines = map.split('\n');
  return !lines.every((line) => mapLines.some((form) => form.test(line))) || lines.filter((line) => line.endsWith(' <0020>')).length !== codes;
}

// TrueType: no tables but those of glyphs and their hints, and no glyph that is not one with a code or a part of one.
function glyfBoxes(program: Uint8Array, codes: number): Rect[] {
  const view = new DataView(program.buffer, program.byteOffset, program.byteLength);
  const tags = Array.from({ length: view.getUint16(4) }, (_, index) => Buffer.from(program.subarray(12 + index * 16, 16 + index * 16)).toString('latin1'));
  if (tags.some((tag) => !['cvt ', 'fpgm', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'prep'].includes(tag))) throw new FontFault('a font holds more than glyphs');
  const font = openTrueType(program);
  const used = new Set(Array.from({ length: codes + 1 }, (_, glyph) => glyph));
  for (const glyph of used) {
    if (used.size > font.glyphCount) break;
    for (const part of font.partsOf(glyph)) used.add(part.glyph);
  }
  if (used.size !== font.glyphCount) throw new FontFault('a font holds glyphs that no code shows');
  const ink = (glyph: number, matrix: Matrix, depth: number): number[] => {
    if (depth > 8) throw new FontFault('a font has parts within parts without end');
    const entry = font.outlineOf(glyph);
    const parts = font.partsOf(glyph);
    if (parts.length > 0) return parts.flatMap((part) => ink(part.glyph, times(matrix, part.matrix), depth + 1));
    const points = glyphPath(entry).split('\n').flatMap((line) => line.split(' ').slice(0, -1).map(Number));
    return Array.from({ length: points.length >> 1 }, (_, index) => at(matrix, points[index * 2] ?? 0, points[index * 2 + 1] ?? 0)).flat();
  };
  const hmtx = tableAt(program, 'hmtx');
  return Array.from({ length: codes }, (_, index) => {
    const glyph = index + 1;
    const entry = font.outlineOf(glyph);
    // A reader sets a glyph so that its leftmost point lies at its bearing.
    const shift = entry.length < 10 ? 0 : view.getInt16(hmtx + glyph * 4 + 2) - new DataView(entry.buffer, entry.byteOffset).getInt16(2);
    return inEms(boundsOf(ink(glyph, [1, 0, 0, 1, shift, 0], 0)), 1 / font.unitsPerEm);
  });
}

function tableAt(program: Uint8Array, tag: string): number {
  const view = new DataView(program.buffer, program.byteOffset, program.byteLength);
  for (let record = 12; record < 12 + view.getUint16(4) * 16; record += 16) if (Buffer.from(program.subarray(record, record + 4)).toString('latin1') === tag) return view.getUint32(record + 8);
  throw new FontFault(`a font without ${tag}`);
}

function inEms([x, y, width, height]: Rect, scale: number): Rect {
  return [x * scale, y * scale, width * scale, height * scale];
}

// Adobe Technical Note 5176: every byte of the file belongs to one of its parts, in this order.
function curveBoxes(program: Buffer): Rect[] {
  const names = readIndex(program, 4);
  const tops = readIndex(program, names.end);
  const strings = readIndex(program, tops.end);
  const subroutines = readIndex(program, strings.end);
  const top = readDictionary(tops.items[0] ?? Buffer.alloc(0));
  const place = (operator: string): number => top.get(operator)?.[0] ?? -1;
  const glyphs = readIndex(program, place('17'));
  const dictionaries = readIndex(program, place('12 36'));
  const [hintsLength = -1, hintsAt = -1] = readDictionary(dictionaries.items[0] ?? Buffer.alloc(0)).get('18') ?? [];
  const plain = program.subarray(0, 4).equals(Buffer.from([1, 0, 4, 4])) && names.items.length === 1 && tops.items.length === 1 && subroutines.items.length === 0 && dictionaries.items.length === 1
    && strings.items.map((item) => item.toString('latin1')).join() === 'Adobe,Identity'
    && place('15') === subroutines.end && place('12 37') === place('15') + 5 && place('17') === place('12 37') + 8
    && hintsAt === glyphs.end && hintsLength === 6 && place('12 36') === hintsAt + hintsLength && dictionaries.end === program.length
    && [...top.keys()].every((operator) => ['12 30', '12 7', '12 34', '15', '12 37', '17', '12 36'].includes(operator));
  if (!plain) throw new FontFault('a font holds more than glyphs');
  const [scale = 0.001] = top.get('12 7') ?? [];
  return glyphs.items.slice(1).map((charstring) => inEms(boundsOf(pointsIn(charstring)), scale));
}

function readIndex(program: Buffer, start: number): { readonly items: readonly Buffer[]; readonly end: number } {
  if (start < 0 || start + 2 > program.length) throw new FontFault('a font that ends too soon');
  const count = program.readUInt16BE(start);
  if (count === 0) return { items: [], end: start + 2 };
  const size = program.readUInt8(start + 2);
  const base = start + 3 + (count + 1) * size - 1;
  const places = Array.from({ length: count + 1 }, (_, index) => base + program.readUIntBE(start + 3 + index * size, size));
  if (places[0] !== base + 1 || places.some((place, index) => index > 0 && place < (places[index - 1] ?? 0)) || (places.at(-1) ?? 0) > program.length) throw new FontFault('a font that ends too soon');
  return { items: places.slice(1).map((end, index) => program.subarray(places[index], end)), end: places.at(-1) ?? 0 };
}

function readDictionary(bytes: Buffer): Map<string, number[]> {
  const entries = new Map<string, number[]>();
  let operands: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const first = bytes.readUInt8(at++);
    if (first === 29) {
      operands.push(bytes.readInt32BE(at));
      at += 4;
    } else if (first === 30) {
      let digits = '';
      for (let ended = false; !ended && at < bytes.length; at++) {
        for (const nibble of [bytes.readUInt8(at) >> 4, bytes.readUInt8(at) & 15]) {
          if (nibble === 15) ended = true;
          else if (!ended) digits += '0123456789.eE?-'.charAt(nibble).replace('E', 'e-');
        }
      }
      operands.push(Number(digits));
    } else {
      entries.set(first === 12 ? `12 ${bytes.readUInt8(at++)}` : String(first), operands);
      operands = [];
    }
  }
  return entries;
}

// Of the operators of Adobe Technical Note 5177, a glyph of a redrawn page has those that move and draw.
function pointsIn(charstring: Buffer): number[] {
  const points: number[] = [];
  let operands: number[] = [];
  let [x, y] = [0, 0];
  for (let at = 0; at < charstring.length;) {
    const first = charstring.readUInt8(at++);
    if (first === 255) {
      operands.push(charstring.readInt32BE(at) / 0x1_0000);
      at += 4;
    } else if (first === 28) {
      operands.push(charstring.readInt16BE(at));
      at += 2;
    } else if (first >= 251) operands.push(-(first - 251) * 256 - charstring.readUInt8(at++) - 108);
    else if (first >= 247) operands.push((first - 247) * 256 + charstring.readUInt8(at++) + 108);
    else if (first >= 32) operands.push(first - 139);
    else {
      const wanted = { 5: 2, 8: 6, 14: 0, 21: 2 }[first];
      if (wanted !== operands.length || (first === 14 && at !== charstring.length)) throw new FontFault('a glyph is more than an outline');
      for (let index = 0; index < operands.length; index += 2) {
        [x, y] = [x + (operands[index] ?? 0), y + (operands[index + 1] ?? 0)];
        points.push(x, y);
      }
      operands = [];
    }
  }
  return points;
}
