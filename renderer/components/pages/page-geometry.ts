import type { PageSize, Rect } from '../../../shared/geometry.ts';
import type { Word } from '../../../shared/page-text.ts';

/** CSS pixels for a point at 100 %. */
export const pixelsPerPoint = 96 / 72;
export const zoomSteps = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5] as const;
export type Zoom = number | 'width' | 'page';

/** Quarters of a turn, clockwise. */
export type Turn = 0 | 1 | 2 | 3;

/** The size of a page once it is turned. */
export function turnedSize(page: PageSize, turned: Turn): PageSize {
  return turned % 2 === 0 ? page : { widthPt: page.heightPt, heightPt: page.widthPt };
}

/** Turns a sheet about its top left corner so that it fills the box of its turned size again. */
export function turnTransform(turned: Turn): string {
  return ['none', 'rotate(90deg) translateY(-100%)', 'rotate(180deg) translate(-100%, -100%)', 'rotate(270deg) translateX(-100%)'][turned] ?? 'none';
}

/** Resolutions at which pictures of pages are asked for. */
export const dpiSteps = [36, 72, 96, 120, 144, 192, 240, 288, 384, 480] as const;

/** Resolution to ask a page's picture at: sharp on this screen, in steps so that small changes of zoom reuse a picture. */
export function pictureDpi(scale: number, devicePixelRatio: number): number {
  const wanted = scale * devicePixelRatio * 72;
  return dpiSteps.find((step) => step >= wanted - 1) ?? dpiSteps.at(-1) ?? 480;
}

/** CSS pixels a point for a zoom in a view of this size; `margin` is kept free on each side. */
export function scaleOf(zoom: Zoom, page: PageSize, view: { readonly width: number; readonly height: number; readonly margin: number }): number {
  if (typeof zoom === 'number') return zoom * pixelsPerPoint;
  const byWidth = Math.max(0.1, (view.width - 2 * view.margin) / page.widthPt);
  return zoom === 'width' ? byWidth : Math.max(0.1, Math.min(byWidth, (view.height - 2 * view.margin) / page.heightPt));
}

/** The next step of zoom up or down from a scale. */
export function nextZoom(scale: number, direction: 1 | -1): number {
  const zoom = scale / pixelsPerPoint;
  const found = direction === 1 ? zoomSteps.find((step) => step > zoom + 0.01) : zoomSteps.findLast((step) => step < zoom - 0.01);
  return found ?? (direction === 1 ? 5 : 0.25);
}

/** The rectangle between two corners in pixels, in points, cut to the page; undefined when too small to mean anything. */
export function zoneBetween(from: readonly [number, number], to: readonly [number, number], page: PageSize, scale: number): Rect | undefined {
  const within = (value: number, limit: number): number => Math.min(Math.max(value / scale, 0), limit);
  const [left, right] = [within(Math.min(from[0], to[0]), page.widthPt), within(Math.max(from[0], to[0]), page.widthPt)];
  const [top, bottom] = [within(Math.min(from[1], to[1]), page.heightPt), within(Math.max(from[1], to[1]), page.heightPt)];
  return right - left < 2 || bottom - top < 2 ? undefined : [left, top, right - left, bottom - top];
}

/** One rectangle a line over the words of a selection, with a little room around the letters. */
export function rectsOverWords(words: readonly Word[], indexes: readonly number[]): readonly Rect[] {
  const lines = new Map<number, [number, number, number, number]>();
  for (const index of indexes) {
    const word = words[index];
    if (word === undefined) continue;
    const [x, y, width, height] = word.rect;
    const known = lines.get(word.line) ?? [Infinity, Infinity, -Infinity, -Infinity];
    lines.set(word.line, [Math.min(known[0], x), Math.min(known[1], y), Math.max(known[2], x + width), Math.max(known[3], y + height)]);
  }
  return [...lines.values()].map(([left, top, right, bottom]) => [left - 1, top - 1, right - left + 2, bottom - top + 2]);
}

/** The selected words as they read: a space between words, a line break between lines. */
export function textOfWords(words: readonly Word[], indexes: readonly number[]): string {
  let text = '';
  let line: number | undefined;
  for (const index of indexes) {
    const word = words[index];
    if (word === undefined) continue;
    text += line === undefined ? '' : line === word.line ? ' ' : '\n';
    text += word.text;
    line = word.line;
  }
  return text;
}
