import { unionOfRects, type Rect } from '../../shared/geometry.ts';
import type { Word } from '../../shared/page-text.ts';
import type { PageGeometry } from './page-geometry.ts';
import type { Pdfium } from './pdfium.ts';
import { rightToLeft } from './word-directions.ts';

const lineBreaks = new Set([0x0a, 0x0d, 0x2028, 0x2029]);
const noCharacter = new Set([0, 0xfffe, 0xffff]);
const space = 0x20;
const lastPlain = 0x7e;
// PDFium marks a hyphen at a line's end with this code point; it stands for a hyphen on the page.
const lineEndHyphen = 0x02;

/** Reads the words that a page's text carries, seen or not, in PDFium's reading order. */
export function readWords(pdfium: Pdfium, page: number, geometry: PageGeometry): Word[] {
  const { api, perCharacter: { _FPDFText_GetUnicode: unicodeAt, _FPDFText_GetLooseCharBox: readBox } } = pdfium;
  const textPage = api.FPDFText_LoadPage(page);
  if (textPage === 0) return [];
  try {
    return pdfium.withMemory(16, (box) => {
      let view = pdfium.view();
      const words: Word[] = [];
      let text = '';
      let rects: Rect[] = [];
      let letters: string[] = [];
      let first = 0;
      let line = 0;
      const isUpright = (index: number): boolean => Math.cos(api.FPDFText_GetCharAngle(textPage, index) + (api.FPDFPage_GetRotation(page) * Math.PI) / 2) > 0.86;
      const endWord = (): void => {
        const rect = unionOfRects(rects);
        if (rect !== undefined && text !== '') words.push({ text: (letters.length === rects.length && goesBack(rects) && !rightToLeft.test(text) && isUpright(first) ? asSeen(letters, rects) ?? text : text).normalize('NFC'), rect, line });
        text = '';
        rects = [];
        letters = [];
      };
      const count = api.FPDFText_CountChars(textPage);
      for (let index = 0; index < count; index++) {
        const unicode = unicodeAt(textPage, index);
        if (noCharacter.has(unicode)) continue;
        if (lineBreaks.has(unicode)) {
          endWord();
          if (words.at(-1)?.line === line) line++;
          continue;
        }
        const character = unicode === lineEndHyphen ? '-' : fromCodeUnit(unicode);
        if ((unicode <= space || unicode > lastPlain) && /^\s$/u.test(character)) {
          endWord();
          continue;
        }
        if (text === '') first = index;
        text += character;
        letters.push(character);
        if (readBox(textPage, index, box) !== 0) {
          // PDFium's memory moves as it grows.
          if (view.buffer.byteLength === 0) view = pdfium.view();
          // FS_RECTF: left, top, right, bottom.
          rects.push(geometry.toDisplay(view.getFloat32(box, true), view.getFloat32(box + 12, true), view.getFloat32(box + 8, true), view.getFloat32(box + 4, true)));
        }
      }
      endWord();
      return words;
    });
  } finally {
    api.FPDFText_ClosePage(textPage);
  }
}

// On a line from right to left PDFium gives `P-12` as `-12P`: some letters lie wholly on the left of the one before, on the same height.
function goesBack(rects: readonly Rect[]): boolean {
  return rects.some(([x, y, width, height], at) => {
    const before = rects[at - 1];
    return before !== undefined && width > 0 && x + width <= before[0] + width / 4 && Math.abs(y + height / 2 - before[1] - before[3] / 2) < height / 2;
  });
}

/** The letters from left to right; undefined where they lie upon one another, such as a word that is drawn twice: its letters would be mixed. */
function asSeen(letters: readonly string[], rects: readonly Rect[]): string | undefined {
  const row = letters.map((letter, at) => ({ letter, x: rects[at]?.[0] ?? 0, width: rects[at]?.[2] ?? 0 })).sort((a, b) => a.x - b.x);
  if (row.some(({ x }, at) => { const before = row[at - 1]; return before !== undefined && x < before.x + before.width / 2; })) return undefined;
  return row.map(({ letter }) => letter).join('');
}

function fromCodeUnit(unicode: number): string {
  return unicode > 0xffff ? String.fromCodePoint(unicode) : String.fromCharCode(unicode);
}
