import type { Rect } from '../../shared/geometry.ts';
import type { Pdfium } from './pdfium.ts';

/** From PDF user space (points, y up, before rotation) to the page as displayed (points, y down), and back. */
export interface PageGeometry {
  readonly widthPt: number;
  readonly heightPt: number;
  /** The displayed rectangle of a box in user space, given by two opposite corners. */
  toDisplay(left: number, bottom: number, right: number, top: number): Rect;
  /** The four corners in user space of a displayed rectangle: top-left, top-right, bottom-left, bottom-right, as displayed. */
  toUserSpace(rect: Rect): readonly [readonly [number, number], readonly [number, number], readonly [number, number], readonly [number, number]];
}

// FPDF_PageToDevice answers whole device units: a fine grid keeps a hundredth of a point.
const grid = 100;

/** Reads how PDFium places an open page: rotation and crop box included. */
export function readPageGeometry(pdfium: Pdfium, page: number): PageGeometry {
  const { api } = pdfium;
  const widthPt = api.FPDF_GetPageWidthF(page);
  const heightPt = api.FPDF_GetPageHeightF(page);
  const probe = (x: number, y: number): readonly [number, number] =>
    pdfium.withMemory(8, (pointer) => {
      api.FPDF_PageToDevice(page, 0, 0, Math.round(widthPt * grid), Math.round(heightPt * grid), 0, x, y, pointer, pointer + 4);
      return [pdfium.view().getInt32(pointer, true) / grid, pdfium.view().getInt32(pointer + 4, true) / grid];
    });
  const span = 1000;
  const [originX, originY] = probe(0, 0);
  const [xx, xy] = probe(span, 0);
  const [yx, yy] = probe(0, span);
  // The map is a quarter turn, a mirror of y and a shift; its coefficients are ±1 or 0 up to the grid.
  const a = Math.round((xx - originX) / span);
  const b = Math.round((xy - originY) / span);
  const c = Math.round((yx - originX) / span);
  const d = Math.round((yy - originY) / span);
  const display = (x: number, y: number): readonly [number, number] => [a * x + c * y + originX, b * x + d * y + originY];
  const determinant = a * d - b * c;
  const user = (x: number, y: number): readonly [number, number] => {
    const dx = x - originX;
    const dy = y - originY;
    return [(d * dx - c * dy) / determinant, (a * dy - b * dx) / determinant];
  };
  return {
    widthPt,
    heightPt,
    toDisplay(left, bottom, right, top) {
      const [x1, y1] = display(left, bottom);
      const [x2, y2] = display(right, top);
      return [Math.min(x1, x2), Math.min(y1, y2), Math.abs(x2 - x1), Math.abs(y2 - y1)];
    },
    toUserSpace: ([x, y, width, height]) => [user(x, y), user(x + width, y), user(x, y + height), user(x + width, y + height)],
  };
}
