import sharp from 'sharp';
import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { readTiffStrip } from './tiff-strip.ts';
import type { PagePixels } from './raster-tasks.ts';

/** An image as it stands in a PDF: its data and how to decode them. */
export interface EncodedImage {
  readonly coding: 'ccitt-g4' | 'jpeg';
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
  const jpeg = await image.jpeg({ quality: jpegQuality, chromaSubsampling: '4:4:4', optimiseCoding: true }).toBuffer();
  return { coding: 'jpeg', channels, width, height, pageWidth: width, pageHeight: height, data: jpeg };
}

/** Encoding of painted pages; sees pixels of this application's own making only. */
export const tasks = { encode };
