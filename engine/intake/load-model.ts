import { PDFCatalog, PDFDocument, ParseSpeeds } from '@cantoo/pdf-lib';

export interface LoadedModel {
  readonly document: PDFDocument;
  readonly pages: number;
}

/**
 * Loads a PDF into the object model; undefined where the model cannot read it, which says nothing yet about the file. `strict` refuses files
 * with an object that cannot be read.
 */
export async function loadModel(bytes: Uint8Array, options: { readonly password?: string; readonly strict?: boolean } = {}): Promise<LoadedModel | undefined> {
  const { password, strict = false } = options;
  try {
    const document = await PDFDocument.load(bytes, {
      parseSpeed: ParseSpeeds.Fastest, updateMetadata: false, throwOnInvalidObject: strict, warnOnInvalidObjects: false, preserveXFA: true, ...(password === undefined ? {} : { password }),
    });
    if (!(document.catalog instanceof PDFCatalog)) return undefined;
    return { document, pages: document.getPages().length };
  } catch {
    return undefined; // whoever asked normalises the file instead
  }
}
