import type { PageSize, Rect } from '../../shared/geometry.ts';
import { maximumPixels } from '../pdf/page-image.ts';
import type { Pdfium } from '../pdf/pdfium.ts';
import { zonePixels } from './zone-pixels.ts';

/** Pixels of a page as displayed, one 32-bit BGRX value each, rows from the top. */
export interface PaintedPage extends PageSize {
  readonly width: number;
  readonly height: number;
  /** A view of PDFium's own memory: valid during `use` only. */
  readonly pixels: Uint32Array;
}

// fpdfview.h
const formatBgrx = 3;
const renderAnnotations = 0x01;
const renderForPrinting = 0x800;
const black = 0xff000000;

/** Renders an open page, paints the zones solid black over whatever is there, and hands the pixels to `use`. */
export function withPaintedPage<T>(pdfium: Pdfium, page: number, options: { readonly dpi: number; readonly zones: readonly Rect[] }, use: (painted: PaintedPage) => T): T {
  const { api } = pdfium;
  const widthPt = api.FPDF_GetPageWidthF(page);
  const heightPt = api.FPDF_GetPageHeightF(page);
  const scale = Math.min(options.dpi / 72, Math.sqrt(maximumPixels / Math.max(1, widthPt * heightPt)));
  const width = Math.max(1, Math.round(widthPt * scale));
  const height = Math.max(1, Math.round(heightPt * scale));
  return pdfium.withMemory(width * height * 4, (buffer) => {
    const bitmap = api.FPDFBitmap_CreateEx(width, height, formatBgrx, buffer, width * 4);
    if (bitmap === 0) throw new RangeError('no bitmap of this size');
    try {
      api.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
      api.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, renderAnnotations | renderForPrinting);
      const pixels = new Uint32Array(pdfium.heap().buffer, buffer, width * height);
      for (const zone of options.zones) {
        const box = zonePixels(zone, { widthPt, heightPt }, { width, height });
        if (box === undefined) continue;
        for (let row = box.top; row < box.bottom; row++) pixels.fill(black, row * width + box.left, row * width + box.right);
      }
      return use({ widthPt, heightPt, width, height, pixels });
    } finally {
      api.FPDFBitmap_Destroy(bitmap);
    }
  });
}

/** Brightness of a BGRX pixel, 0 to 255 (ITU-R BT.601). */
export function luma(pixel: number): number {
  return (((pixel >>> 16) & 0xff) * 77 + ((pixel >>> 8) & 0xff) * 150 + (pixel & 0xff) * 29) >> 8;
}

/** Brightness of every pixel. */
export function lumas(pixels: Uint32Array): Uint8Array {
  const tones = new Uint8Array(pixels.length);
  for (let at = 0; at < pixels.length; at++) tones[at] = luma(pixels[at] ?? 0);
  return tones;
}
