import { footBandPt, frameScale } from '../../../shared/bundle-frame.ts';
import { failure, type Failure } from '../../../shared/failure.ts';
import type { PageSize } from '../../../shared/geometry.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { renderArea, type AreaOptions, type AreaPixels } from '../../pdf/page-image.ts';
import { openWithPdfium, type PdfiumDocument } from '../../pdf/pdfium.ts';
import { isSamePicture, type Tolerance } from './same-picture.ts';

// At 72 to the inch one changed letter changes dozens of pixels; what then differs at all is looked at again at double size, where a pixel's displacement is allowed for.
const looks: readonly (Tolerance & { readonly scale: number })[] = [{ scale: 1, contrast: 48, displaced: 0 }, { scale: 2, contrast: 96, displaced: 1 }];
// PDF numbers are written to four places; PDFium keeps single floats.
const sameSizePt = 0.1;

// fpdf_annot.h: FileAttachment, PrinterMark, TrapNet.
const notCarried = new Set([17, 21, 22]);

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

/** Whether a page of the bundle shows, within its frame, what the exhibit's page shows; else in what it differs. */
function compare({ page, bundlePage }: { readonly page: number; readonly bundlePage: number }): Result<{ readonly same: true } | { readonly same: false; readonly message: string }, Failure> {
  const exhibit = opened;
  if (exhibit === undefined) throw new Error('no exhibit is open');
  const place = placeOf(bundlePage);
  const [own, framed] = [sizeOf(exhibit, page), place === undefined ? undefined : sizeOf(place.bundle, place.at)];
  if (own === undefined) return refusal(failure('document-damaged', `Page ${page} of the exhibit is damaged.`));
  if (place === undefined || framed === undefined) return success({ same: false, message: 'The bundle has no such page, or it is damaged.' });
  const topPt = bandAbove(own, framed);
  if (topPt === undefined) return success({ same: false, message: 'The page of the bundle has another size than the exhibit with its frame.' });
  const looksSame = (look: (typeof looks)[number], leaveOut: boolean): boolean => {
    const one = pixels(exhibit, page, { scale: look.scale, area: [0, 0, own.widthPt, own.heightPt] }, leaveOut);
    const other = pixels(place.bundle, place.at, { scale: look.scale, area: [0, topPt, own.widthPt, own.heightPt] });
    return one !== undefined && other !== undefined && isSamePicture(one, other, look);
  };
  const same = looks.some((look) => looksSame(look, false)) || (showsNotCarried(exhibit, page) && looks.some((look) => looksSame(look, true)));
  return success(same ? { same } : { same, message: 'The bundle shows this page otherwise than the exhibit does.' });
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
