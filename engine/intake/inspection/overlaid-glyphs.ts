import { unionOfRects, type Rect } from '../../../shared/geometry.ts';
import { renderPage, type PixelImage } from '../../pdf/page-image.ts';
import type { Pdfium } from '../../pdf/pdfium.ts';
import type { Glyph, GlyphWord } from './page-glyphs.ts';

const dpi = 144;
const cellPt = 24;
const overlapShare = 0.3;
const visibleStep = 16;
const maximumObjects = 400;

/**
 * Finds glyphs that make no difference to the page although something is seen in their place, because another text stands there: a label on the
 * box that covers them. A text drawn twice in the same place, as some programs do for bold letters, is one text. The page is left as it was.
 */
export function findOverlaidGlyphs(pdfium: Pdfium, page: number, words: readonly GlyphWord[]): ReadonlySet<Glyph> {
  const crowded = new Map<number, Glyph[]>();
  for (const glyph of crowdedGlyphs(words)) crowded.set(glyph.object, [...(crowded.get(glyph.object) ?? []), glyph]);
  const overlaid = new Set<Glyph>();
  for (const [object, glyphs] of [...crowded].slice(0, maximumObjects)) {
    const area = unionOfRects(glyphs.map(({ box }) => box));
    if (area === undefined) continue;
    const shown = renderPage(pdfium, page, { dpi, area });
    pdfium.api.FPDFPageObj_SetIsActive(object, false);
    const without = renderPage(pdfium, page, { dpi, area });
    pdfium.api.FPDFPageObj_SetIsActive(object, true);
    for (const glyph of glyphs) if (!differs(shown, without, glyph.box, area)) overlaid.add(glyph);
  }
  return overlaid;
}

/** Glyphs that share their place with another glyph of another text object. */
function crowdedGlyphs(words: readonly GlyphWord[]): ReadonlySet<Glyph> {
  const cells = new Map<string, Glyph[]>();
  const crowded = new Set<Glyph>();
  for (const glyph of words.flatMap((word) => word.glyphs)) {
    if (glyph.inkless) continue;
    const keys = cellsOf(glyph.box);
    for (const other of new Set(keys.flatMap((key) => cells.get(key) ?? []))) {
      if (other.object === glyph.object || other.text === glyph.text || !likeInSize(glyph.box, other.box) || overlap(glyph.box, other.box) < overlapShare) continue;
      crowded.add(glyph).add(other);
    }
    for (const key of keys) {
      const cell = cells.get(key);
      if (cell === undefined) cells.set(key, [glyph]);
      else cell.push(glyph);
    }
  }
  return crowded;
}

function cellsOf([x, y, width, height]: Rect): string[] {
  const keys = new Set<string>();
  for (const cornerX of [x, x + width]) for (const cornerY of [y, y + height]) keys.add(`${Math.floor(cornerX / cellPt)},${Math.floor(cornerY / cellPt)}`);
  return [...keys];
}

/** Dots and accents that some programs draw as glyphs of their own lie within their letter by nature. */
function likeInSize(a: Rect, b: Rect): boolean {
  const [areaA, areaB] = [a[2] * a[3], b[2] * b[3]];
  return Math.min(areaA, areaB) >= 0.08 * Math.max(areaA, areaB);
}

function overlap(a: Rect, b: Rect): number {
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  return width <= 0 || height <= 0 ? 0 : (width * height) / Math.max(1e-6, Math.min(a[2] * a[3], b[2] * b[3]));
}

function differs(a: PixelImage, b: PixelImage, box: Rect, area: Rect): boolean {
  const scale = dpi / 72;
  const originX = Math.max(0, Math.floor(area[0] * scale));
  const originY = Math.max(0, Math.floor(area[1] * scale));
  const right = Math.min(a.width, Math.ceil((box[0] + box[2]) * scale) - originX);
  const bottom = Math.min(a.height, Math.ceil((box[1] + box[3]) * scale) - originY);
  let pixels = 0;
  let changed = 0;
  for (let y = Math.max(0, Math.floor(box[1] * scale) - originY); y < bottom; y++) {
    for (let x = Math.max(0, Math.floor(box[0] * scale) - originX); x < right; x++) {
      const at = (y * a.width + x) * 3;
      pixels++;
      if ([0, 1, 2].some((channel) => Math.abs((a.pixels[at + channel] ?? 0) - (b.pixels[at + channel] ?? 0)) >= visibleStep)) changed++;
    }
  }
  return pixels === 0 || changed >= Math.max(1, pixels * 0.03);
}
