import type { Failure } from '../../../shared/failure.ts';
import type { PageSize, Rect } from '../../../shared/geometry.ts';
import { success, type Result } from '../../../shared/result.ts';
import { openWithPdfium, type PdfiumDocument } from '../../pdf/pdfium.ts';
import { lumas, withPaintedPage } from '../painted-page.ts';
import { openWithPdfjs, type PdfjsDocument } from '../pdfjs-text.ts';
import { zonePixels } from '../zone-pixels.ts';
import { NotDrawable } from './draw-element.ts';
import { drawingContent, type Drawing } from './drawing-content.ts';
import { keepElements } from './keep-elements.ts';
import { readDrawing } from './read-drawing.ts';

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

const dpi = 150;
const seenContrast = 32;

async function draw({ page, zones }: { readonly page: number; readonly zones: readonly Rect[] }): Promise<Result<DrawnPage, Failure>> {
  if (current === undefined) throw new Error('no document is open');
  const { pdfium, pdfjs } = current;
  try {
    const source = await pdfjs.operators(page);
    const shown = pdfium.withPage(page - 1, (open) => withPaintedPage(pdfium.pdfium, open, { dpi, zones: [] }, (painted) => ({
      widthPt: painted.widthPt, heightPt: painted.heightPt, width: painted.width, height: painted.height, tones: lumas(painted.pixels),
    })));
    if (shown === undefined || Math.abs(shown.widthPt - source.page[2]) > 0.1 || Math.abs(shown.heightPt - source.page[3]) > 0.1) throw new NotDrawable('a page that two readers measure differently');
    const up = ([x, y, width, height]: Rect): Rect => [x, shown.heightPt - y - height, width, height];
    const kept = keepElements(readDrawing(source), { page: source.page, zones: zones.map(up), shows: (box) => contrast(shown, up(box)) > seenContrast });
    return success({ drawing: drawingContent(kept, zones.map(up)) });
  } catch (error) {
    // PDF.js throws on pages that it cannot read to the end: those are drawn by their pixels.
    return success({ why: error instanceof NotDrawable ? error.message : 'a page that cannot be read to its end' });
  }
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
