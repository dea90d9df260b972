import { failure, type Failure } from '../../shared/failure.ts';
import type { PageSize, Rect } from '../../shared/geometry.ts';
import type { Word } from '../../shared/page-text.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { readPageGeometry } from './page-geometry.ts';
import { renderPage, type PixelImage, type RenderOptions } from './page-image.ts';
import { readWords } from './page-words.ts';
import { packImage, type PackedImage } from './packed-image.ts';
import { readPageMakeup, type PageMakeup } from './page-makeup.ts';
import { openWithPdfium, type PdfiumDocument } from './pdfium.ts';
import { warmUpPdf } from './warm-up.ts';
import { pictureForWindow, type WindowPicture } from './window-picture.ts';

export interface OpenedPdf {
  readonly pageCount: number;
  /** Sizes of the first pages as displayed, as many as were asked for. */
  readonly pages: readonly PageSize[];
}

export interface PageWords extends PageSize {
  /** The boxes of its form fields, where it has any. */
  readonly fields?: readonly Rect[];
  readonly words: readonly Word[];
}

let current: PdfiumDocument | undefined;

/** Makes PDFium ready, so that neither `open` nor the first page need do it. */
async function load(): Promise<Result<null, Failure>> {
  const opened = await open({ bytes: warmUpPdf() });
  if (!opened.ok) return opened;
  const [read, painted] = [words({ page: 1 }), picture({ page: 1, dpi: 120 })];
  current?.close();
  current = undefined;
  return !read.ok ? read : !painted.ok ? painted : success(null);
}

async function open(input: { readonly bytes: Uint8Array; readonly password?: string; readonly sizesOf?: number }): Promise<Result<OpenedPdf, Failure>> {
  current?.close();
  current = undefined;
  const opened = await openWithPdfium(input.bytes, input.password, { asShown: true });
  if (!opened.ok) return opened;
  current = opened.value;
  const { pageCount } = opened.value;
  return success({ pageCount, pages: pageSizes(opened.value, { from: 0, count: input.sizesOf ?? pageCount }) });
}

function sizes(input: { readonly from: number; readonly count: number }): Result<readonly PageSize[], Failure> {
  return success(pageSizes(openDocument(), input));
}

/** PDFium reads the page tree up to the last page asked for: some 0.15 ms for each. `from` is 0-based. */
function pageSizes({ pdfium, handle, pageCount }: PdfiumDocument, { from, count }: { readonly from: number; readonly count: number }): readonly PageSize[] {
  const { api, view, withMemory } = pdfium;
  return withMemory(8, (size) =>
    Array.from({ length: Math.max(0, Math.min(count, pageCount - from)) }, (_, index) => {
      const known = api.FPDF_GetPageSizeByIndexF(handle, from + index, size);
      return known ? { widthPt: view().getFloat32(size, true), heightPt: view().getFloat32(size + 4, true) } : { widthPt: 0, heightPt: 0 };
    }),
  );
}

function openDocument(): PdfiumDocument {
  if (current === undefined) throw new Error('no document is open');
  return current;
}

function withOpenPage<T>(page: number, use: (document: PdfiumDocument, handle: number) => T): Result<T, Failure> {
  const document = openDocument();
  const value = document.withPage(page - 1, (handle) => ({ value: use(document, handle) }));
  return value === undefined ? refusal(failure('document-damaged', 'Page {{page}} of the document is damaged.', { values: { page } })) : success(value.value);
}

function words(input: { readonly page: number }): Result<PageWords, Failure> {
  return withOpenPage(input.page, (document, handle) => {
    const { pdfium } = document;
    const geometry = readPageGeometry(pdfium, handle);
    const fields = document.fieldBoxes(input.page - 1).map((box) => geometry.toDisplay(...box));
    return { widthPt: geometry.widthPt, heightPt: geometry.heightPt, words: readWords(pdfium, handle, geometry), ...(fields.length === 0 ? {} : { fields }) };
  });
}

function makeup(input: { readonly page: number }): Result<PageMakeup, Failure> {
  return withOpenPage(input.page, ({ pdfium }, handle) => readPageMakeup(pdfium, handle));
}

function render(input: RenderOptions & { readonly page: number }): Result<PixelImage, Failure> {
  return withOpenPage(input.page, ({ pdfium }, handle) => renderPage(pdfium, handle, input));
}

function renderPacked(input: RenderOptions & { readonly page: number }): Result<PackedImage, Failure> {
  return withOpenPage(input.page, ({ pdfium }, handle) => packImage(renderPage(pdfium, handle, input)));
}

function picture(input: { readonly page: number; readonly dpi: number }): Result<WindowPicture, Failure> {
  return withOpenPage(input.page, ({ pdfium }, handle) => pictureForWindow(renderPage(pdfium, handle, { dpi: input.dpi, grey: 'where-possible' })));
}

/** Tasks on one PDF at a time: `open` first, then the others, on one leased worker. Pages are 1-based. */
export const tasks = { load, open, sizes, words, makeup, render, renderPacked, picture };
