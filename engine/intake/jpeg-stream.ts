/** A JPEG as it may stand in a PDF: the compressed picture itself untouched, the records about it left out. */
export interface JpegStream {
  readonly jpeg: Uint8Array;
  readonly codedWidth: number;
  readonly codedHeight: number;
  readonly components: 1 | 3 | 4;
  /** Four-component files by Adobe store their inks inverted. */
  readonly inverted: boolean;
}

const startOfFrame = new Set([0xc0, 0xc1, 0xc2]);
const otherFrames = new Set([0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);
const keptApplicationData = new Set([0xe0, 0xe2, 0xee]);

/**
 * Takes the compressed data of a JPEG out for embedding (ITU-T T.81, ISO 32000-2 7.4.8). EXIF, XMP, C2PA, IPTC and comments stay in the original alone, so that
 * a rendition does not carry places and devices along; not one bit of the picture changes. Undefined for files that DCTDecode does not cover.
 */
export function embeddableJpeg(bytes: Uint8Array): JpegStream | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let frame: Pick<JpegStream, 'codedWidth' | 'codedHeight' | 'components'> | undefined;
  let inverted = false;
  let at = 2;
  while (at + 4 <= bytes.byteLength) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (otherFrames.has(marker)) return undefined;
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.byteLength) return undefined;
    if (startOfFrame.has(marker)) {
      const components = bytes[at + 9];
      if (bytes[at + 4] !== 8 || (components !== 1 && components !== 3 && components !== 4)) return undefined;
      frame = { codedHeight: view.getUint16(at + 5), codedWidth: view.getUint16(at + 7), components };
    }
    if (marker === 0xee && isAdobe(bytes, at + 4)) inverted = true;
    if (marker === 0xda) {
      kept.push(bytes.subarray(at));
      break;
    }
    const application = (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;
    if (!application || keptApplicationData.has(marker)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  if (frame === undefined || frame.codedHeight === 0 || frame.codedWidth === 0) return undefined;
  return { jpeg: withoutTrailer(Buffer.concat(kept)), ...frame, inverted: inverted && frame.components === 4 };
}

function isAdobe(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x41 && bytes[at + 1] === 0x64 && bytes[at + 2] === 0x6f && bytes[at + 3] === 0x62 && bytes[at + 4] === 0x65;
}

/** Phones append other pictures after the end mark (MPF, motion photos): they are not this picture. */
function withoutTrailer(jpeg: Uint8Array): Uint8Array {
  for (let at = scanStart(jpeg); at + 1 < jpeg.byteLength; at++) {
    if (jpeg[at] === 0xff && jpeg[at + 1] === 0xd9) return jpeg.subarray(0, at + 2);
  }
  return jpeg;
}

function scanStart(jpeg: Uint8Array): number {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  let at = 2;
  while (at + 4 <= jpeg.byteLength && jpeg[at + 1] !== 0xda) at += 2 + view.getUint16(at + 2);
  return at;
}
