import { PDFDocument, PDFName, PDFOperator, PDFOperatorNames as Op, PDFNumber, type PDFRef } from '@cantoo/pdf-lib';
import { pngBlocks } from './png-blocks.ts';

interface PageShape {
  /** As displayed. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly widthPt: number;
  readonly heightPt: number;
}

/** One picture that fills one page. */
export type ImagePage = PageShape &
  (
    | { readonly kind: 'jpeg'; readonly jpeg: Uint8Array; readonly codedWidth: number; readonly codedHeight: number; readonly components: 1 | 3 | 4; readonly inverted: boolean; readonly orientation: number }
    | { readonly kind: 'png'; readonly png: Uint8Array }
    | { readonly kind: 'empty' }
  );

/**
 * Places the unit square of a picture on a page of one by one, for each EXIF orientation (Exif 3.0, tag 0x0112): the picture is
 * turned by its matrix, so that its compressed data stay as they are and the page itself needs no rotation.
 */
const orientations: Readonly<Record<number, readonly [number, number, number, number, number, number]>> = {
  1: [1, 0, 0, 1, 0, 0],
  2: [-1, 0, 0, 1, 1, 0],
  3: [-1, 0, 0, -1, 1, 1],
  4: [1, 0, 0, -1, 0, 1],
  5: [0, -1, -1, 0, 1, 1],
  6: [0, -1, 1, 0, 0, 1],
  7: [0, 1, 1, 0, 0, 0],
  8: [0, 1, -1, 0, 1, 0],
};

/** Writes pictures as the pages of a PDF, each filling its page, compressed data unchanged. */
export async function makeImagePdf(pages: readonly ImagePage[]): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  for (const page of pages) {
    const leaf = document.addPage([page.widthPt, page.heightPt]);
    if (page.kind === 'empty') continue;
    const image = page.kind === 'jpeg' ? jpegObject(document, page) : pngObject(document, page.png);
    const name = leaf.node.newXObject('Im', image);
    const [a, b, c, d, e, f] = orientations[page.kind === 'jpeg' ? page.orientation : 1] ?? [1, 0, 0, 1, 0, 0];
    const matrix = [a * page.widthPt, b * page.heightPt, c * page.widthPt, d * page.heightPt, e * page.widthPt, f * page.heightPt];
    leaf.pushOperators(
      PDFOperator.of(Op.PushGraphicsState),
      PDFOperator.of(Op.ConcatTransformationMatrix, matrix.map((value) => PDFNumber.of(value))),
      PDFOperator.of(Op.DrawObject, [name]),
      PDFOperator.of(Op.PopGraphicsState),
    );
  }
  return document.save({ useObjectStreams: false });
}

function jpegObject(document: PDFDocument, page: Extract<ImagePage, { kind: 'jpeg' }>): PDFRef {
  const colours = { 1: 'DeviceGray', 3: 'DeviceRGB', 4: 'DeviceCMYK' } as const;
  return document.context.register(
    document.context.stream(page.jpeg, {
      Type: 'XObject', Subtype: 'Image', Width: page.codedWidth, Height: page.codedHeight, ColorSpace: colours[page.components], BitsPerComponent: 8,
      Filter: 'DCTDecode', ...(page.inverted ? { Decode: [1, 0, 1, 0, 1, 0, 1, 0] } : {}),
    }),
  );
}

function pngObject(document: PDFDocument, png: Uint8Array): PDFRef {
  const { data, width, height, bits, colours } = pngBlocks(png);
  return document.context.register(
    document.context.stream(data, {
      Type: 'XObject', Subtype: 'Image', Width: width, Height: height, ColorSpace: colours === 1 ? 'DeviceGray' : 'DeviceRGB', BitsPerComponent: bits, Filter: PDFName.of('FlateDecode'),
      DecodeParms: { Predictor: 15, Colors: colours, BitsPerComponent: bits, Columns: width },
    }),
  );
}
