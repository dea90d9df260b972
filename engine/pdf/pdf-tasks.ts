import { failure, type Failure } from '../../shared/failure.ts';
import type { PageSize } from '../../shared/geometry.ts';
import type { Word } from '../../shared/page-text.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { readPageGeometry } from './page-geometry.ts';
import { renderPage, type PixelImage, type RenderOptions } from './page-image.ts';
import { readWords } from './page-words.ts';
import { packImage, type PackedImage } from './packed-image.ts';
import { readPageMakeup, type PageMakeup } from './page-makeup.ts';
import { openWithPdfium, type PdfiumDocument } from './pdfium.ts';

export interface OpenedPdf {
  /** Size of each page as displayed. */
  readonly pages: readonly PageSize[];
}

export interface PageWords extends PageSize {
  readonly words: readonly Word[];
}

let current: PdfiumDocument | undefined;

async function open(input: { readonly bytes: Uint8Array; readonly password?: string }): Promise<Result<OpenedPdf, Failure>> {
  current?.close();
  current = undefined;
  const opened = await openWithPdfium(input.bytes, input.password, { asShown: true });
  if (!opened.ok) return opened;
  const document = opened.value;
  current = document;
  const { api, view, withMemory } = document.pdfium;
  const pages = withMemory(8, (size) =>
    Array.from({ length: document.pageCount }, (_, index) => {
      const known = api.FPDF_GetPageSizeByIndexF(document.handle, index, size);
      return known ? { widthPt: view().getFloat32(size, true), heightPt: view().getFloat32(size + 4, true) } : { widthPt: 0, heightPt: 0 };
    }),
  );
  return success({ pages });
}

function withOpenPage<T>(page: number, use: (document: PdfiumDocument, handle: number) => T): Result<T, Failure> {
  const document = current;
  if (document === undefined) throw new Error('no document is open');
  const value = document.withPage(page - 1, (handle) => ({ value: use(document, handle) }));
  return value === undefined ? refusal(failure('document-damaged', 'Page {{page}} of the document is damaged.', { values: { page } })) : success(value.value);
}

function words(input: { readonly page: number }): Result<PageWords, Failure> {
  return withOpenPage(input.page, ({ pdfium }, handle) => {
    const geometry = readPageGeometry(pdfium, handle);
    return { widthPt: geometry.widthPt, heightPt: geometry.heightPt, words: readWords(pdfium, handle, geometry) };
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

/** Tasks on one PDF at a time: `open` first, then the others, on one leased worker. Pages are 1-based. */
export const tasks = { open, words, makeup, render, renderPacked };
