import { unionOfRects, type Rect } from '../../../shared/geometry.ts';
import type { PageGeometry } from '../../pdf/page-geometry.ts';
import type { Pdfium } from '../../pdf/pdfium.ts';

/** One character that a page's text carries, with how it is drawn. */
export interface Glyph {
  readonly text: string;
  /** Around the ink. */
  readonly box: Rect;
  /** Around the place that the font gives it. */
  readonly place: Rect;
  /** Size of type as displayed, in points: the height of its em. */
  readonly emPt: number;
  /** PDFium's handle of the text object that draws it; valid while the page is open. */
  readonly object: number;
  /** Drawn with no ink at all: text rendering mode 3 or 7 (ISO 32000-2, 9.3.6). */
  readonly inkless: boolean;
  /** Red, green, blue of the fill, and its opacity, 0 to 255. */
  readonly fill: readonly [number, number, number, number];
}

/** Glyphs that belong together, in reading order. */
export interface GlyphWord {
  readonly glyphs: readonly Glyph[];
  readonly rect: Rect;
  /** 0-based line on the page. */
  readonly line: number;
}

const noCharacter = new Set([0, 0xfffe, 0xffff]);
const lineBreaks = new Set([0x0a, 0x0d, 0x2028, 0x2029]);
const lineEndHyphen = 0x02;

/** Reads every character of an open page, seen or not, in words. */
export function readGlyphWords(pdfium: Pdfium, page: number, geometry: PageGeometry): GlyphWord[] {
  const { api } = pdfium;
  const textPage = api.FPDFText_LoadPage(page);
  if (textPage === 0) return [];
  try {
    const words: GlyphWord[] = [];
    let glyphs: Glyph[] = [];
    let line = 0;
    const endWord = (): void => {
      const rect = unionOfRects(glyphs.map(({ place }) => place));
      if (rect !== undefined) words.push({ glyphs, rect, line });
      glyphs = [];
    };
    const count = api.FPDFText_CountChars(textPage);
    for (let index = 0; index < count; index++) {
      const unicode = api.FPDFText_GetUnicode(textPage, index);
      if (noCharacter.has(unicode)) continue;
      const text = unicode === lineEndHyphen ? '-' : String.fromCodePoint(unicode);
      const object = /\s/u.test(text) ? 0 : api.FPDFText_GetTextObject(textPage, index);
      if (object === 0) endWord();
      if (lineBreaks.has(unicode)) line++;
      else if (object !== 0) glyphs.push(readGlyph({ pdfium, textPage, index, geometry }, text, object));
    }
    endWord();
    return words;
  } finally {
    api.FPDFText_ClosePage(textPage);
  }
}

interface GlyphPlace {
  readonly pdfium: Pdfium;
  readonly textPage: number;
  readonly index: number;
  readonly geometry: PageGeometry;
}

function readGlyph({ pdfium, textPage, index, geometry }: GlyphPlace, text: string, object: number): Glyph {
  const { api } = pdfium;
  return pdfium.withMemory(48, (pointer) => {
    const view = pdfium.view();
    const loose = api.FPDFText_GetLooseCharBox(textPage, index, pointer);
    const f = (at: number): number => view.getFloat32(pointer + at, true);
    const place = loose ? geometry.toDisplay(f(0), f(12), f(8), f(4)) : ([0, 0, 0, 0] as const);
    // Doubles: left, right, bottom, top.
    const tight = api.FPDFText_GetCharBox(textPage, index, pointer, pointer + 8, pointer + 16, pointer + 24);
    const d = (at: number): number => view.getFloat64(pointer + at, true);
    const ink = tight ? geometry.toDisplay(d(0), d(16), d(8), d(24)) : place;
    const mode: number = api.FPDFTextObj_GetTextRenderMode(object);
    const filled = api.FPDFText_GetFillColor(textPage, index, pointer + 32, pointer + 36, pointer + 40, pointer + 44);
    const colour = (at: number): number => (filled ? view.getUint32(pointer + at, true) & 0xff : 0);
    const em: number = api.FPDFText_GetFontSize(textPage, index);
    // FS_MATRIX: a, b, c, d, e, f. A mark over a letter has a small box, but the size of its type is the letter's.
    const scale = api.FPDFText_GetMatrix(textPage, index, pointer) ? Math.sqrt(Math.abs(f(0) * f(12) - f(4) * f(8))) : 1;
    return { text, emPt: em * scale, box: ink[2] > 0 && ink[3] > 0 ? ink : place, place, object, inkless: mode === 3 || mode === 7, fill: [colour(32), colour(36), colour(40), filled ? colour(44) : 255] };
  });
}

/** The text of a word in NFC. */
export function textOfWord(word: GlyphWord): string {
  return word.glyphs.map(({ text }) => text).join('').normalize('NFC');
}
