import { deflateSync } from 'node:zlib';
import { PDFName, PDFRawStream, PDFString, type PDFContext, type PDFRef } from '@cantoo/pdf-lib';
import { glyphlessAdvance, glyphlessProgram, glyphlessUnits } from './glyphless-program.ts';

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
    Type: 'FontDescriptor', FontName: fontName, Flags: 5, FontBBox: [0, 0, glyphlessAdvance, glyphlessUnits],
    ItalicAngle: 0, Ascent: glyphlessUnits, Descent: -1, CapHeight: glyphlessUnits, StemV: 80, FontFile2: file,
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
