import sharp from 'sharp';
import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import type { PixelImage } from './page-image.ts';

/** High enough that small print keeps its edges; 4:4:4 so that coloured stamps do. */
const quality = 90;

async function encode({ width, height, channels, pixels }: PixelImage): Promise<Result<Uint8Array, Failure>> {
  const image = sharp(pixels, { raw: { width, height, channels }, limitInputPixels: false });
  return success(await image.jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer());
}

/** Encoding of rendered pages for the window; sees pixels of this application's own making only. */
export const tasks = { encode };
