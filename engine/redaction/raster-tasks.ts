import { failure, type Failure } from '../../shared/failure.ts';
import { rectsIntersect, type PageSize, type Rect } from '../../shared/geometry.ts';
import type { Word } from '../../shared/page-text.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { openWithPdfium, type Pdfium, type PdfiumDocument } from '../pdf/pdfium.ts';
import { keptWords } from './kept-words.ts';
import { inkThreshold, pageKind, type PageKind } from './page-kind.ts';
import { withPaintedPage, type PaintedPage } from './painted-page.ts';
import { readWithPdfjs, type TextRun } from './pdfjs-text.ts';
import { zonesOverSlantedText } from './slanted-text.ts';
import { fourWhite, tonePlane, type TonePlane } from './tone-plane.ts';
import { zonePixels } from './zone-pixels.ts';
import { visibleWords } from './visible-words.ts';

const bilevelDpi = 300;
const toneDpi = 200;
const shownContrast = 32;
// A page of no area shows nothing and cannot be proved.
const smallestPt = 0.5;

/** The pixels of a page after its zones were painted over; from here on nothing of the document is left but these and the words. */
export interface PagePixels {
  readonly kind: PageKind;
  readonly width: number;
  readonly height: number;
  /** Bilevel: rows of whole bytes, most significant bit first, 1 = white. Grey: a byte a pixel. Colour: RGB. */
  readonly data: Uint8Array;
}

export interface RasterPage extends PageSize {
  readonly image: PagePixels;
  readonly words: readonly Word[];
  /** Words of the document that nobody sees on the page, and that are therefore left out. */
  readonly unseenWords: number;
  /** Of each zone, whether it hides text that stands at a slant. */
  readonly slanted: readonly boolean[];
}

export interface RasterPageInput {
  readonly page: number;
  readonly zones: readonly Rect[];
  readonly words: readonly Word[];
  readonly source: 'text' | 'ocr' | 'none';
}

interface OpenSource {
  readonly document: PdfiumDocument;
  readonly bytes: Uint8Array;
  runs?: Promise<readonly (readonly TextRun[])[]>;
}

let current: OpenSource | undefined;

async function open(input: { readonly bytes: Uint8Array }): Promise<Result<{ readonly pages: number }, Failure>> {
  current?.document.close();
  current = undefined;
  const opened = await openWithPdfium(input.bytes, '', { asShown: true });
  if (!opened.ok) return opened;
  current = { document: opened.value, bytes: input.bytes };
  return success({ pages: opened.value.pageCount });
}

async function rasterise(input: RasterPageInput): Promise<Result<RasterPage, Failure>> {
  if (current === undefined) throw new Error('no document is open');
  const source = current;
  const { pdfium } = source.document;
  const made = source.document.withPage(input.page - 1, (page) => (pdfium.api.FPDF_GetPageWidthF(page) < smallestPt || pdfium.api.FPDF_GetPageHeightF(page) < smallestPt ? undefined : {
    seen: visibleWords(pdfium, page, input.words, input.source),
    slanted: zonesOverSlantedText(pdfium, page, input.zones),
    image: pixelsOf(pdfium, page, input.zones),
    widthPt: pdfium.api.FPDF_GetPageWidthF(page),
    heightPt: pdfium.api.FPDF_GetPageHeightF(page),
  }));
  if (made === undefined) return refusal(failure('document-damaged', 'Page {{page}} of the document is damaged or has no area, and cannot be redacted.', { values: { page: input.page } }));
  const { image, seen, slanted, widthPt, heightPt } = made;
  const borneOut = seen.spoken.length === 0 ? new Set<Word>() : await readAlike(source, input.page, seen.spoken);
  const kept = new Set([...seen.words, ...borneOut]);
  const words = input.words.filter((word) => kept.has(word));
  const shown = keptWords(words, input.zones).filter(({ rect }) => showsIn(image, rect, { widthPt, heightPt }));
  return success({ widthPt, heightPt, image, words: shown, unseenWords: input.words.length - words.length, slanted });
}

/** The words that PDF.js, which reads the glyphs and no ActualText, finds in the same place. */
async function readAlike(source: OpenSource, page: number, words: readonly Word[]): Promise<Set<Word>> {
  source.runs ??= readWithPdfjs(source.bytes).catch(() => []);
  const runs = (await source.runs)[page - 1] ?? [];
  return new Set(words.filter(({ text, rect }) => {
    const there = letters(runs.filter((run) => rectsIntersect(run.rect, rect)).map((run) => run.text).join(''));
    const wanted = letters(text);
    return wanted !== '' && (there.includes(wanted) || there.includes(Array.from(wanted).reverse().join('')));
  }));
}

function letters(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

// What was faint enough to go white, or lies on an even ground, is not there for a reader of the result.
function showsIn({ kind, width, height, data }: PagePixels, rect: Rect, page: PageSize): boolean {
  const box = zonePixels(rect, page, { width, height });
  if (box === undefined) return false;
  const channels = kind === 'colour' ? 3 : 1;
  const stride = (width + 7) >> 3;
  let low = 255;
  let high = 0;
  for (let row = box.top; row < box.bottom; row++) {
    for (let column = box.left; column < box.right; column++) {
      const tone = kind === 'bilevel' ? (((data[row * stride + (column >> 3)] ?? 0) >> (7 - (column & 7))) & 1) * 255 : (data[(row * width + column) * channels] ?? 0);
      if (tone < low) low = tone;
      if (tone > high) high = tone;
    }
  }
  return high - low > shownContrast;
}

function pixelsOf(pdfium: Pdfium, page: number, zones: readonly Rect[]): PagePixels {
  const sharp = withPaintedPage(pdfium, page, { dpi: bilevelDpi, zones }, (painted) => {
    const plane = tonePlane(painted);
    const kind = pageKind(plane);
    return kind === 'bilevel' ? { kind, width: plane.width, height: plane.height, data: bits(plane) } : { kind };
  });
  if (sharp.kind === 'bilevel') return sharp;
  return withPaintedPage(pdfium, page, { dpi: toneDpi, zones }, (painted) => ({
    kind: sharp.kind, width: painted.width, height: painted.height, data: sharp.kind === 'grey' ? greys(painted) : colours(painted),
  }));
}

function bits({ width, height, stride, tones, fours }: TonePlane): Uint8Array {
  const bytes = (width + 7) >> 3;
  const packed = new Uint8Array(bytes * height).fill(0xff);
  const groups = stride >> 2;
  for (let row = 0; row < height; row++) {
    for (let group = 0; group < groups; group++) {
      if (fours[row * groups + group] === fourWhite) continue;
      const column = group << 2;
      const byte = row * bytes + (column >> 3);
      for (let pixel = 0; pixel < 4; pixel++) {
        if ((tones[row * stride + column + pixel] ?? 0) < inkThreshold) packed[byte] = (packed[byte] ?? 0) & ~(0x80 >> ((column & 7) + pixel));
      }
    }
  }
  return packed;
}

function greys(painted: PaintedPage): Uint8Array {
  const { width, height, stride, tones } = tonePlane(painted);
  const packed = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) packed.set(tones.subarray(row * stride, row * stride + width), row * width);
  return packed;
}

function colours({ pixels }: PaintedPage): Uint8Array {
  const rgb = new Uint8Array(pixels.length * 3);
  for (let from = 0, to = 0; from < pixels.length; from++, to += 3) {
    const pixel = pixels[from] ?? 0;
    rgb[to] = (pixel >>> 16) & 0xff;
    rgb[to + 1] = (pixel >>> 8) & 0xff;
    rgb[to + 2] = pixel & 0xff;
  }
  return rgb;
}

/** Tasks on the document being redacted: `open` first, then `rasterise` for each page, on one leased worker. Pages are 1-based. */
export const tasks = { open, rasterise };
