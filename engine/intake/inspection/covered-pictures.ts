import type { InspectionFinding } from '../../../shared/finding.ts';
import { rectsIntersect, type Rect } from '../../../shared/geometry.ts';
import type { PageGeometry } from '../../pdf/page-geometry.ts';
import { renderPage, type PixelImage } from '../../pdf/page-image.ts';
import type { Pdfium } from '../../pdf/pdfium.ts';
import { alike, lookAt, pageObjects } from './page-ink.ts';

const dpi = 100;
const pathType = 2;
const pictureType = 3;
const smallestSidePt = 5;
const smallestLengthPt = 12;
const maximumBoxes = 200;
const message = 'A box covers part of a picture (a scan or a photograph). What is under it is still in the file and can be laid open. This is a failed redaction.';

/**
 * Finds black and white boxes that are drawn over a picture and hide something of it: a redaction of a scan or of a face that anybody can lift.
 * A box with writing on it is a label, not a cover. `writing` holds the places of all words. The page is left as it was.
 */
export function findCoveredPictures(pdfium: Pdfium, page: number, geometry: PageGeometry, writing: readonly Rect[]): InspectionFinding[] {
  const pictures: Rect[] = [];
  const findings: InspectionFinding[] = [];
  let boxes = 0;
  const hides = (rect: Rect, lift: (draw: () => PixelImage) => PixelImage): boolean => {
    if (boxes >= maximumBoxes || !isBox(rect) || !pictures.some((picture) => contains(picture, rect)) || writing.some((word) => rectsIntersect(word, rect))) return false;
    boxes++;
    const draw = (): PixelImage => renderPage(pdfium, page, { dpi, area: rect });
    const shown = drawnColour(draw());
    return shown.solid && isCoverColour(shown.colour) && !drawnColour(lift(draw)).solid;
  };
  for (const { handle, type } of pageObjects(pdfium, page)) {
    const rect = boundsOf(pdfium, handle, geometry);
    if (rect === undefined) continue;
    if (type === pictureType) pictures.push(rect);
    const lift = (draw: () => PixelImage): PixelImage => {
      pdfium.api.FPDFPageObj_SetIsActive(handle, false);
      const image = draw();
      pdfium.api.FPDFPageObj_SetIsActive(handle, true);
      return image;
    };
    if (type === pathType && hides(rect, lift)) findings.push({ code: 'covered-text', rect, message });
  }
  for (const rect of annotationRects(pdfium, page, geometry)) {
    if (hides(rect, () => renderPage(pdfium, page, { dpi, area: rect, withoutAnnotations: true }))) findings.push({ code: 'covered-text', rect, message });
  }
  return findings;
}

function isBox([, , width, height]: Rect): boolean {
  return Math.min(width, height) >= smallestSidePt && Math.max(width, height) >= smallestLengthPt;
}

/** At least nine tenths of the box lie on the picture, and the picture is more than the box. */
function contains(picture: Rect, box: Rect): boolean {
  const width = Math.min(picture[0] + picture[2], box[0] + box[2]) - Math.max(picture[0], box[0]);
  const height = Math.min(picture[1] + picture[3], box[1] + box[3]) - Math.max(picture[1], box[1]);
  return width > 0 && height > 0 && width * height >= 0.9 * box[2] * box[3] && box[2] * box[3] <= 0.7 * picture[2] * picture[3];
}

function drawnColour(image: PixelImage): ReturnType<typeof lookAt> {
  // A pixel at each edge belongs to what is around.
  return lookAt(image, [0, 0, image.width, image.height], 1, [-1.5, -1.5]);
}

function isCoverColour(colour: readonly number[]): boolean {
  return alike(colour, [0, 0, 0], 60) || alike(colour, [255, 255, 255], 6);
}

function boundsOf(pdfium: Pdfium, object: number, geometry: PageGeometry): Rect | undefined {
  return pdfium.withMemory(16, (box) => {
    const f = (at: number): number => pdfium.view().getFloat32(box + at, true);
    return pdfium.api.FPDFPageObj_GetBounds(object, box, box + 4, box + 8, box + 12) ? geometry.toDisplay(f(0), f(4), f(8), f(12)) : undefined;
  });
}

function annotationRects(pdfium: Pdfium, page: number, geometry: PageGeometry): Rect[] {
  const { api, withMemory, view } = pdfium;
  return withMemory(16, (box) => {
    const f = (at: number): number => view().getFloat32(box + at, true);
    const rects: Rect[] = [];
    const count: number = api.FPDFPage_GetAnnotCount(page);
    for (let index = 0; index < count; index++) {
      const annotation = api.FPDFPage_GetAnnot(page, index);
      if (annotation === 0) continue;
      // FS_RECTF: left, top, right, bottom.
      if (api.FPDFAnnot_GetRect(annotation, box)) rects.push(geometry.toDisplay(f(0), f(12), f(8), f(4)));
      api.FPDFPage_CloseAnnot(annotation);
    }
    return rects;
  });
}
