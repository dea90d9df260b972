import { unionOfRects, type Rect } from '../../shared/geometry.ts';
import type { Word } from '../../shared/page-text.ts';
import type { PageGeometry } from './page-geometry.ts';
import type { Pdfium } from './pdfium.ts';

const lineBreaks = new Set([0x0a, 0x0d, 0x2028, 0x2029]);
const noCharacter = new Set([0, 0xfffe, 0xffff]);
// PDFium marks a hyphen at a line's end with this code point; it stands for a hyphen on the page.
const lineEndHyphen = 0x02;

/** Reads the words that a page's text carries, seen or not, in PDFium's reading order. */
export function readWords(pdfium: Pdfium, page: number, geometry: PageGeometry): Word[] {
  const { api } = pdfium;
  const textPage = api.FPDFText_LoadPage(page);
  if (textPage === 0) return [];
  try {
    return pdfium.withMemory(16, (box) => {
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
        const unicode = api.FPDFText_GetUnicode(textPage, index);
        if (noCharacter.has(unicode)) continue;
        if (lineBreaks.has(unicode)) {
          endWord();
          if (words.at(-1)?.line === line) line++;
          continue;
        }
        const character = unicode === lineEndHyphen ? '-' : fromCodeUnit(unicode);
        if (/^\s$/u.test(character)) {
          endWord();
          continue;
        }
        text += character;
        if (api.FPDFText_GetLooseCharBox(textPage, index, box)) {
          // FS_RECTF: left, top, right, bottom.
          const view = pdfium.view();
          const at = (offset: number): number => view.getFloat32(box + offset, true);
          rects.push(geometry.toDisplay(at(0), at(12), at(8), at(4)));
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
