import { crc32, deflateSync } from 'node:zlib';
import type { PixelImage } from './page-image.ts';

/** A rendered page on its way to the window: a PNG, or its pixels where it is so grainy that a JPEG suits it better. */
export type WindowPicture = { readonly png: Uint8Array } | { readonly grainy: PixelImage };

// Paper is mostly white: the quickest level leaves some 5 % of its bytes, and more effort costs more time than the bytes saved.
const quick = { level: 1, memLevel: 9, chunkSize: 2 ** 20 } as const;
const samples = 8;
const sampleBytes = 8192;
const worthwhile = 0.4;
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const colourTypes = { 1: 0, 3: 2, 4: 6 } as const;

/** Packs a page for the window by the quickest way that leaves it sharp. */
export function pictureForWindow(image: PixelImage): WindowPicture {
  return isGrainy(image.pixels) ? { grainy: image } : { png: encodePng(image) };
}

/** Whether most samples, spread evenly, do not pack well: a photograph or a noisy scan. */
function isGrainy(pixels: Uint8Array): boolean {
  const step = Math.max(sampleBytes, Math.floor(pixels.length / samples));
  let taken = 0;
  let packed = 0;
  for (let from = 0; from < pixels.length; from += step) {
    const sample = pixels.subarray(from, from + sampleBytes);
    taken += sample.length;
    packed += deflateSync(sample, quick).length;
  }
  return packed > taken * worthwhile;
}

/** A PNG (ISO/IEC 15948) of the pixels, 8 bits a channel, without filters. */
export function encodePng({ width, height, channels, pixels }: PixelImage): Uint8Array {
  const line = width * channels;
  // Each line begins with the number of its filter: 0, none.
  const lines = new Uint8Array(height * (line + 1));
  for (let row = 0; row < height; row++) lines.set(pixels.subarray(row * line, (row + 1) * line), row * (line + 1) + 1);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, colourTypes[channels]], 8);
  return Buffer.concat([signature, ...chunk('IHDR', head), ...chunk('IDAT', deflateSync(lines, quick)), ...chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Uint8Array): Uint8Array[] {
  const name = Buffer.from(type, 'latin1');
  return [uint32(data.length), name, data, uint32(crc32(data, crc32(name)))];
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
