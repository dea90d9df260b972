import { PDFDict, PDFDocument, PDFName, type PDFContext } from '@cantoo/pdf-lib';

/** Bytes of a PDF whose parts are views, so that a stream's place in the file is known and nothing is copied. */
class SharedBytes extends Uint8Array {
  static get [Symbol.species](): Uint8ArrayConstructor {
    return Uint8Array;
  }

  override slice(start?: number, end?: number): Uint8Array<ArrayBuffer> {
    return this.subarray(start, end);
  }
}

/** The objects of a PDF; streams are views of `bytes`. */
export interface ParsedPdf {
  readonly bytes: Uint8Array;
  readonly context: PDFContext;
  readonly catalog: PDFDict;
}

/** Parses an unencrypted PDF. Undefined when it is encrypted or when there is no catalog; throws on what the parser cannot take. */
export async function parsePdf(source: Uint8Array): Promise<ParsedPdf | undefined> {
  const bytes = new SharedBytes(source.buffer as ArrayBuffer, source.byteOffset, source.byteLength);
  const document = await PDFDocument.load(bytes, { parseSpeed: Infinity, updateMetadata: false, ignoreEncryption: true, preserveXFA: true });
  const { context } = document;
  if (document.isEncrypted || context.trailerInfo.Encrypt !== undefined) return undefined;
  const catalog = context.lookup(context.trailerInfo.Root);
  return catalog instanceof PDFDict && catalog.has(PDFName.of('Pages')) ? { bytes, context, catalog } : undefined;
}
