import { deflateSync } from 'node:zlib';
import { PDFName, PDFRawStream, PDFString, type PDFContext, type PDFRef } from '@cantoo/pdf-lib';
import { curveFont } from './curve-font.ts';
import { numeral, type Segment, type TrueTypeGlyph } from './draw-element.ts';
import type { PageFont, PageGlyph } from './drawing-content.ts';
import { glyfFont } from './glyf-font.ts';

/** The fonts of a file that is being written: each holds the glyphs that its pages show, in order of first use. */
export interface DrawnFonts {
  /** Takes in the glyphs of a page; `codes` are theirs in the file, in the page's order. */
  use(font: PageFont): { readonly reference: PDFRef; readonly codes: readonly number[] };
  /** Writes all fonts that were used; to be called once, after the last page. */
  write(): void;
}

// Two bytes a code, and none for what is missing.
const mostGlyphs = 0xfffe;
const fontName = 'Drawn';

/** Starts with no fonts. */
export function drawnFonts(context: PDFContext): DrawnFonts {
  const fonts = new Map<string, { readonly reference: PDFRef; readonly font: PageFont; readonly glyphs: Map<string, PageGlyph>; readonly codes: Map<string, number> }>();
  return {
    use(font) {
      const made = fonts.get(font.key) ?? { reference: context.nextRef(), font, glyphs: new Map<string, PageGlyph>(), codes: new Map<string, number>() };
      fonts.set(font.key, made);
      const codes = font.glyphs.map((glyph) => {
        const code = made.codes.get(glyph.id) ?? made.codes.size + 1;
        if (code > mostGlyphs) throw new RangeError('a font has more glyphs than codes');
        made.codes.set(glyph.id, code);
        made.glyphs.set(glyph.id, glyph);
        return code;
      });
      return { reference: made.reference, codes };
    },
    write() {
      for (const { reference, font, glyphs } of fonts.values()) writeFont(context, reference, font, [...glyphs.values()]);
    },
  };
}

/** The content of a page with the codes of the file in place of the page's own. */
export function withCodes(content: string, codes: readonly (readonly number[])[]): string {
  let current: readonly number[] = [];
  return content.split('\n').map((line) => {
    const font = /^\/F(\d+) \S+ Tf$/.exec(line)?.[1];
    if (font !== undefined) current = codes[Number(font)] ?? [];
    return line.endsWith(' TJ') ? line.replace(/[0-9A-F]{4}(?=[0-9A-F]*>)/g, (code) => (current[parseInt(code, 16) - 1] ?? 0).toString(16).toUpperCase().padStart(4, '0')) : line;
  }).join('\n');
}

function writeFont(context: PDFContext, reference: PDFRef, { kind, scale, tables }: PageFont, glyphs: readonly PageGlyph[]): void {
  const curves = kind === 'curves';
  const program = curves ? curveFont(glyphs.map((glyph) => glyph.program as readonly Segment[]), scale) : glyfFont(glyphs.map((glyph) => glyph.program as TrueTypeGlyph), Math.round(1 / scale), tables);
  const file = compressed(context, program, curves ? { Subtype: 'CIDFontType0C' } : { Length1: program.length });
  const descriptor = context.register(context.obj({
    Type: 'FontDescriptor', FontName: fontName, Flags: 4, FontBBox: [-1000, -1000, 2000, 2000], ItalicAngle: 0, Ascent: 1000, Descent: -250, CapHeight: 700, StemV: 80,
    [curves ? 'FontFile3' : 'FontFile2']: file,
  }));
  const descendant = context.register(context.obj({
    Type: 'Font', Subtype: curves ? 'CIDFontType0' : 'CIDFontType2', BaseFont: fontName, DW: 0, W: [1, glyphs.map(({ width }) => Number(numeral(width, 4)))], FontDescriptor: descriptor,
    CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 }, ...(curves ? {} : { CIDToGIDMap: 'Identity' }),
  }));
  const toUnicode = compressed(context, Buffer.from(blankMap(glyphs.length), 'latin1'), {});
  context.assign(reference, context.obj({ Type: 'Font', Subtype: 'Type0', BaseFont: fontName, Encoding: 'Identity-H', DescendantFonts: [descendant], ToUnicode: toUnicode }));
}

function compressed(context: PDFContext, bytes: Uint8Array, entries: Record<string, string | number>): PDFRef {
  const data = deflateSync(bytes, { level: 9 });
  const dict = context.obj({ ...entries, Length: data.length });
  dict.set(PDFName.of('Filter'), PDFName.of('FlateDecode'));
  return context.register(PDFRawStream.of(dict, data));
}

const blockLength = 100;

/** What is seen says nothing but spaces: all that can be read is in the text layer, which was proved. */
function blankMap(count: number): string {
  const entries = Array.from({ length: count }, (_, index) => `<${(index + 1).toString(16).toUpperCase().padStart(4, '0')}> <0020>`);
  const blocks = Array.from({ length: Math.ceil(count / blockLength) }, (_, index) => entries.slice(index * blockLength, (index + 1) * blockLength));
  return [
    '/CIDInit /ProcSet findresource begin', '12 dict begin', 'begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def', '/CMapName /Adobe-Identity-UCS def', '/CMapType 2 def',
    '1 begincodespacerange', '<0000> <FFFF>', 'endcodespacerange', ...blocks.flatMap((block) => [`${block.length} beginbfchar`, ...block, 'endbfchar']),
    'endcmap', 'CMapName currentdict /CMap defineresource pop', 'end', 'end', '',
  ].join('\n');
}
