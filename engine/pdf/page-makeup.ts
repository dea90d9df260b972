import type { Pdfium } from './pdfium.ts';

/** What a page is made of, as far as reading it needs to know. */
export interface PageMakeup {
  /** Share of the page that its largest image covers, 0 to 1. */
  readonly imageShare: number;
  /** Share of text objects that are drawn without ink, as an OCR layer is; 0 when there is no text. */
  readonly invisibleTextShare: number;
}

// fpdf_edit.h
const textObject = 1;
const imageObject = 3;
const formObject = 5;
const invisibleTextMode = 3;
const deepest = 8;
const mostObjects = 20_000;

/** Looks at the objects of an open page, form XObjects included. */
export function readPageMakeup(pdfium: Pdfium, page: number): PageMakeup {
  const { api } = pdfium;
  const area = Math.max(1, api.FPDF_GetPageWidthF(page) * api.FPDF_GetPageHeightF(page));
  let largestImage = 0;
  let texts = 0;
  let invisible = 0;
  let seen = 0;
  pdfium.withMemory(16, (box) => {
    const areaOf = (object: number): number => {
      if (!api.FPDFPageObj_GetBounds(object, box, box + 4, box + 8, box + 12)) return area;
      const view = pdfium.view();
      const at = (offset: number): number => view.getFloat32(box + offset, true);
      return Math.abs((at(8) - at(0)) * (at(12) - at(4)));
    };
    // An image inside a form is measured by the form that the page places: bounds are known in the page's space only.
    const look = (object: number, placed: number, depth: number): void => {
      if (object === 0 || ++seen > mostObjects) return;
      const type = api.FPDFPageObj_GetType(object);
      if (type === textObject) {
        texts++;
        if (api.FPDFTextObj_GetTextRenderMode(object) === invisibleTextMode) invisible++;
      } else if (type === imageObject) {
        largestImage = Math.max(largestImage, areaOf(placed));
      } else if (type === formObject && depth < deepest) {
        const count = api.FPDFFormObj_CountObjects(object);
        for (let index = 0; index < count; index++) look(api.FPDFFormObj_GetObject(object, index), placed, depth + 1);
      }
    };
    const count = api.FPDFPage_CountObjects(page);
    for (let index = 0; index < count; index++) {
      const object = api.FPDFPage_GetObject(page, index);
      look(object, object, 0);
    }
  });
  return { imageShare: Math.min(1, largestImage / area), invisibleTextShare: texts === 0 ? 0 : invisible / texts };
}
