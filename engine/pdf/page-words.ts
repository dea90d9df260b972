import { unionOfRects, type Rect } from '../../shared/geometry.ts';
import type { Word } from '../../shared/page-text.ts';
import type { PageGeometry } from './page-geometry.ts';
import type { Pdfium } from './pdfium.ts';

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
      let line = 0;
      const endWord = (): void => {
        const rect = unionOfRects(rects);
        if (rect !== undefined && text !== '') words.push({ text: text.normalize('NFC'), rect, line });
        text = '';
        rects = [];
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
        text += character;
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

function fromCodeUnit(unicode: number): string {
  return unicode > 0xffff ? String.fromCodePoint(unicode) : String.fromCharCode(unicode);
}
