import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { PixelImage } from './page-image.ts';

/** A picture on its way from one worker to another: paper is mostly white, and its bytes cost more to hand on than to pack. */
export interface PackedImage extends Omit<PixelImage, 'pixels'> {
  readonly packed: Uint8Array;
  /** Whether `packed` is deflated; grainy pictures stay as they are. */
  readonly deflated: boolean;
}

const quick = { level: 1, memLevel: 9, chunkSize: 2 ** 20 } as const;
const sampleBytes = 2 ** 16;
const worthwhile = 0.4;

/** Packs a picture where that makes it much smaller. */
export function packImage({ pixels, ...shape }: PixelImage): PackedImage {
  const middle = Math.max(0, (pixels.length - sampleBytes) >> 1);
  const sample = pixels.subarray(middle, middle + sampleBytes);
  const deflated = deflateRawSync(sample, quick).length < sample.length * worthwhile;
  return { ...shape, deflated, packed: deflated ? deflateRawSync(pixels, quick) : pixels };
}

/** The picture as it was; throws where it does not hold the pixels that its size asks for. */
export function unpackImage({ packed, deflated, ...shape }: PackedImage): PixelImage {
  const wanted = shape.width * shape.height * shape.channels;
  const pixels = deflated ? inflateRawSync(packed, { maxOutputLength: Math.max(1, wanted), chunkSize: 2 ** 20 }) : packed;
  if (pixels.length !== wanted) throw new RangeError('a picture is not as large as it says');
  return { ...shape, pixels };
}
