import { frameScale } from '../../shared/bundle-frame.ts';
import type { Pdfium, PdfiumDocument } from '../pdf/pdfium.ts';
import type { Bands } from './page-frame.ts';
import { marginHeight } from './page-margin.ts';
import { footPt, sidePt, stampSizePt } from './page-marks.ts';

/** What the marks of a page need: points as displayed, before they grow with the page. */
export interface WantedRoom {
  /** Width of the widest stamp. */
  readonly stampPt: number;
  /** Height of the header, 0 for none. */
  readonly headerPt: number;
}

/** Where a page as displayed has white for its marks; points from its bottom left corner. */
export interface FreeRoom {
  /** Right end of the stamp and its base line, in the corner at the bottom right. */
  readonly stamp?: { readonly rightPt: number; readonly y: number };
  /** Whether the header has room at the top. */
  readonly header: boolean;
}

const pointsOfSample = 2;
const clearanceSamples = 2;
const [leastPaper, mostInk] = [190, 24];
// Further left, a number does not stand at the bottom right any more.
const cornerFrom = 0.66;

/** Looks where each page of an open document has room for its marks, by drawing it. `size` tells a page's width and height as displayed, in points. */
export function measureMargins(document: PdfiumDocument, size: (index: number) => readonly [number, number], wanted: (index: number) => WantedRoom): FreeRoom[] {
  return Array.from({ length: document.pageCount }, (_, index) => {
    const [widthPt, heightPt] = size(index);
    const page = document.withPage(index, (handle) => drawPage(document.pdfium, handle, Math.max(1, Math.round(widthPt / pointsOfSample)), Math.max(1, Math.round(heightPt / pointsOfSample))));
    return page === undefined ? { header: false } : findRoom(page, wanted(index));
  });
}

/** Bands that a page still needs beside the room that it has. */
export function bandsBeside(bands: Bands, { stamp, header }: FreeRoom): Bands {
  return { topPt: header ? 0 : bands.topPt, bottomPt: stamp === undefined ? bands.bottomPt : 0 };
}

/** Samples of a page, 0 black to 255 white, row by row from the top. */
interface DrawnPage {
  readonly columns: number;
  readonly rows: number;
  readonly grey: Uint8Array;
}

const mostSamples = 16e6;
const [bgrx, renderAnnotations] = [3, 0x01];

function drawPage({ api, heap, withMemory }: Pdfium, handle: number, columns: number, rows: number): DrawnPage | undefined {
  if (columns * rows > mostSamples) return undefined;
  return withMemory(columns * rows * 4, (buffer) => {
    const bitmap = api.FPDFBitmap_CreateEx(columns, rows, bgrx, buffer, columns * 4);
    api.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, 0xffffffff);
    api.FPDF_RenderPageBitmap(bitmap, handle, 0, 0, columns, rows, 0, renderAnnotations);
    api.FPDFBitmap_Destroy(bitmap);
    const grey = new Uint8Array(columns * rows);
    const pixels = heap();
    // The darkest of the three colours: yellow on white is ink as well.
    for (let at = 0; at < grey.length; at++) grey[at] = Math.min(pixels[buffer + at * 4] ?? 0, pixels[buffer + at * 4 + 1] ?? 0, pixels[buffer + at * 4 + 2] ?? 0);
    return { columns, rows, grey };
  });
}

function findRoom(page: DrawnPage, { stampPt, headerPt }: WantedRoom): FreeRoom {
  const { columns, rows } = page;
  const scale = frameScale(columns * pointsOfSample, rows * pointsOfSample);
  const samples = (points: number): number => Math.ceil((points * scale) / pointsOfSample);
  const header = headerPt === 0 || inkIn(page, { left: 0, top: 0, right: columns, bottom: Math.min(rows, samples(headerPt)) })?.(0, 0, columns, Math.min(rows, samples(headerPt))) === 0;
  const [width, height] = [samples(stampPt), samples(stampSizePt)];
  const margin = Math.round(marginHeight(rows * pointsOfSample) / pointsOfSample);
  const zone = { left: Math.round(columns * cornerFrom), top: rows - margin, right: columns, bottom: rows };
  const ink = inkIn(page, zone);
  if (ink === undefined || zone.right - zone.left < width || margin < height) return { header };
  let best: { right: number; base: number; cost: number } | undefined;
  const usual = { right: columns - samples(sidePt), base: rows - samples(footPt) };
  for (let base = rows - clearanceSamples; base - height >= zone.top; base--) {
    for (let right = columns - clearanceSamples; right - width >= zone.left; right--) {
      const cost = Math.abs(base - usual.base) * 2 + Math.abs(right - usual.right);
      if (best !== undefined && cost >= best.cost) continue;
      // A line of figures stands on its base line; a little is below it.
      const free = ink(right - width - clearanceSamples, base - height - clearanceSamples, right + clearanceSamples, base + clearanceSamples) === 0;
      if (free) best = { right, base, cost };
    }
  }
  return best === undefined ? { header } : { header, stamp: { rightPt: best.right * pointsOfSample, y: (rows - best.base) * pointsOfSample } };
}

interface Zone {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

// Counts samples that are not of the paper's tone within a zone; undefined where there is no light paper.
function inkIn({ columns, grey }: DrawnPage, { left, top, right, bottom }: Zone): ((x1: number, y1: number, x2: number, y2: number) => number) | undefined {
  const [width, height] = [right - left, bottom - top];
  const tones = new Uint32Array(256);
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) tones[grey[y * columns + x] ?? 0] = (tones[grey[y * columns + x] ?? 0] ?? 0) + 1;
  const paper = tones.reduce((most, count, tone) => (count > (tones[most] ?? 0) ? tone : most), 0);
  if (paper < leastPaper) return undefined;
  const sums = new Uint32Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      if (Math.abs((grey[(y + top) * columns + x + left] ?? 0) - paper) > mostInk) row++;
      sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + row;
    }
  }
  const within = (value: number, from: number, to: number): number => Math.min(Math.max(value, from), to) - from;
  return (x1, y1, x2, y2) => {
    const [a, b, c, d] = [within(x1, left, right), within(y1, top, bottom), within(x2, left, right), within(y2, top, bottom)];
    const at = (x: number, y: number): number => sums[y * (width + 1) + x] ?? 0;
    return at(c, d) - at(a, d) - at(c, b) + at(a, b);
  };
}
