import { readPageGeometry } from '../../pdf/page-geometry.ts';
import type { PdfiumDocument } from '../../pdf/pdfium.ts';

/** A character that a page's text carries: what reading, searching and copying find there. */
export interface PageCharacter {
  readonly code: number;
  /** Middle of its box on the page as displayed, in points from the top-left corner. */
  readonly x: number;
  readonly y: number;
  /** Set to be drawn in no way (text rendering mode 3), as text layers over scans are. */
  readonly undrawn: boolean;
}

const undrawnMode = 3;
// Not characters of the page: breaks and blanks, and what PDFium has no code for.
const isBlank = (code: number): boolean => code <= 0x20 || code === 0xa0 || code === 0xad || code === 0xfffe || code === 0xffff || (code >= 0x2000 && code <= 0x200b) || code === 0x2028 || code === 0x2029 || code === 0x3000;

/** Reads the characters of a page (1-based), seen or not; undefined where the page cannot be loaded. */
export function readPageCharacters(document: PdfiumDocument, page: number): readonly PageCharacter[] | undefined {
  const { pdfium } = document;
  const { api } = pdfium;
  return document.withPage(page - 1, (handle) => {
    const geometry = readPageGeometry(pdfium, handle);
    const text = api.FPDFText_LoadPage(handle);
    if (text === 0) return [];
    try {
      return pdfium.withMemory(16, (box) => {
        const found: PageCharacter[] = [];
        for (let index = 0, count = api.FPDFText_CountChars(text); index < count; index++) {
          const code = api.FPDFText_GetUnicode(text, index);
          if (isBlank(code) || !api.FPDFText_GetLooseCharBox(text, index, box)) continue;
          // FS_RECTF: left, top, right, bottom.
          const view = pdfium.view();
          const at = (offset: number): number => view.getFloat32(box + offset, true);
          const [x, y, width, height] = geometry.toDisplay(at(0), at(12), at(8), at(4));
          const object = api.FPDFText_GetTextObject(text, index);
          found.push({ code, x: x + width / 2, y: y + height / 2, undrawn: object !== 0 && api.FPDFTextObj_GetTextRenderMode(object) === undrawnMode });
        }
        return found;
      });
    } finally {
      api.FPDFText_ClosePage(text);
    }
  });
}
