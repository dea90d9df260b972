import type { Rect } from '../../shared/geometry.ts';
import type { Pdfium } from './pdfium.ts';

/** Uncompressed pixels, rows from the top, without padding. */
export interface PixelImage {
  readonly width: number;
  readonly height: number;
  /** 1 grey, 3 RGB, 4 RGBA. */
  readonly channels: 1 | 3 | 4;
  readonly pixels: Uint8Array;
}

// fpdfview.h
const formatBgrx = 3;
const renderAnnotations = 0x01;
const renderForPrinting = 0x800;
const bytesPerPixel = 4;

export interface RenderOptions {
  readonly dpi: number;
  /** One channel: always, or only where the page holds nothing but greys. */
  readonly grey?: boolean | 'where-possible';
  /** As a printer would see it, without widgets' highlights. */
  readonly forPrinting?: boolean;
  readonly withoutAnnotations?: boolean;
  /** Only this part of the page, as displayed. */
  readonly area?: Rect;
}

/** Pixels a rendered page may have; an oversized page is rendered at a lower resolution instead. */
export const maximumPixels = 100_000_000;

/** Renders an open page, or an area of it, as displayed, on white. */
export function renderPage(pdfium: Pdfium, page: number, options: RenderOptions): PixelImage {
  const { api } = pdfium;
  const widthPt = api.FPDF_GetPageWidthF(page);
  const heightPt = api.FPDF_GetPageHeightF(page);
  const wanted = options.dpi / 72;
  const scale = Math.min(wanted, Math.sqrt(maximumPixels / Math.max(1, widthPt * heightPt)));
  const fullWidth = Math.max(1, Math.round(widthPt * scale));
  const fullHeight = Math.max(1, Math.round(heightPt * scale));
  const { left, top, width, height } = pixelArea(options.area, scale, fullWidth, fullHeight);
  return pdfium.withMemory(width * height * bytesPerPixel, (buffer) => {
    const bitmap = api.FPDFBitmap_CreateEx(width, height, formatBgrx, buffer, width * bytesPerPixel);
    try {
      api.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
      const flags = (options.withoutAnnotations === true ? 0 : renderAnnotations) | (options.forPrinting === true ? renderForPrinting : 0);
      api.FPDF_RenderPageBitmap(bitmap, page, -left, -top, fullWidth, fullHeight, 0, flags);
      const bgrx = pdfium.heap().subarray(buffer, buffer + width * height * bytesPerPixel);
      const greys = options.grey === 'where-possible' ? onlyGreys(bgrx, width, height) : undefined;
      return greys ?? (options.grey === true ? toGrey(bgrx, width, height) : toRgb(bgrx, width, height));
    } finally {
      api.FPDFBitmap_Destroy(bitmap);
    }
  });
}

export interface AreaOptions {
  readonly scale: number;
  /** In points as displayed; it may reach beyond the page. */
  readonly area: Rect;
}

/** Uncompressed pixels of four bytes (blue, green, red, none), rows from the top. */
export interface AreaPixels {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

// FS_MATRIX and FS_RECTF, ten floats.
const placementBytes = 40;

/** Renders an area of an open page so that its top left corner falls exactly on that of the first pixel, whatever fraction of a point it is at. */
export function renderArea(pdfium: Pdfium, page: number, { scale: wanted, area: [x, y, widthPt, heightPt] }: AreaOptions): AreaPixels {
  const { api } = pdfium;
  const scale = Math.min(wanted, Math.sqrt(maximumPixels / Math.max(1, widthPt * heightPt)));
  const [width, height] = [Math.max(1, Math.round(widthPt * scale)), Math.max(1, Math.round(heightPt * scale))];
  const [pageWidth, pageHeight] = [api.FPDF_GetPageWidthF(page), api.FPDF_GetPageHeightF(page)];
  return pdfium.withMemory(width * height * bytesPerPixel + placementBytes, (buffer) => {
    const placement = buffer + width * height * bytesPerPixel;
    // PDFium first maps the page onto its size in whole points: the matrix takes that back.
    const matrix = [(scale * pageWidth) / Math.floor(pageWidth), 0, 0, (scale * pageHeight) / Math.floor(pageHeight), -x * scale, -y * scale];
    [...matrix, 0, 0, width, height].forEach((value, index) => pdfium.view().setFloat32(placement + index * 4, value, true));
    const bitmap = api.FPDFBitmap_CreateEx(width, height, formatBgrx, buffer, width * bytesPerPixel);
    try {
      api.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
      api.FPDF_RenderPageBitmapWithMatrix(bitmap, page, placement, placement + 24, renderAnnotations);
      return { width, height, pixels: pdfium.heap().slice(buffer, buffer + width * height * bytesPerPixel) };
    } finally {
      api.FPDFBitmap_Destroy(bitmap);
    }
  });
}

function pixelArea(area: Rect | undefined, scale: number, fullWidth: number, fullHeight: number): { left: number; top: number; width: number; height: number } {
  if (area === undefined) return { left: 0, top: 0, width: fullWidth, height: fullHeight };
  const left = Math.min(fullWidth - 1, Math.max(0, Math.floor(area[0] * scale)));
  const top = Math.min(fullHeight - 1, Math.max(0, Math.floor(area[1] * scale)));
  const right = Math.min(fullWidth, Math.max(left + 1, Math.ceil((area[0] + area[2]) * scale)));
  const bottom = Math.min(fullHeight, Math.max(top + 1, Math.ceil((area[1] + area[3]) * scale)));
  return { left, top, width: right - left, height: bottom - top };
}

function toRgb(bgrx: Uint8Array, width: number, height: number): PixelImage {
  const pixels = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; from < bgrx.length; from += 4, to += 3) {
    pixels[to] = bgrx[from + 2] ?? 0;
    pixels[to + 1] = bgrx[from + 1] ?? 0;
    pixels[to + 2] = bgrx[from] ?? 0;
  }
  return { width, height, channels: 3, pixels };
}

/** Undefined as soon as a pixel has a colour. */
function onlyGreys(bgrx: Uint8Array, width: number, height: number): PixelImage | undefined {
  const pixels = new Uint8Array(width * height);
  const whole = new Uint32Array(bgrx.buffer, bgrx.byteOffset, width * height);
  for (let at = 0; at < pixels.length; at++) {
    const colour = (whole[at] ?? 0) & 0xffffff;
    const grey = colour & 0xff;
    if (colour !== grey * 0x010101) return undefined;
    pixels[at] = grey;
  }
  return { width, height, channels: 1, pixels };
}

function toGrey(bgrx: Uint8Array, width: number, height: number): PixelImage {
  const pixels = new Uint8Array(width * height).fill(0xff);
  const whole = new Uint32Array(bgrx.buffer, bgrx.byteOffset, width * height);
  for (let to = 0, from = 0; to < pixels.length; to++, from += 4) {
    // Most of a page is bare paper. The fourth byte, the highest in this order, holds nothing.
    if (((whole[to] ?? 0) | 0xff000000) === -1) continue;
    // ITU-R BT.601 luma in 8-bit fixed point.
    pixels[to] = ((bgrx[from + 2] ?? 0) * 77 + (bgrx[from + 1] ?? 0) * 150 + (bgrx[from] ?? 0) * 29) >> 8;
  }
  return { width, height, channels: 1, pixels };
}
