import sharp from 'sharp';
import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { readTiffStrip } from './tiff-strip.ts';
import type { PagePixels } from './raster-tasks.ts';

/** An image as it stands in a PDF: its data and how to decode them. */
export interface EncodedImage {
  /** `flate`: rows with the filters of PNG, lossless. */
  readonly coding: 'ccitt-g4' | 'jpeg' | 'flate';
  readonly channels: 1 | 3;
  /** As stored; may be padded to the right and below. */
  readonly width: number;
  readonly height: number;
  /** The part of it that is the page, from the top left. */
  readonly pageWidth: number;
  readonly pageHeight: number;
  readonly data: Uint8Array;
}

const tile = 16;
const jpegQuality = 82;
const drawnShare = 0.85;
// Lossless is worth this much more.
const losslessAt = 1.5;

async function encode(image: PagePixels): Promise<Result<EncodedImage, Failure>> {
  return success(image.kind === 'bilevel' ? await encodeBilevel(image) : await encodeTones(image));
}

// libvips writes Group 4 in tiles of whole 16 pixels; one tile as large as the page is one strip for a PDF.
async function encodeBilevel({ width, height, data }: PagePixels): Promise<EncodedImage> {
  const paddedWidth = Math.ceil(width / tile) * tile;
  const paddedHeight = Math.ceil(height / tile) * tile;
  const grey = Buffer.alloc(paddedWidth * paddedHeight, 255);
  const stride = (width + 7) >> 3;
  for (let row = 0; row < height; row++) {
    for (let byte = 0; byte < stride; byte++) {
      const eight = data[row * stride + byte] ?? 0xff;
      if (eight === 0xff) continue;
      for (let bit = 0; bit < 8; bit++) if ((eight & (0x80 >> bit)) === 0) grey[row * paddedWidth + byte * 8 + bit] = 0;
    }
  }
  const tiff = await sharp(grey, { raw: { width: paddedWidth, height: paddedHeight, channels: 1 }, limitInputPixels: false })
    .toColourspace('b-w').threshold(128)
    .tiff({ compression: 'ccittfax4', bitdepth: 1, tile: true, tileWidth: paddedWidth, tileHeight: paddedHeight })
    .toBuffer();
  return { coding: 'ccitt-g4', channels: 1, width: paddedWidth, height: paddedHeight, pageWidth: width, pageHeight: height, data: readTiffStrip(tiff) };
}

async function encodeTones({ kind, width, height, data }: PagePixels): Promise<EncodedImage> {
  const channels = kind === 'grey' ? 1 : 3;
  const raw = sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
  const image = channels === 1 ? raw.toColourspace('b-w') : raw;
  const jpeg = await image.clone().jpeg({ quality: jpegQuality, chromaSubsampling: '4:4:4', optimiseCoding: true }).toBuffer();
  if (isDrawn(data, width * height, channels)) {
    const rows = pngRows(await image.png({ compressionLevel: 9, adaptiveFiltering: true, palette: false }).toBuffer());
    if (rows !== undefined && rows.length <= jpeg.length * losslessAt) return { coding: 'flate', channels, width, height, pageWidth: width, pageHeight: height, data: rows };
  }
  return { coding: 'jpeg', channels, width, height, pageWidth: width, pageHeight: height, data: jpeg };
}

// What was drawn, not photographed, has most of its pixels equal to the one before: only such a page is worth the second try.
function isDrawn(data: Uint8Array, pixels: number, channels: 1 | 3): boolean {
  let equal = 0;
  for (let pixel = 1; pixel < pixels; pixel++) {
    const at = pixel * channels;
    if (data[at] === data[at - channels] && (channels === 1 || (data[at + 1] === data[at - 2] && data[at + 2] === data[at - 1]))) equal++;
  }
  return equal > pixels * drawnShare;
}

/** The compressed rows of a PNG without interlacing (ISO/IEC 15948): what a PDF reads with predictor 15. Undefined for one with a palette or of another depth. */
function pngRows(png: Buffer): Buffer | undefined {
  const [depth, colour, interlaced] = [png[24], png[25], png[28]];
  if (depth !== 8 || (colour !== 0 && colour !== 2) || interlaced !== 0) return undefined;
  const rows: Buffer[] = [];
  for (let at = 8; at + 12 <= png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') rows.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return Buffer.concat(rows);
}

/** Encoding of painted pages; sees pixels of this application's own making only. */
export const tasks = { encode };
