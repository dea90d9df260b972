import { deflateSync } from 'node:zlib';
import { PDFName, PDFRawStream, PDFString, type PDFContext, type PDFRef } from '@cantoo/pdf-lib';

// Advance of every glyph, in thousandths of the font size.
export const glyphlessAdvance = 500;
const unitsPerEm = 1000;
const fontName = 'GlyphLessFont';

/**
 * Adds the font of invisible text layers: one blank glyph for every code, code = UTF-16 unit of the character, so that any script can be
 * extracted and nothing can be drawn. `further` are the characters that need codes of their own, as `glyphlessCodes` gathered them.
 * The objects are the same for every document that needs none. Returns the Type 0 font's reference.
 */
export function addGlyphlessFont(context: PDFContext, further: readonly string[] = []): PDFRef {
  const program = glyphlessProgram();
  const file = context.register(compressedStream(context, program, { Length1: program.length }));
  const toGlyphOne = new Uint8Array(0x20000);
  for (let at = 1; at < toGlyphOne.length; at += 2) toGlyphOne[at] = 1;
  const descriptor = context.register(context.obj({
    Type: 'FontDescriptor', FontName: fontName, Flags: 5, FontBBox: [0, 0, glyphlessAdvance, unitsPerEm],
    ItalicAngle: 0, Ascent: unitsPerEm, Descent: -1, CapHeight: unitsPerEm, StemV: 80, FontFile2: file,
  }));
  const descendant = context.register(context.obj({
    Type: 'Font', Subtype: 'CIDFontType2', BaseFont: fontName, DW: glyphlessAdvance, FontDescriptor: descriptor,
    CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
    CIDToGIDMap: context.register(compressedStream(context, toGlyphOne, {})),
  }));
  return context.register(context.obj({
    Type: 'Font', Subtype: 'Type0', BaseFont: fontName, Encoding: 'Identity-H', DescendantFonts: [descendant],
    ToUnicode: context.register(compressedStream(context, Buffer.from(toUnicodeMap(further), 'latin1'), {})),
  }));
}

function compressedStream(context: PDFContext, bytes: Uint8Array, entries: Record<string, number>): PDFRawStream {
  const data = deflateSync(bytes, { level: 9 });
  const dict = context.obj({ ...entries, Length: data.length });
  dict.set(PDFName.of('Filter'), PDFName.of('FlateDecode'));
  return PDFRawStream.of(dict, data);
}

const firstSurrogate = 0xd800;
const lastSurrogate = 0xdfff;

/**
 * Codes for the glyphless font: a character of the BMP is its own code; characters beyond it, and letters with marks of their own, take the codes of
 * lone surrogates in order of first use.
 */
export interface GlyphlessCodes {
  /** The two-byte code of one character or of a letter with its marks; undefined when all 2048 further codes are taken. */
  codeOf(character: string): number | undefined;
  readonly further: readonly string[];
}

/** Starts an empty set of codes, one for each document. */
export function glyphlessCodes(): GlyphlessCodes {
  const further: string[] = [];
  const codes = new Map<string, number>();
  return {
    further,
    codeOf(character) {
      const unit = character.charCodeAt(0);
      if (character.length === 1) return unit >= firstSurrogate && unit <= lastSurrogate ? 0xfffd : unit;
      const known = codes.get(character);
      if (known !== undefined) return known;
      const code = firstSurrogate + further.length;
      if (code > lastSurrogate) return undefined;
      codes.set(character, code);
      further.push(character);
      return code;
    },
  };
}

// PDF 32000-1, 9.10.3. A range may not cross a change of the first byte, and a block holds at most 100 entries (Adobe TN 5411).
function toUnicodeMap(further: readonly string[]): string {
  const ranges: string[] = [];
  for (let high = 0; high <= 0xff; high++) {
    if (high >= 0xd8 && high <= 0xdf) continue;
    const first = high.toString(16).padStart(2, '0').toUpperCase();
    ranges.push(`<${first}00> <${first}FF> <${first}00>`);
  }
  const singles = further.map((character, index) => `<${hex(firstSurrogate + index)}> <${Array.from({ length: character.length }, (_, unit) => hex(character.charCodeAt(unit))).join('')}>`);
  return [
    '/CIDInit /ProcSet findresource begin', '12 dict begin', 'begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def', '/CMapName /Adobe-Identity-UCS def', '/CMapType 2 def',
    '1 begincodespacerange', '<0000> <FFFF>', 'endcodespacerange',
    ...blocks(ranges, 'bfrange'), ...blocks(singles, 'bfchar'),
    'endcmap', 'CMapName currentdict /CMap defineresource pop', 'end', 'end', '',
  ].join('\n');
}

function blocks(entries: readonly string[], kind: string): string[] {
  const lines: string[] = [];
  for (let at = 0; at < entries.length; at += 100) {
    const block = entries.slice(at, at + 100);
    lines.push(`${block.length} begin${kind}`, ...block, `end${kind}`);
  }
  return lines;
}

function hex(unit: number): string {
  return unit.toString(16).padStart(4, '0').toUpperCase();
}

/** A TrueType program with two blank glyphs, and only the tables that a CIDFontType2 needs (ISO 32000-1, 9.9). */
export function glyphlessProgram(): Uint8Array {
  const head = table(54, [[0, 0x00010000], [4, 0x00010000], [12, 0x5f0f3cf5]], [[16, 0x000b], [18, unitsPerEm], [40, glyphlessAdvance], [42, unitsPerEm], [46, 8], [48, 2]]);
  const hhea = table(36, [[0, 0x00010000]], [[4, unitsPerEm], [6, 0xffff], [10, glyphlessAdvance], [34, 1]]);
  const maxp = table(32, [[0, 0x00010000]], [[4, 2], [14, 1]]);
  const hmtx = table(6, [], [[0, glyphlessAdvance]]);
  const loca = new Uint8Array(6);
  const glyf = new Uint8Array(4);
  const tables: [string, Uint8Array][] = [['glyf', glyf], ['head', head], ['hhea', hhea], ['hmtx', hmtx], ['loca', loca], ['maxp', maxp]];
  const padded = (bytes: Uint8Array): number => (bytes.length + 3) & ~3;
  const total = 12 + 16 * tables.length + tables.reduce((sum, [, bytes]) => sum + padded(bytes), 0);
  const font = new Uint8Array(total);
  const view = new DataView(font.buffer);
  view.setUint32(0, 0x00010000);
  view.setUint16(4, tables.length);
  view.setUint16(6, 64);
  view.setUint16(8, 2);
  view.setUint16(10, tables.length * 16 - 64);
  let offset = 12 + 16 * tables.length;
  let headAt = 0;
  for (const [index, [tag, bytes]] of tables.entries()) {
    const record = 12 + 16 * index;
    for (let letter = 0; letter < 4; letter++) font[record + letter] = tag.charCodeAt(letter);
    font.set(bytes, offset);
    view.setUint32(record + 4, checksum(font.subarray(offset, offset + padded(bytes))));
    view.setUint32(record + 8, offset);
    view.setUint32(record + 12, bytes.length);
    if (tag === 'head') headAt = offset;
    offset += padded(bytes);
  }
  view.setUint32(headAt + 8, (0xb1b0afba - checksum(font)) >>> 0);
  return font;
}

function table(length: number, longs: readonly (readonly [number, number])[], shorts: readonly (readonly [number, number])[]): Uint8Array {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  for (const [at, value] of longs) view.setUint32(at, value);
  for (const [at, value] of shorts) view.setUint16(at, value);
  return bytes;
}

function checksum(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum = 0;
  for (let at = 0; at + 4 <= bytes.byteLength; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}
