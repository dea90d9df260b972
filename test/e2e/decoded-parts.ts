import { decodePDFRawStream, PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFString, type PDFObject } from 'pdf-lib';

/** Bytes of a PDF that could say something, and the object that holds them. */
export interface DecodedPart {
  readonly where: string;
  readonly bytes: Uint8Array;
}

/** Every string, name and decoded stream of a PDF but pictures, read by a library that did not write it, and the file as it is. */
export async function decodedParts(pdf: Uint8Array): Promise<DecodedPart[]> {
  const { context } = await PDFDocument.load(pdf, { updateMetadata: false });
  const parts: DecodedPart[] = [{ where: 'the file', bytes: pdf }];
  const collect = (where: string, object: PDFObject | undefined): void => {
    if (object instanceof PDFString || object instanceof PDFHexString) parts.push({ where, bytes: object.asBytes() });
    else if (object instanceof PDFName) parts.push({ where, bytes: Buffer.from(object.decodeText()) });
    else if (object instanceof PDFArray) object.asArray().forEach((item) => collect(where, item));
    else if (object instanceof PDFDict) object.entries().forEach(([key, value]) => [key, value].forEach((part) => collect(where, part)));
    else if (object instanceof PDFRawStream) {
      collect(where, object.dict);
      if (object.dict.get(PDFName.of('Subtype')) !== PDFName.of('Image')) {
        const content = decodePDFRawStream(object).decode();
        parts.push({ where, bytes: content });
        for (const [hex] of Buffer.from(content).toString('latin1').matchAll(/<[0-9A-Fa-f\s]{4,}>/g)) parts.push({ where, bytes: Buffer.from(hex.replace(/[<>\s]/g, ''), 'hex') });
      }
    }
  };
  for (const [reference, object] of context.enumerateIndirectObjects()) collect(reference.toString(), object);
  return parts;
}
