import type { Pdfium } from '../../pdf/pdfium.ts';
import type { DrawElement, Pixels } from './draw-element.ts';

const imageObject = 3;
const formObject = 5;
const deepestForm = 12;
// What two decoders of the same JPEG may differ by.
const roundedBy = 24;
// fpdfview.h: bytes a pixel of each format.
const bytesOf: Readonly<Record<number, number>> = { 1: 1, 2: 3, 3: 4, 4: 4 };

/** The elements with the pixels that PDFium decodes in place of PDF.js's, where it is the same picture: decoders of JPEG round differently. */
export function withPagePictures(pdfium: Pdfium, page: number, elements: readonly DrawElement[]): readonly DrawElement[] {
  if (elements.every(({ kind }) => kind !== 'image')) return elements;
  const decoded = picturesOf(pdfium, page);
  return elements.map((element) => {
    if (element.kind !== 'image') return element;
    const same = decoded.find((picture) => isSamePicture(picture, element.pixels));
    return same === undefined ? element : { ...element, pixels: same };
  });
}

function picturesOf(pdfium: Pdfium, page: number): Pixels[] {
  const { api } = pdfium;
  const found: Pixels[] = [];
  const visit = (object: number, depth: number): void => {
    const type = api.FPDFPageObj_GetType(object);
    if (type === imageObject) {
      const picture = pictureOf(pdfium, object);
      if (picture !== undefined) found.push(picture);
    } else if (type === formObject && depth <= deepestForm) {
      for (let index = 0, count = api.FPDFFormObj_CountObjects(object); index < count; index++) visit(api.FPDFFormObj_GetObject(object, index), depth + 1);
    }
  };
  for (let index = 0, count = api.FPDFPage_CountObjects(page); index < count; index++) visit(api.FPDFPage_GetObject(page, index), 0);
  return found;
}

function pictureOf(pdfium: Pdfium, object: number): Pixels | undefined {
  const { api } = pdfium;
  const bitmap = api.FPDFImageObj_GetBitmap(object);
  if (bitmap === 0) return undefined;
  try {
    const [width, height, stride] = [api.FPDFBitmap_GetWidth(bitmap), api.FPDFBitmap_GetHeight(bitmap), api.FPDFBitmap_GetStride(bitmap)];
    const bytes = bytesOf[api.FPDFBitmap_GetFormat(bitmap)];
    if (bytes === undefined) return undefined;
    const start = api.FPDFBitmap_GetBuffer(bitmap);
    const rows = pdfium.heap().subarray(start, start + stride * height);
    const channels = bytes === 1 ? 1 : 3;
    const data = new Uint8Array(width * height * channels);
    for (let row = 0, to = 0; row < height; row++) {
      for (let column = 0, from = row * stride; column < width; column++, from += bytes) {
        // Blue comes first there.
        for (let channel = channels - 1; channel >= 0; channel--) data[to++] = rows[from + channel] ?? 0;
      }
    }
    return { width, height, channels, data };
  } finally {
    api.FPDFBitmap_Destroy(bitmap);
  }
}

function isSamePicture(one: Pixels, other: Pixels): boolean {
  if (one.width !== other.width || one.height !== other.height) return false;
  const [step, otherStep] = [one.channels, other.channels];
  for (let pixel = 0, count = one.width * one.height; pixel < count; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const [tone = 0, otherTone = 0] = [one.data[pixel * step + (step === 1 ? 0 : channel)], other.data[pixel * otherStep + (otherStep === 1 ? 0 : channel)]];
      if (Math.abs(tone - otherTone) > roundedBy) return false;
    }
  }
  return true;
}
