import { deflateSync } from 'node:zlib';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { renderPage } from './page-image.ts';
import { openWithPdfium, type PdfiumDocument } from './pdfium.ts';

const rasterDpi = 150;

/**
 * Rewrites a PDF through PDFium: repaired, decrypted where it opens without a password (or with the one given). Fails as `openWithPdfium` does,
 * or with `document-damaged` when PDFium cannot save it.
 */
export async function rewritePdf(bytes: Uint8Array, password?: string): Promise<Result<Uint8Array, Failure>> {
  const opened = await openWithPdfium(bytes, password);
  if (!opened.ok) return opened;
  const document = opened.value;
  try {
    const saved = saveDocument(document);
    return saved === undefined ? refusal(failure('document-damaged', 'The document is damaged and could not be repaired.')) : success(saved);
  } finally {
    document.close();
  }
}

function saveDocument({ pdfium, handle }: PdfiumDocument): Uint8Array | undefined {
  const { api } = pdfium;
  api.EPDF_RemoveEncryption(handle);
  const writer = api.PDFiumExt_OpenFileWriter();
  try {
    if (api.PDFiumExt_SaveAsCopy(handle, writer) === 0) return undefined;
    const size = api.PDFiumExt_GetFileWriterSize(writer);
    if (size === 0) return undefined;
    return pdfium.withMemory(size, (pointer) => {
      api.PDFiumExt_GetFileWriterData(writer, pointer, size);
      return pdfium.heap().slice(pointer, pointer + size);
    });
  } finally {
    api.PDFiumExt_CloseFileWriter(writer);
  }
}

/** Draws every page of a PDF to pixels and makes a new PDF of them; a page that cannot be drawn fails the whole with `document-damaged`. */
export async function rasterisePdf(bytes: Uint8Array, password?: string): Promise<Result<Uint8Array, Failure>> {
  const opened = await openWithPdfium(bytes, password);
  if (!opened.ok) return opened;
  const document = opened.value;
  try {
    const objects: Buffer[] = [Buffer.from('<</Type/Catalog/Pages 2 0 R>>'), Buffer.alloc(0)];
    const kids: string[] = [];
    for (let index = 0; index < document.pageCount; index++) {
      const page = document.withPage(index, (handle) => ({
        image: renderPage(document.pdfium, handle, { dpi: rasterDpi }),
        size: [document.pdfium.api.FPDF_GetPageWidthF(handle), document.pdfium.api.FPDF_GetPageHeightF(handle)] as const,
      }));
      if (page === undefined) return refusal(failure('document-damaged', 'Page {{page}} of the document is damaged.', { values: { page: index + 1 } }));
      const { image, size } = page;
      const data = deflateSync(image.pixels, { level: 6 });
      const first = objects.length + 1;
      const draw = `${size[0]} 0 0 ${size[1]} 0 0 cm /I Do`;
      objects.push(
        Buffer.concat([Buffer.from(`<</Type/XObject/Subtype/Image/Width ${image.width}/Height ${image.height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode/Length ${data.length}>>\nstream\n`), data, Buffer.from('\nendstream')]),
        Buffer.from(`<</Length ${draw.length}>>\nstream\n${draw}\nendstream`),
        Buffer.from(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${size[0]} ${size[1]}]/Resources<</XObject<</I ${first} 0 R>>>>/Contents ${first + 1} 0 R>>`),
      );
      kids.push(`${first + 2} 0 R`);
    }
    objects[1] = Buffer.from(`<</Type/Pages/Count ${kids.length}/Kids[${kids.join(' ')}]>>`);
    // Read back by object scan only: no cross-reference table is needed.
    return success(Buffer.concat([
      Buffer.from('%PDF-1.7\n'),
      ...objects.flatMap((body, index) => [Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]),
      Buffer.from('trailer\n<</Root 1 0 R>>\n'),
    ]));
  } finally {
    document.close();
  }
}
