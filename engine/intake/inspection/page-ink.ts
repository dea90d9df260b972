import type { Rect } from '../../../shared/geometry.ts';
import { renderPage, type PixelImage } from '../../pdf/page-image.ts';
import type { Pdfium } from '../../pdf/pdfium.ts';

/** The same page drawn three times. */
export interface PageInk {
  /** As displayed. */
  readonly shown: PixelImage;
  /** Without its text. */
  readonly textless: PixelImage;
  /** Its text alone, all in black. */
  readonly textOnly: PixelImage;
  readonly pixelsPerPt: number;
}

const dpi = 144;
const textObject = 1;
const formObject = 5;
/** Levels of 255 in one colour channel that make a difference to a reader's eye. */
export const visibleStep = 16;

/**
 * Draws an open page as displayed, without its text, and its text alone. What of a text makes no difference to the page is not seen there.
 * Changes the open page: it must not be saved or drawn again.
 */
export function drawInk(pdfium: Pdfium, page: number, textObjects: ReadonlySet<number>): PageInk {
  const { api } = pdfium;
  const shown = renderPage(pdfium, page, { dpi });
  for (const object of textObjects) api.FPDFPageObj_SetIsActive(object, false);
  const textless = renderPage(pdfium, page, { dpi });
  for (const object of textObjects) {
    api.FPDFPageObj_SetIsActive(object, true);
    api.FPDFPageObj_SetFillColor(object, 0, 0, 0, 255);
    api.FPDFPageObj_SetStrokeColor(object, 0, 0, 0, 255);
  }
  for (const object of pageObjects(pdfium, page)) {
    if (object.type !== textObject && object.type !== formObject) api.FPDFPageObj_SetIsActive(object.handle, false);
  }
  const textOnly = renderPage(pdfium, page, { dpi, withoutAnnotations: true });
  return { shown, textless, textOnly, pixelsPerPt: shown.width / Math.max(1, api.FPDF_GetPageWidthF(page)) };
}

/** A thing drawn on a page, in drawing order. */
export interface PageObject {
  readonly handle: number;
  readonly type: number;
  /** Depth of forms that it stands in. */
  readonly depth: number;
}

const deepestForm = 12;

/** All objects of an open page, those inside form XObjects included. */
export function pageObjects(pdfium: Pdfium, page: number): PageObject[] {
  const { api } = pdfium;
  const objects: PageObject[] = [];
  const visit = (handle: number, depth: number): void => {
    const type = api.FPDFPageObj_GetType(handle);
    objects.push({ handle, type, depth });
    if (type !== formObject || depth > deepestForm) return;
    const inside = api.FPDFFormObj_CountObjects(handle);
    for (let index = 0; index < inside; index++) visit(api.FPDFFormObj_GetObject(handle, index), depth + 1);
  };
  const count = api.FPDFPage_CountObjects(page);
  for (let index = 0; index < count; index++) visit(api.FPDFPage_GetObject(page, index), 0);
  return objects;
}

/** Pixel bounds of a displayed rectangle, grown by `marginPt` on each side, within the picture. */
export function pixelsOf(image: PixelImage, rect: Rect, pixelsPerPt: number, marginPt: readonly [number, number] = [0, 0]): { left: number; top: number; right: number; bottom: number } {
  const [x, y, width, height] = rect;
  const [marginX, marginY] = marginPt;
  const clamp = (value: number, end: number): number => Math.max(0, Math.min(end, value));
  return {
    left: clamp(Math.floor((x - marginX) * pixelsPerPt), image.width),
    top: clamp(Math.floor((y - marginY) * pixelsPerPt), image.height),
    right: clamp(Math.ceil((x + width + marginX) * pixelsPerPt), image.width),
    bottom: clamp(Math.ceil((y + height + marginY) * pixelsPerPt), image.height),
  };
}

const fullInk = 128;
const faintInk = 231;

/** How much of the ink that a text has by itself makes a difference on the page. Faint ink, as of a watermark, counts where there is no other. */
export function inkSeen(ink: PageInk, rect: Rect): { readonly ink: number; readonly seen: number } {
  const full = inkDarkerThan(ink, rect, fullInk);
  return full.ink > 0 ? full : inkDarkerThan(ink, rect, faintInk);
}

function inkDarkerThan(ink: PageInk, rect: Rect, level: number): { readonly ink: number; readonly seen: number } {
  const { shown, textless, textOnly, pixelsPerPt } = ink;
  const { left, top, right, bottom } = pixelsOf(shown, rect, pixelsPerPt);
  let inked = 0;
  let seen = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const at = (y * shown.width + x) * 3;
      if ((textOnly.pixels[at] ?? 255) > level) continue;
      inked++;
      const step = Math.max(difference(shown, textless, at), difference(shown, textless, at + 1), difference(shown, textless, at + 2));
      if (step >= visibleStep) seen++;
    }
  }
  return { ink: inked, seen };
}

function difference(a: PixelImage, b: PixelImage, at: number): number {
  return Math.abs((a.pixels[at] ?? 0) - (b.pixels[at] ?? 0));
}

export interface Patch {
  /** Median of the region. */
  readonly colour: readonly [number, number, number];
  /** Hardly a pixel differs from the median. */
  readonly solid: boolean;
}

/** Looks at a region of a picture: one colour, or something to be seen on it. A region without pixels is solid white. */
export function lookAt(image: PixelImage, rect: Rect, pixelsPerPt: number, marginPt: readonly [number, number]): Patch {
  const { left, top, right, bottom } = pixelsOf(image, rect, pixelsPerPt, marginPt);
  const channels: [number[], number[], number[]] = [[], [], []];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      for (const [channel, values] of channels.entries()) values.push(image.pixels[(y * image.width + x) * 3 + channel] ?? 255);
    }
  }
  const count = channels[0].length;
  if (count === 0) return { colour: [255, 255, 255], solid: true };
  const median = (values: number[]): number => Uint8Array.from(values).sort()[count >> 1] ?? 255;
  const colour = [median(channels[0]), median(channels[1]), median(channels[2])] as const;
  let unlike = 0;
  for (let index = 0; index < count; index++) {
    if (channels.some((values, channel) => Math.abs((values[index] ?? 0) - (colour[channel] ?? 0)) >= visibleStep)) unlike++;
  }
  return { colour, solid: unlike <= count * 0.02 };
}

/** The largest share of a region's height, in one piece, that is one colour other than white from side to side: a bar across it. */
export function barShare(image: PixelImage, rect: Rect, pixelsPerPt: number): number {
  const { left, top, right, bottom } = pixelsOf(image, rect, pixelsPerPt, [-Math.min(rect[2] * 0.1, rect[3] * 0.2), 0]);
  let longest = 0;
  let run = 0;
  let before: readonly number[] | undefined;
  for (let y = top; y < bottom; y++) {
    const at = (y * image.width + left) * 3;
    const first = [image.pixels[at] ?? 255, image.pixels[at + 1] ?? 255, image.pixels[at + 2] ?? 255];
    let even = right > left && !alike(first, [255, 255, 255], 64);
    for (let x = left; even && x < right; x++) {
      const pixel = (y * image.width + x) * 3;
      even = [0, 1, 2].every((channel) => Math.abs((image.pixels[pixel + channel] ?? 0) - (first[channel] ?? 0)) < 2 * visibleStep);
    }
    run = even ? (before !== undefined && alike(before, first, 2 * visibleStep) ? run + 1 : 1) : 0;
    before = even ? first : undefined;
    longest = Math.max(longest, run);
  }
  return longest / Math.max(1, bottom - top);
}

/** The colour that most of a picture has. */
export function groundColour(image: PixelImage): readonly [number, number, number] {
  const counts = new Map<number, number>();
  for (let at = 0; at + 2 < image.pixels.length; at += 3 * 97) {
    const key = ((image.pixels[at] ?? 0) << 16) | ((image.pixels[at + 1] ?? 0) << 8) | (image.pixels[at + 2] ?? 0);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  let best = 0xffffff;
  for (const [key, count] of counts) if (count > (counts.get(best) ?? 0)) best = key;
  return [best >> 16, (best >> 8) & 0xff, best & 0xff];
}

/** Whether two colours look the same. */
export function alike(a: readonly number[], b: readonly number[], step = visibleStep): boolean {
  return [0, 1, 2].every((channel) => Math.abs((a[channel] ?? 0) - (b[channel] ?? 0)) < step);
}
