import { rectsIntersect, unionOfRects, type Rect } from '../../../shared/geometry.ts';
import type { PageGeometry } from '../../pdf/page-geometry.ts';
import type { Pdfium } from '../../pdf/pdfium.ts';
import type { Glyph } from './page-glyphs.ts';

/** Whether the clipping paths of glyphs' text objects leave nothing of them to be seen. */
export function isCutAway(pdfium: Pdfium, glyphs: readonly Glyph[], geometry: PageGeometry): boolean {
  return glyphs.every(({ object, box }) => clipRects(pdfium, object, geometry).some((clip) => !rectsIntersect(clip, box)));
}

/** Bounds of each path that a text object is clipped to, as displayed. */
function clipRects(pdfium: Pdfium, object: number, geometry: PageGeometry): Rect[] {
  const { api } = pdfium;
  const clip = api.FPDFPageObj_GetClipPath(object);
  if (clip === 0) return [];
  const paths: number = Math.max(0, api.FPDFClipPath_CountPaths(clip));
  return Array.from({ length: paths }, (_, path) => boundsOf(pdfium, clip, path, geometry)).filter((rect) => rect !== undefined);
}

function boundsOf(pdfium: Pdfium, clip: number, path: number, geometry: PageGeometry): Rect | undefined {
  const { api, view } = pdfium;
  const segments: number = Math.max(0, api.FPDFClipPath_CountPathSegments(clip, path));
  return pdfium.withMemory(8, (point) =>
    unionOfRects(
      Array.from({ length: segments }, (_, index) => {
        api.FPDFPathSegment_GetPoint(api.FPDFClipPath_GetPathSegment(clip, path, index), point, point + 4);
        const [x, y] = [view().getFloat32(point, true), view().getFloat32(point + 4, true)];
        return geometry.toDisplay(x, y, x, y);
      }),
    ),
  );
}
