import type { InspectionFinding } from '../../../shared/finding.ts';
import type { Rect } from '../../../shared/geometry.ts';
import { renderPage, type PixelImage } from '../../pdf/page-image.ts';
import type { PdfiumDocument } from '../../pdf/pdfium.ts';
import { joinUnseen, type UnseenWord } from './unseen-text.ts';
import { pixelsOf, visibleStep } from './page-ink.ts';

const dpi = 100;
export const hiddenLayerMessage = 'The file has a layer that is switched off. Whoever gets the file can switch it on and see what it holds.';

/** What turning all layers on changes on a page: the words that appear then, as hidden-layer findings, and the words that stay unseen. */
export function separateLayerWords(documents: { readonly asOpened: PdfiumDocument; readonly allLayers: PdfiumDocument }, page: number, unseen: readonly UnseenWord[]): { readonly findings: InspectionFinding[]; readonly rest: readonly UnseenWord[] } {
  const before = drawn(documents.asOpened, page);
  const after = drawn(documents.allLayers, page);
  if (before === undefined || after === undefined || before.pixels.length !== after.pixels.length) return { findings: [], rest: unseen };
  const changed = changedArea(before, after);
  if (changed === undefined) return { findings: [], rest: unseen };
  const appears = ({ rect }: UnseenWord): boolean => changedWithin(before, after, rect);
  const onLayer = unseen.filter(appears);
  const findings = joinUnseen(onLayer.map((word) => ({ ...word, why: 'clipped' as const })), page).map((finding): InspectionFinding => ({ ...finding, code: 'hidden-layer', message: hiddenLayerMessage }));
  if (findings.length === 0) findings.push({ code: 'hidden-layer', page, rect: changed, message: hiddenLayerMessage });
  return { findings, rest: unseen.filter((word) => !appears(word)) };
}

function drawn(document: PdfiumDocument, page: number): PixelImage | undefined {
  return document.withPage(page - 1, (handle) => renderPage(document.pdfium, handle, { dpi }));
}

function differs(a: PixelImage, b: PixelImage, x: number, y: number): boolean {
  const at = (y * a.width + x) * 3;
  return [0, 1, 2].some((channel) => Math.abs((a.pixels[at + channel] ?? 0) - (b.pixels[at + channel] ?? 0)) >= visibleStep);
}

function changedArea(a: PixelImage, b: PixelImage): Rect | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  for (let y = 0; y < a.height; y++) {
    for (let x = 0; x < a.width; x++) {
      if (!differs(a, b, x, y)) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  const toPt = 72 / dpi;
  return right < 0 ? undefined : [left * toPt, top * toPt, (right - left + 1) * toPt, (bottom - top + 1) * toPt];
}

function changedWithin(a: PixelImage, b: PixelImage, rect: Rect): boolean {
  const { left, top, right, bottom } = pixelsOf(a, rect, dpi / 72);
  let changed = 0;
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) if (differs(a, b, x, y)) changed++;
  return changed >= Math.max(2, (right - left) * (bottom - top) * 0.02);
}
