import type { Failure } from '../../../shared/failure.ts';
import type { PageSize, Rect } from '../../../shared/geometry.ts';
import { success, type Result } from '../../../shared/result.ts';
import { openWithPdfium, type PdfiumDocument } from '../../pdf/pdfium.ts';
import { changedPixels, comparedAtDpi, pictureOf, type PagePicture } from '../changed-pixels.ts';
import { lumas, withPaintedPage } from '../painted-page.ts';
import { openWithPdfjs, type PdfjsDocument } from '../pdfjs-text.ts';
import { tasks as writeTasks } from '../write-tasks.ts';
import { zonePixels } from '../zone-pixels.ts';
import { NotDrawable, type DrawElement, type GlyphElement, type TextRun } from './draw-element.ts';
import { drawingContent, type Drawing } from './drawing-content.ts';
import { keepElements } from './keep-elements.ts';
import { withPagePictures } from './page-pictures.ts';
import { readDrawing } from './read-drawing.ts';
import { replacedFonts } from './replaced-fonts.ts';

/** A page redrawn without what lies in its zones, or why it cannot be. */
export type DrawnPage = { readonly drawing: Drawing } | { readonly drawing?: undefined; readonly why: string };

interface OpenSource {
  readonly pdfium: PdfiumDocument;
  readonly pdfjs: PdfjsDocument;
}

let current: OpenSource | undefined;

async function open({ bytes }: { readonly bytes: Uint8Array }): Promise<Result<{ readonly drawable: boolean }, Failure>> {
  current?.pdfium.close();
  await current?.pdfjs.close();
  current = undefined;
  const opened = await openWithPdfium(bytes, '', { asShown: true });
  if (!opened.ok) return opened;
  const pdfjs = await openWithPdfjs(bytes, { outlines: true }).catch(() => undefined);
  if (pdfjs === undefined) {
    opened.value.close();
    return success({ drawable: false });
  }
  current = { pdfium: opened.value, pdfjs };
  return success({ drawable: true });
}

const seenContrast = 32;

async function draw({ page, zones }: { readonly page: number; readonly zones: readonly Rect[] }): Promise<Result<DrawnPage, Failure>> {
  if (current === undefined) throw new Error('no document is open');
  const { pdfium, pdfjs } = current;
  try {
    const source = await pdfjs.operators(page);
    const seen = pdfium.withPage(page - 1, (open) => ({
      shown: withPaintedPage(pdfium.pdfium, open, { dpi: comparedAtDpi, zones: [] }, pictureOf), elements: withPagePictures(pdfium.pdfium, open, readDrawing(source, replacedFonts(pdfium.pdfium, open))),
    }));
    if (seen === undefined) throw new NotDrawable('a page that two readers measure differently');
    const { shown, elements } = seen;
    if (Math.abs(shown.widthPt - source.page[2]) > 0.1 || Math.abs(shown.heightPt - source.page[3]) > 0.1) throw new NotDrawable('a page that two readers measure differently');
    const up = ([x, y, width, height]: Rect): Rect => [x, shown.heightPt - y - height, width, height];
    const tones = lumas(shown.pixels);
    const kept = keepElements(elements, { page: source.page, zones: zones.map(up), shows: (box) => contrast({ ...shown, tones }, up(box)) > seenContrast });
    return success({ drawing: await exactDrawing(kept, shown, zones) });
  } catch (error) {
    // PDF.js throws on pages that it cannot read to the end: those are drawn by their pixels.
    return success({ why: error instanceof NotDrawable ? error.message : 'a page that cannot be read to its end' });
  }
}

function pictureOfPage(document: PdfiumDocument, page: number): PagePicture | undefined {
  return document.withPage(page - 1, (open) => withPaintedPage(document.pdfium, open, { dpi: comparedAtDpi, zones: [] }, pictureOf));
}

// A letter whose place falls between two pixels may go to either: rounding on the way there decides. Then it is set aside by less than anybody sees.
const asidePt = 0.0005;
const tries = [asidePt, -asidePt, 4 * asidePt, -4 * asidePt];

/** The drawing whose every pixel off the zones equals the source's. Throws {@link NotDrawable} where there is none. */
async function exactDrawing(elements: readonly DrawElement[], source: PagePicture, zones: readonly Rect[]): Promise<Drawing> {
  const up = zones.map(([x, y, width, height]): Rect => [x, source.heightPt - y - height, width, height]);
  const nudges = new Map<TextRun, Map<number, number>>();
  for (const aside of [...tries, undefined]) {
    const drawing = drawingContent(elements, up, nudges);
    const changed = changedPixels(source, await pictureOfDrawing(drawing, source), zones);
    if (changed.length === 0) return drawing;
    const letters = lettersAt(elements, source, changed);
    if (aside === undefined || letters.length === 0) break;
    for (const { run, step } of letters) nudges.set(run, (nudges.get(run) ?? new Map<number, number>()).set(step, (-aside * 1000) / run.size));
  }
  throw new NotDrawable('a page that looks different when it is redrawn');
}

async function pictureOfDrawing(drawing: Drawing, { widthPt, heightPt }: PageSize): Promise<PagePicture> {
  const image = { coding: 'jpeg', channels: 1, width: 1, height: 1, pageWidth: 1, pageHeight: 1, data: new Uint8Array() } as const;
  const written = await writeTasks.write({ title: '', language: '', pages: 1 }, { call: () => Promise.resolve({ widthPt, heightPt, image, words: [], drawing }) });
  const opened = written.ok ? await openWithPdfium(written.value) : written;
  if (!opened.ok) throw new NotDrawable('a page that cannot be opened again');
  try {
    return pictureOfPage(opened.value, 1) ?? { widthPt: 0, heightPt: 0, width: 0, height: 0, pixels: new Uint32Array() };
  } finally {
    opened.value.close();
  }
}

function lettersAt(elements: readonly DrawElement[], page: PagePicture, changed: readonly number[]): GlyphElement[] {
  const marked = new Uint8Array(page.width * page.height);
  for (const place of changed) marked[place] = 1;
  return elements.filter((element): element is GlyphElement => {
    if (element.kind !== 'glyph') return false;
    const [x, y, width, height] = element.box;
    const box = zonePixels([x - 1, page.heightPt - y - height - 1, width + 2, height + 2], page, page);
    if (box === undefined) return false;
    for (let row = box.top; row < box.bottom; row++) if (marked.subarray(row * page.width + box.left, row * page.width + box.right).includes(1)) return true;
    return false;
  });
}

function contrast(page: PageSize & { readonly width: number; readonly height: number; readonly tones: Uint8Array }, rect: Rect): number {
  const box = zonePixels(rect, page, page);
  if (box === undefined) return 0;
  let [low, high] = [255, 0];
  for (let row = box.top; row < box.bottom; row++) {
    for (let at = row * page.width + box.left, end = row * page.width + box.right; at < end; at++) {
      const tone = page.tones[at] ?? 0;
      low = Math.min(low, tone);
      high = Math.max(high, tone);
    }
  }
  return high - low;
}

/** Tasks on the document being redrawn: `open` first, then `draw` for each page, on one leased worker. Pages are 1-based. */
export const tasks = { open, draw };
