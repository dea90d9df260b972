/** `[x, y, width, height]` in points (1/72 inch) from the top-left corner of the page as displayed: rotated, and cropped to its crop box. */
export type Rect = readonly [x: number, y: number, width: number, height: number];

/** Size of a page as displayed, in points. */
export interface PageSize {
  readonly widthPt: number;
  readonly heightPt: number;
}

/** Whether two rectangles share more than an edge. */
export function rectsIntersect(a: Rect, b: Rect): boolean {
  return a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];
}

/** The smallest rectangle that covers all given ones; undefined for none. */
export function unionOfRects(rects: readonly Rect[]): Rect | undefined {
  const [first, ...rest] = rects;
  if (first === undefined) return undefined;
  let [left, top] = first;
  let right = left + first[2];
  let bottom = top + first[3];
  for (const [x, y, width, height] of rest) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return [left, top, right - left, bottom - top];
}
