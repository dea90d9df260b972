import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';

// Runs in workers only: PDFium's WASM memory is the wall around hostile input.

let loading: Promise<Pdfium> | undefined;

interface PerCharacter {
  readonly _FPDFText_GetUnicode: (textPage: number, index: number) => number;
  /** 0 where it fails. */
  readonly _FPDFText_GetLooseCharBox: (textPage: number, index: number, box: number) => number;
}

/** PDFium with the few memory helpers that its C interface asks for. */
export interface Pdfium {
  readonly api: WrappedPdfiumModule;
  /** Functions called for each character of a page, without the wrapper that costs more than they do. */
  readonly perCharacter: PerCharacter;
  /** The module's memory; taken anew on each call, because growing replaces the buffer. */
  readonly heap: () => Uint8Array;
  readonly view: () => DataView;
  /** Calls `use` with `bytes` of zeroed memory that is freed afterwards. */
  readonly withMemory: <T>(bytes: number, use: (pointer: number) => T) => T;
}

/** Loads PDFium once for this worker. */
export function loadPdfium(): Promise<Pdfium> {
  loading ??= (async () => {
    const wasm = readFileSync(createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm'));
    const api = await init({ wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) });
    api.PDFiumExt_Init();
    const module = api.pdfium as unknown as PerCharacter & { HEAPU8: Uint8Array; wasmExports: { malloc(size: number): number; free(pointer: number): void } };
    const heap = (): Uint8Array => module.HEAPU8;
    return {
      api,
      perCharacter: module,
      heap,
      view: () => new DataView(heap().buffer),
      withMemory<T>(bytes: number, use: (pointer: number) => T): T {
        const pointer = module.wasmExports.malloc(bytes);
        if (pointer === 0) throw new RangeError('PDFium has no memory left');
        try {
          heap().fill(0, pointer, pointer + bytes);
          return use(pointer);
        } finally {
          module.wasmExports.free(pointer);
        }
      },
    };
  })();
  return loading;
}

export type FieldBox = readonly [left: number, bottom: number, right: number, top: number];

/** A document that PDFium holds open. */
export interface PdfiumDocument {
  readonly pdfium: Pdfium;
  readonly handle: number;
  readonly pageCount: number;
  /** Calls `use` with an open page, which is closed afterwards. `index` is 0-based. Undefined when the page cannot be loaded. */
  withPage<T>(index: number, use: (page: number) => T): T | undefined;
  /** The boxes of the form fields that were made a part of an open page, in user space: left, bottom, right, top. */
  fieldBoxes(index: number): readonly FieldBox[];
  close(): void;
}

export interface PdfiumOptions {
  /**
   * What annotations and form fields show is made a part of their page first, in memory alone: so it is painted, read, found and redacted like the page itself.
   * Without it PDFium paints no form fields and reads neither.
   */
  readonly asShown?: boolean;
}

const lastErrors: Readonly<Record<number, Failure>> = {
  4: failure('document-encrypted', 'The document is protected by a password.'),
  5: failure('document-unsupported', 'The document uses a protection that cannot be opened here.'),
};

/**
 * Opens a PDF, repairing what PDFium can repair.
 * Fails with `document-encrypted` (a password is needed, or the one given is wrong), `document-unsupported`, or `document-damaged`.
 */
export async function openWithPdfium(bytes: Uint8Array, password = '', { asShown = false }: PdfiumOptions = {}): Promise<Result<PdfiumDocument, Failure>> {
  const pdfium = await loadPdfium();
  const { api } = pdfium;
  const module = api.pdfium as unknown as { wasmExports: { malloc(size: number): number; free(pointer: number): void } };
  const pointer = module.wasmExports.malloc(bytes.byteLength);
  if (pointer === 0) return refusal(failure('document-too-large', 'The document is too large to be opened here.'));
  pdfium.heap().set(bytes, pointer);
  const handle = api.FPDF_LoadMemDocument(pointer, bytes.byteLength, password);
  const pageCount = handle === 0 ? 0 : api.FPDF_GetPageCount(handle);
  if (handle === 0 || pageCount === 0) {
    const reason = handle === 0 ? lastErrors[api.FPDF_GetLastError()] : undefined;
    if (handle !== 0) api.FPDF_CloseDocument(handle);
    module.wasmExports.free(pointer);
    return refusal(reason ?? failure('document-damaged', 'The document is damaged: no page of it can be read.'));
  }
  const shown = new Map<number, readonly FieldBox[]>();
  return success({
    pdfium,
    handle,
    pageCount,
    withPage(index, use) {
      let page = api.FPDF_LoadPage(handle, index);
      if (asShown && page !== 0 && !shown.has(index)) {
        shown.set(index, boxesOfFields(pdfium, page));
        if (showAnnotations(pdfium, page)) {
          // What is part of the page now is read with it from the start.
          api.FPDF_ClosePage(page);
          page = api.FPDF_LoadPage(handle, index);
        }
      }
      if (page === 0) return undefined;
      try {
        return use(page);
      } finally {
        api.FPDF_ClosePage(page);
      }
    },
    fieldBoxes: (index) => shown.get(index) ?? [],
    close() {
      api.FPDF_CloseDocument(handle);
      module.wasmExports.free(pointer);
    },
  });
}

// fpdf_annot.h
const widget = 20;

function boxesOfFields({ api, withMemory, view }: Pdfium, page: number): FieldBox[] {
  return withMemory(16, (box) => Array.from({ length: api.FPDFPage_GetAnnotCount(page) }, (_, index): FieldBox | undefined => {
    const annotation = api.FPDFPage_GetAnnot(page, index);
    const isField = annotation !== 0 && api.FPDFAnnot_GetSubtype(annotation) === widget && api.FPDFAnnot_GetRect(annotation, box);
    if (annotation !== 0) api.FPDFPage_CloseAnnot(annotation);
    // FS_RECTF: left, top, right, bottom.
    const at = (offset: number): number => view().getFloat32(box + offset, true);
    return isField ? [at(0), at(12), at(8), at(4)] : undefined;
  }).filter((found) => found !== undefined));
}

// fpdfview.h, fpdf_flatten.h
const formatBgrx = 3;
const renderAnnotations = 0x01;
const asDisplayed = 0;
const flattened = 1;

/** Makes the looks of a page's annotations and form fields part of its content; true where there were any, and the page is to be loaded anew. */
function showAnnotations({ api, withMemory }: Pdfium, page: number): boolean {
  if (api.FPDFPage_GetAnnotCount(page) === 0) return false;
  // Painting makes the looks of those that bring none.
  withMemory(4, (pixel) => {
    const bitmap = api.FPDFBitmap_CreateEx(1, 1, formatBgrx, pixel, 4);
    api.FPDF_RenderPageBitmap(bitmap, page, 0, 0, 1, 1, 0, renderAnnotations);
    api.FPDFBitmap_Destroy(bitmap);
  });
  return api.FPDFPage_Flatten(page, asDisplayed) === flattened;
}
