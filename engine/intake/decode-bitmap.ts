import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';

/** Pixels of a BMP, rows from the top. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly channels: 3;
  readonly pixels: Uint8Array;
}

const damaged = failure('document-damaged', 'The picture is damaged: it cannot be read.');

/**
 * Reads a Windows bitmap (BITMAPCOREHEADER to BITMAPV5HEADER; 1, 4, 8, 16, 24 and 32 bits, masks, uncompressed).
 * Fails with `document-damaged`, `document-too-large`, or `document-unsupported` for run-length and embedded compression.
 */
export function decodeBitmap(bytes: Uint8Array, maximumPixels: number): Result<Bitmap, Failure> {
  if (bytes.byteLength < 30) return refusal(damaged);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerSize = view.getUint32(14, true);
  const core = headerSize === 12;
  if (!core && bytes.byteLength < 54) return refusal(damaged);
  const width = core ? view.getUint16(18, true) : view.getInt32(18, true);
  const signedHeight = core ? view.getInt16(20, true) : view.getInt32(22, true);
  const height = Math.abs(signedHeight);
  const depth = view.getUint16(core ? 24 : 28, true);
  const compression = core ? 0 : view.getUint32(30, true);
  if (width <= 0 || height <= 0 || ![1, 4, 8, 16, 24, 32].includes(depth)) return refusal(damaged);
  if (width * height > maximumPixels) return refusal(failure('document-too-large', 'The picture unfolds to more than {{pixels}} million pixels and was not opened.', { values: { pixels: maximumPixels / 1e6 } }));
  if (compression !== 0 && compression !== 3 && compression !== 6) return refusal(failure('document-unsupported', 'The picture uses a compression that cannot be shown here.'));
  const stride = ((width * depth + 31) >> 5) * 4;
  const dataAt = view.getUint32(10, true);
  if (dataAt + stride * height > bytes.byteLength + stride) return refusal(damaged);
  const colourOf = depth <= 8 ? paletteReader(bytes, headerSize, core, depth) : directReader(view, depth, compression);
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const row = dataAt + (signedHeight < 0 ? y : height - 1 - y) * stride;
    for (let x = 0; x < width; x++) colourOf(row, x, pixels, (y * width + x) * 3);
  }
  return success({ width, height, channels: 3, pixels });
}

type ReadColour = (row: number, x: number, target: Uint8Array, at: number) => void;

function paletteReader(bytes: Uint8Array, headerSize: number, core: boolean, depth: number): ReadColour {
  const entry = core ? 3 : 4;
  const palette = 14 + headerSize;
  return (row, x, target, at) => {
    const bit = x * depth;
    const byte = bytes[row + (bit >> 3)] ?? 0;
    const colour = palette + ((byte >> (8 - depth - (bit & 7))) & ((1 << depth) - 1)) * entry;
    target[at] = bytes[colour + 2] ?? 0;
    target[at + 1] = bytes[colour + 1] ?? 0;
    target[at + 2] = bytes[colour] ?? 0;
  };
}

function directReader(view: DataView, depth: number, compression: number): ReadColour {
  const masked = compression !== 0 && view.byteLength >= 66;
  const masks = masked ? [54, 58, 62].map((at) => view.getUint32(at, true)) : depth === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff];
  const channels = masks.map((mask) => ({ mask, shift: mask === 0 ? 0 : 31 - Math.clz32(mask & -mask), span: mask === 0 ? 1 : mask >>> (31 - Math.clz32(mask & -mask)) }));
  const size = depth / 8;
  return (row, x, target, at) => {
    const from = row + x * size;
    if (from + size > view.byteLength) return;
    const value = size === 2 ? view.getUint16(from, true) : size === 4 ? view.getUint32(from, true) : view.getUint16(from, true) | (view.getUint8(from + 2) << 16);
    for (const [index, { mask, shift, span }] of channels.entries()) target[at + index] = Math.round((((value & mask) >>> shift) * 255) / span);
  };
}
