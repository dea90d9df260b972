import type { Rect } from '../../shared/geometry.ts';
import { readPageGeometry } from '../pdf/page-geometry.ts';
import type { Pdfium } from '../pdf/pdfium.ts';

// About a degree and a half off a line that is level or upright.
const slant = 0.05;

/** Of each zone, whether it hides letters of a line that stands at a slant: a box around such a line is the taller the longer the line is. */
export function zonesOverSlantedText(pdfium: Pdfium, page: number, zones: readonly Rect[]): boolean[] {
  const over = zones.map(() => false);
  const { api } = pdfium;
  const textPage = zones.length === 0 ? 0 : api.FPDFText_LoadPage(page);
  if (textPage === 0) return over;
  try {
    const geometry = readPageGeometry(pdfium, page);
    pdfium.withMemory(16, (box) => {
      for (let index = 0, count = api.FPDFText_CountChars(textPage); index < count; index++) {
        if (Math.abs(Math.sin(2 * api.FPDFText_GetCharAngle(textPage, index))) < slant || api.FPDFText_GetTextObject(textPage, index) === 0 || !api.FPDFText_GetLooseCharBox(textPage, index, box)) continue;
        const view = pdfium.view();
        const [x, y, width, height] = geometry.toDisplay(view.getFloat32(box, true), view.getFloat32(box + 12, true), view.getFloat32(box + 8, true), view.getFloat32(box + 4, true));
        const [across, down] = [x + width / 2, y + height / 2];
        for (const [at, [left, top, wide, high]] of zones.entries()) if (across > left && across < left + wide && down > top && down < top + high) over[at] = true;
      }
    });
  } finally {
    api.FPDFText_ClosePage(textPage);
  }
  return over;
}
