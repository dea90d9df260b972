import { constants, inflateSync } from 'node:zlib';
import { decodePDFRawStream, PDFArray, PDFName, PDFRawStream, type PDFStream } from '@cantoo/pdf-lib';

const flate = PDFName.of('FlateDecode');
const largestStream = 512 * 2 ** 20;

/** The decoded bytes of a stream, as far as they can be read; undefined for a filter that is no text filter or for data that cannot be read at all. */
export function decodedStream(stream: PDFStream): Uint8Array | undefined {
  const filter = stream.dict.lookup(PDFName.of('Filter'));
  const contents = stream instanceof PDFRawStream ? stream.contents : stream.getContents();
  if (filter === undefined || (filter instanceof PDFArray && filter.size() === 0)) return contents;
  const only = filter instanceof PDFArray && filter.size() === 1 ? filter.lookup(0) : filter;
  try {
    if (only === flate && !stream.dict.has(PDFName.of('DecodeParms'))) {
      // A stream that is cut short gives what it has, as readers do.
      return inflateSync(contents, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: largestStream });
    }
    return stream instanceof PDFRawStream ? decodePDFRawStream(stream).decode() : undefined;
  } catch {
    return undefined; // unsupported filter or unreadable data: the caller says so
  }
}
