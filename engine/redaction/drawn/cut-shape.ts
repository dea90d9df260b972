import type { Rect } from '../../../shared/geometry.ts';
import { boundsOf, NotDrawable, overlap, pointsOf, type Segment } from './draw-element.ts';

type Point = readonly [number, number];
type Side = (point: Point) => number;

// Curves become lines that leave them by less than this.
const flatness = 0.02;
const mostSteps = 64;
const mostPoints = 100_000;

/**
 * The parts of a filled shape that lie outside a zone, each beside one edge of it so that no part's bounds touch the zone. Winding is kept, so that either rule of
 * filling gives what it gave before. Curves of the parts are lines within a fiftieth of a point.
 */
export function outsideOf(segments: readonly Segment[], zone: Rect): Segment[][] {
  if (overlap(boundsOf(pointsOf(segments)), zone) === undefined) return [[...segments]];
  const contours = flattened(segments);
  const [left, bottom, right, top] = [zone[0], zone[1], zone[0] + zone[2], zone[1] + zone[3]];
  const strips: readonly (readonly Side[])[] = [
    [([, y]) => bottom - y], [([, y]) => y - top],
    [([x]) => left - x, ([, y]) => y - bottom, ([, y]) => top - y], [([x]) => x - right, ([, y]) => y - bottom, ([, y]) => top - y],
  ];
  return strips.flatMap((sides) => {
    const kept = contours.map((contour) => sides.reduce(clipped, contour)).filter((contour) => contour.length > 2);
    return kept.length === 0 ? [] : [kept.flatMap(segmentsOfContour)];
  });
}

function segmentsOfContour(contour: readonly Point[]): Segment[] {
  return [...contour.map(([x, y], index): Segment => [index === 0 ? 0 : 1, x, y]), [4]];
}

/** Sutherland and Hodgman, 1974: one half-plane at a time. */
function clipped(contour: readonly Point[], side: Side): readonly Point[] {
  return contour.flatMap((point, index) => {
    const before = contour.at(index - 1) ?? point;
    const [from, to] = [side(before), side(point)];
    const crossing: Point[] = from >= 0 === to >= 0 ? [] : [between(before, point, from / (from - to))];
    return to >= 0 ? [...crossing, point] : crossing;
  });
}

function between([x, y]: Point, [toX, toY]: Point, share: number): Point {
  return [x + (toX - x) * share, y + (toY - y) * share];
}

function flattened(segments: readonly Segment[]): (readonly Point[])[] {
  const contours: Point[][] = [];
  let current: Point[] = [];
  let points = 0;
  for (const [code, ...numbers] of segments) {
    const [x = 0, y = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = numbers;
    if (code === 0) contours.push((current = [[x, y]]));
    else if (code === 1) current.push([x, y]);
    else if (code === 2) {
      const start = current.at(-1) ?? [x, y];
      const bend = Math.hypot(start[0] - 2 * x + x2, start[1] - 2 * y + y2) + Math.hypot(x - 2 * x2 + x3, y - 2 * y2 + y3);
      const steps = Math.min(mostSteps, Math.max(1, Math.ceil(Math.sqrt(bend / flatness))));
      for (let step = 1; step <= steps; step++) current.push(onCurve([start, [x, y], [x2, y2], [x3, y3]], step / steps));
    } else if (code === 4) {
      const [first] = current;
      // What follows a closed contour without a move starts where it did.
      if (first !== undefined) contours.push((current = [first]));
    }
    points += 1;
    if (points > mostPoints) throw new NotDrawable('too many parts');
  }
  return contours.filter((contour) => contour.length > 2);
}

function onCurve([a, b, c, d]: readonly [Point, Point, Point, Point], t: number): Point {
  const s = 1 - t;
  const [u, v, w, z] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return [a[0] * u + b[0] * v + c[0] * w + d[0] * z, a[1] * u + b[1] * v + c[1] * w + d[1] * z];
}
