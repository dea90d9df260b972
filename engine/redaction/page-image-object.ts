import type { PageGeometry } from '../pdf/page-geometry.ts';
import type { Pdfium } from '../pdf/pdfium.ts';
import type { TonePage } from './page-tones.ts';

// fpdf_edit.h, fpdfview.h
const imageObject = 3;
const formatGrey = 1;
const formatBgr = 2;
const formatBgrx = 3;
const formatBgra = 4;

/** The pixels of a page's one picture as its own decoder gives them, cut to the part that shows; undefined where the page is not one picture. */
export function pageImage(pdfium: Pdfium, page: number, geometry: PageGeometry): (TonePage & { readonly lossless: boolean }) | undefined {
  const { api } = pdfium;
  const images: number[] = [];
  const count = api.FPDFPage_CountObjects(page);
  for (let index = 0; index < count; index++) {
    const object = api.FPDFPage_GetObject(page, index);
    if (api.FPDFPageObj_GetType(object) === imageObject) images.push(object);
  }
  const [image] = images;
  if (image === undefined || images.length > 1) return undefined;
  const placed = pdfium.withMemory(16, (box) => {
    if (!api.FPDFPageObj_GetBounds(image, box, box + 4, box + 8, box + 12)) return undefined;
    const view = pdfium.view();
    return geometry.toDisplay(view.getFloat32(box, true), view.getFloat32(box + 4, true), view.getFloat32(box + 8, true), view.getFloat32(box + 12, true));
  });
  const bitmap = api.FPDFImageObj_GetBitmap(image);
  if (bitmap === 0 || placed === undefined) return undefined;
  try {
    const width = Math.round((api.FPDFBitmap_GetWidth(bitmap) * geometry.widthPt) / placed[2]);
    const height = Math.round((api.FPDFBitmap_GetHeight(bitmap) * geometry.heightPt) / placed[3]);
    const decoded = tonesOf(pdfium, bitmap, width, height);
    if (decoded === undefined || Math.abs(placed[0]) > 0.1 || Math.abs(placed[1]) > 0.1) return undefined;
    return { widthPt: geometry.widthPt, heightPt: geometry.heightPt, width, height, ...decoded, lossless: filterOf(pdfium, image) !== 'DCTDecode' };
  } finally {
    api.FPDFBitmap_Destroy(bitmap);
  }
}

function tonesOf(pdfium: Pdfium, bitmap: number, width: number, height: number): { readonly channels: 1 | 3; readonly tones: Uint8Array } | undefined {
  const { api } = pdfium;
  const format = api.FPDFBitmap_GetFormat(bitmap);
  const bytes = { [formatGrey]: 1, [formatBgr]: 3, [formatBgrx]: 4, [formatBgra]: 4 }[format];
  if (bytes === undefined || width > api.FPDFBitmap_GetWidth(bitmap) || height > api.FPDFBitmap_GetHeight(bitmap)) return undefined;
  const stride = api.FPDFBitmap_GetStride(bitmap);
  const heap = pdfium.heap();
  const start = api.FPDFBitmap_GetBuffer(bitmap);
  if (bytes === 1) {
    const grey = new Uint8Array(width * height);
    for (let row = 0; row < height; row++) grey.set(heap.subarray(start + row * stride, start + row * stride + width), row * width);
    return { channels: 1, tones: grey };
  }
  const rgb = new Uint8Array(width * height * 3);
  for (let row = 0, to = 0; row < height; row++) {
    for (let column = 0, from = start + row * stride; column < width; column++, from += bytes, to += 3) {
      rgb[to] = heap[from + 2] ?? 0;
      rgb[to + 1] = heap[from + 1] ?? 0;
      rgb[to + 2] = heap[from] ?? 0;
    }
  }
  return { channels: 3, tones: rgb };
}

function filterOf(pdfium: Pdfium, image: number): string {
  const { api } = pdfium;
  return pdfium.withMemory(64, (text) => {
    const length = api.FPDFImageObj_GetImageFilter(image, 0, text, 64);
    return Buffer.from(pdfium.heap().subarray(text, text + Math.max(0, Math.min(length, 64) - 1))).toString('latin1');
  });
}
