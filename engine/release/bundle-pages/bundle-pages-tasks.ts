import { footBandPt, frameScale } from '../../../shared/bundle-frame.ts';
import { failure, type Failure } from '../../../shared/failure.ts';
import type { PageSize, Rect } from '../../../shared/geometry.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { renderArea, type AreaOptions, type AreaPixels } from '../../pdf/page-image.ts';
import { readPageGeometry } from '../../pdf/page-geometry.ts';
import { openWithPdfium, type PdfiumDocument } from '../../pdf/pdfium.ts';
import { readPageCharacters, type PageCharacter } from './page-characters.ts';
import { isSamePicture, type Tolerance } from './same-picture.ts';
import { compareText } from './same-text.ts';

// At 72 to the inch one changed letter changes dozens of pixels; what then differs at all is looked at again at double size, where a pixel's displacement is allowed for.
const looks: readonly (Tolerance & { readonly scale: number })[] = [{ scale: 1, contrast: 48, displaced: 0 }, { scale: 2, contrast: 96, displaced: 1 }];
// PDF numbers are written to four places; PDFium keeps single floats.
const sameSizePt = 0.1;

// fpdf_annot.h: FileAttachment, PrinterMark, TrapNet.
const notCarried = new Set([17, 22, 23]);
// Sound, Movie, Widget, Screen, 3D, RichMedia: a bundle makes what they look like a part of its page.
const becomePage = new Set([18, 19, 20, 21, 25, 26]);

const bundles: PdfiumDocument[] = [];
let opened: PdfiumDocument | undefined;

/** Opens the next file of the bundle. */
async function openBundle({ bytes }: { readonly bytes: Uint8Array }): Promise<Result<{ readonly pages: number }, Failure>> {
  const document = await openWithPdfium(bytes);
  if (!document.ok) return document;
  bundles.push(document.value);
  return success({ pages: document.value.pageCount });
}

/** Opens an exhibit in place of the one before. */
async function openExhibit({ bytes }: { readonly bytes: Uint8Array }): Promise<Result<{ readonly pages: number }, Failure>> {
  opened?.close();
  opened = undefined;
  const document = await openWithPdfium(bytes);
  if (!document.ok) return document;
  opened = document.value;
  return success({ pages: document.value.pageCount });
}

/** The file of the bundle in which a page is, and its place there; pages are counted through all files. */
function placeOf(bundlePage: number): { readonly bundle: PdfiumDocument; readonly at: number } | undefined {
  let at = bundlePage;
  for (const bundle of bundles) {
    if (at <= bundle.pageCount) return { bundle, at };
    at -= bundle.pageCount;
  }
  return undefined;
}

/** In what a page of the bundle differs from the exhibit's, as a remark of the verification. */
export type PageDifferenceCode = 'bundle-page-missing' | 'bundle-page-size' | 'bundle-page-picture' | 'bundle-page-text';

type Compared = { readonly same: true; readonly textAdded: boolean } | { readonly same: false; readonly difference: PageDifferenceCode };

/** Whether a page of the bundle shows and says, within its frame, what the exhibit's page shows and says; else in what it differs. */
function compare({ page, bundlePage }: { readonly page: number; readonly bundlePage: number }): Result<Compared, Failure> {
  const exhibit = opened;
  if (exhibit === undefined) throw new Error('no exhibit is open');
  const place = placeOf(bundlePage);
  const [own, framed] = [sizeOf(exhibit, page), place === undefined ? undefined : sizeOf(place.bundle, place.at)];
  if (own === undefined) return refusal(failure('document-damaged', 'Page {{page}} of the exhibit is damaged.', { values: { page } }));
  if (place === undefined || framed === undefined) return success({ same: false, difference: 'bundle-page-missing' });
  const topPt = bandAbove(own, framed);
  if (topPt === undefined) return success({ same: false, difference: 'bundle-page-size' });
  const looksSame = (look: (typeof looks)[number], leaveOut: boolean): boolean => {
    const one = pixels(exhibit, page, { scale: look.scale, area: [0, 0, own.widthPt, own.heightPt] }, leaveOut);
    const other = pixels(place.bundle, place.at, { scale: look.scale, area: [0, topPt, own.widthPt, own.heightPt] });
    return one !== undefined && other !== undefined && isSamePicture(one, other, look);
  };
  // Read before anything is made a part of the page.
  const characters = readPageCharacters(exhibit, page) ?? [];
  const boxes = boxesOnPage(exhibit, page);
  const same = looks.some((look) => looksSame(look, false)) || (showsNotCarried(exhibit, page) && looks.some((look) => looksSame(look, true)))
    || (boxes.length > 0 && drawFields(exhibit, page) && looks.some((look) => looksSame(look, false)));
  if (!same) return success({ same, difference: 'bundle-page-picture' });
  const text = compareText(characters, charactersWithin(place, own, topPt), boxes);
  if (text === 'other') return success({ same: false, difference: 'bundle-page-text' });
  return success({ same, textAdded: text === 'added' });
}

/** The characters of a page of the bundle that stand where the exhibit's page does, at their places there. */
function charactersWithin({ bundle, at }: { readonly bundle: PdfiumDocument; readonly at: number }, { widthPt, heightPt }: PageSize, topPt: number): PageCharacter[] {
  return (readPageCharacters(bundle, at) ?? []).map((character) => ({ ...character, y: character.y - topPt })).filter(({ x, y }) => x >= 0 && y >= 0 && x <= widthPt && y <= heightPt);
}

/** Makes form fields of the opened exhibit a part of its page: PDFium draws them in no other way. */
function drawFields(document: PdfiumDocument, page: number): boolean {
  const done = 1; // fpdf_flatten.h: FLATTEN_SUCCESS
  return document.withPage(page - 1, (handle) => document.pdfium.api.FPDFPage_Flatten(handle, 0) === done) === true;
}

/** Boxes, as displayed, of what becomes part of the page in a bundle. */
function boxesOnPage(document: PdfiumDocument, page: number): Rect[] {
  const { pdfium } = document;
  const { api } = pdfium;
  return document.withPage(page - 1, (handle) => {
    const geometry = readPageGeometry(pdfium, handle);
    return Array.from({ length: api.FPDFPage_GetAnnotCount(handle) }, (_, index) => index).flatMap((index) => {
      const annotation = api.FPDFPage_GetAnnot(handle, index);
      const box = !becomePage.has(api.FPDFAnnot_GetSubtype(annotation)) ? [] : pdfium.withMemory(16, (pointer) => {
        if (!api.FPDFAnnot_GetRect(annotation, pointer)) return [];
        const at = (offset: number): number => pdfium.view().getFloat32(pointer + offset, true);
        return [geometry.toDisplay(at(0), at(12), at(8), at(4))];
      });
      api.FPDFPage_CloseAnnot(annotation);
      return box;
    });
  }) ?? [];
}

function sizeOf(document: PdfiumDocument, page: number): PageSize | undefined {
  const { api } = document.pdfium;
  return document.withPage(page - 1, (handle) => ({ widthPt: api.FPDF_GetPageWidthF(handle), heightPt: api.FPDF_GetPageHeightF(handle) }));
}

function pixels(document: PdfiumDocument, page: number, options: AreaOptions, leaveOut = false): AreaPixels | undefined {
  return document.withPage(page - 1, (handle) => {
    // On this loaded copy of the page alone.
    if (leaveOut) for (const index of notCarriedOn(document, handle).toReversed()) document.pdfium.api.FPDFPage_RemoveAnnot(handle, index);
    return renderArea(document.pdfium, handle, options);
  });
}

/** Signs of attachments and of printers, which a bundle leaves out by rule. */
function notCarriedOn({ pdfium: { api } }: PdfiumDocument, handle: number): number[] {
  return Array.from({ length: api.FPDFPage_GetAnnotCount(handle) }, (_, index) => index).filter((index) => {
    const annotation = api.FPDFPage_GetAnnot(handle, index);
    const kind = api.FPDFAnnot_GetSubtype(annotation);
    api.FPDFPage_CloseAnnot(annotation);
    return notCarried.has(kind);
  });
}

function showsNotCarried(document: PdfiumDocument, page: number): boolean {
  return document.withPage(page - 1, (handle) => notCarriedOn(document, handle).length > 0) === true;
}

/** Height of the band above the page in the bundle: what is left of its height above the foot; undefined where the page cannot be in that frame. */
function bandAbove(own: PageSize, framed: PageSize): number | undefined {
  const topPt = framed.heightPt - own.heightPt - footBandPt * frameScale(own.widthPt, own.heightPt);
  return topPt < -sameSizePt || framed.widthPt < own.widthPt - sameSizePt ? undefined : Math.max(0, topPt);
}

/** Tasks on a bundle and one exhibit at a time, of which the bundle holds a copy anyway: open both, then `compare` page by page. */
export const tasks = { openBundle, openExhibit, compare };
