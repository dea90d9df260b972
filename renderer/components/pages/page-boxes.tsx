import type { Rect } from '../../../shared/geometry.ts';

/** A rectangle in points as a style in pixels. */
export function boxStyle([x, y, width, height]: Rect, scale: number) {
  return { left: x * scale, top: y * scale, width: width * scale, height: height * scale };
}

/** Marks where a search hits; the current one stronger. */
export function HitBoxes({ hits, current, scale }: { readonly hits: readonly (readonly Rect[])[]; readonly current: number | undefined; readonly scale: number }) {
  return <>{hits.flatMap((rects, hit) => rects.map((rect, index) => <span key={`${String(hit)}-${String(index)}`} className="page-hit" data-current={hit === current || undefined} style={boxStyle(rect, scale)} />))}</>;
}
