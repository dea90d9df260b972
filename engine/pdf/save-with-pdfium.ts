import type { PdfiumDocument } from './pdfium.ts';

/**
 * Writes an open document anew: one revision, a sound cross-reference table, no encryption. Undefined when PDFium cannot write it.
 * What PDFium does not know of is carried along unchanged.
 */
export function saveWithPdfium(document: PdfiumDocument): Uint8Array | undefined {
  const { api, heap, withMemory } = document.pdfium;
  if (api.EPDF_IsEncrypted(document.handle)) api.EPDF_RemoveEncryption(document.handle);
  const writer = api.PDFiumExt_OpenFileWriter();
  try {
    if (api.PDFiumExt_SaveAsCopy(document.handle, writer) === 0) return undefined;
    const size = api.PDFiumExt_GetFileWriterSize(writer);
    if (size === 0) return undefined;
    return withMemory(size, (pointer) => {
      api.PDFiumExt_GetFileWriterData(writer, pointer, size);
      return heap().slice(pointer, pointer + size);
    });
  } finally {
    api.PDFiumExt_CloseFileWriter(writer);
  }
}
