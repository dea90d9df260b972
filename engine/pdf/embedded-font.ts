import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { deflateSync } from 'node:zlib';
import { openTrueType, type TrueTypeFont } from './subset-font.ts';

const marksFile = '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf';
let program: TrueTypeFont | undefined;

/** Text set in a font that is embedded with the glyphs used and no others; Latin, Greek and Cyrillic. */
export class EmbeddedFont {
  readonly #font: TrueTypeFont;
  readonly #used = new Map<number, string>();
  readonly #known = new Map<string, { readonly hex: string; readonly width: number }>();

  constructor() {
    program ??= openTrueType(readFileSync(createRequire(import.meta.url).resolve(marksFile)));
    this.#font = program;
  }

  /** The text as a hexadecimal PDF string for `Tj`, and its width in thousandths of the font size. Characters that the font lacks become `?`. */
  encode(text: string): { readonly hex: string; readonly width: number } {
    let hex = '';
    let width = 0;
    for (const character of text.normalize('NFC')) {
      const known = this.#known.get(character) ?? this.#use(character);
      hex += known.hex;
      width += known.width;
    }
    return { hex: `<${hex}>`, width };
  }

  #use(character: string): { readonly hex: string; readonly width: number } {
    const own = this.#font.glyphOf(character);
    const glyph = own ?? this.#font.glyphOf('?') ?? 0;
    this.#used.set(glyph, own === undefined ? '?' : character);
    const encoded = { hex: hex4(glyph), width: this.#font.advanceOf(glyph) };
    this.#known.set(character, encoded);
    return encoded;
  }

  /** Whether every character of the text has a glyph. */
  canShow(text: string): boolean {
    return Array.from(text.normalize('NFC')).every((character) => this.#font.glyphOf(character) !== undefined);
  }

  /** The font's objects: the Type 0 font under `number`, its parts under numbers that `reserve` gives. Streams are `[dictionary, data]`. */
  objects(number: number, reserve: () => number): { readonly number: number; readonly body: string; readonly data?: Uint8Array }[] {
    const glyphs = [...this.#used.keys()].sort((a, b) => a - b);
    const [descendant, descriptor, file, toUnicode] = [reserve(), reserve(), reserve(), reserve()];
    const data = this.#font.subset(new Set(glyphs));
    const name = `${subsetTag(data)}+NotoSans-Regular`;
    const packed = deflateSync(data, { level: 9 });
    const map = deflateSync(Buffer.from(unicodeMap(this.#used, glyphs), 'latin1'), { level: 9 });
    const { ascent, descent, boundingBox } = this.#font;
    return [
      { number, body: `<</Type/Font/Subtype/Type0/BaseFont/${name}/Encoding/Identity-H/DescendantFonts[${descendant} 0 R]/ToUnicode ${toUnicode} 0 R>>` },
      {
        number: descendant,
        body: `<</Type/Font/Subtype/CIDFontType2/BaseFont/${name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/DW 0/W[${glyphs.map((glyph) => `${glyph}[${this.#font.advanceOf(glyph)}]`).join('')}]/FontDescriptor ${descriptor} 0 R>>`,
      },
      { number: descriptor, body: `<</Type/FontDescriptor/FontName/${name}/Flags 4/FontBBox[${boundingBox.join(' ')}]/ItalicAngle 0/Ascent ${ascent}/Descent ${descent}/CapHeight 714/StemV 80/FontFile2 ${file} 0 R>>` },
      { number: file, body: `<</Filter/FlateDecode/Length1 ${data.length}/Length ${packed.length}>>`, data: packed },
      { number: toUnicode, body: `<</Filter/FlateDecode/Length ${map.length}>>`, data: map },
    ];
  }
}

// Different subsets in a file have different tags of six letters (ISO 32000-1, 9.6.4).
function subsetTag(program: Uint8Array): string {
  return String.fromCharCode(...[...createHash('sha256').update(program).digest().subarray(0, 6)].map((byte) => 0x41 + (byte % 26)));
}

function hex4(value: number): string {
  return value.toString(16).padStart(4, '0');
}

function unicodeMap(used: ReadonlyMap<number, string>, glyphs: readonly number[]): string {
  const entries = glyphs.map((glyph) => `<${hex4(glyph)}> <${Array.from({ length: used.get(glyph)?.length ?? 0 }, (_, at) => hex4(used.get(glyph)?.charCodeAt(at) ?? 0)).join('')}>`);
  const blocks: string[] = [];
  for (let at = 0; at < entries.length; at += 100) {
    const block = entries.slice(at, at + 100);
    blocks.push(`${block.length} beginbfchar`, ...block, 'endbfchar');
  }
  return [
    '/CIDInit /ProcSet findresource begin', '12 dict begin', 'begincmap', '/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def',
    '/CMapName /Adobe-Identity-UCS def', '/CMapType 2 def', '1 begincodespacerange', '<0000> <ffff>', 'endcodespacerange', ...blocks,
    'endcmap', 'CMapName currentdict /CMap defineresource pop', 'end', 'end', '',
  ].join('\n');
}
