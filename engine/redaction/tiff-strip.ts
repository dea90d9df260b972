// TIFF 6.0, section 2; tags of sections 8 and 15.
const tileOffsets = 324;
const tileByteCounts = 325;

/** Takes the data of the only tile out of a little-endian TIFF that this application has just written. */
export function readTiffStrip(tiff: Uint8Array): Uint8Array {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (view.getUint16(0) !== 0x4949) throw new Error('not a little-endian TIFF');
  const directory = view.getUint32(4, true);
  const entries = view.getUint16(directory, true);
  const values = new Map<number, number>();
  for (let index = 0; index < entries; index++) {
    const entry = directory + 2 + index * 12;
    const tag = view.getUint16(entry, true);
    if (tag !== tileOffsets && tag !== tileByteCounts) continue;
    if (view.getUint32(entry + 4, true) !== 1) throw new Error('more than one tile');
    values.set(tag, view.getUint16(entry + 2, true) === 3 ? view.getUint16(entry + 8, true) : view.getUint32(entry + 8, true));
  }
  const offset = values.get(tileOffsets);
  const length = values.get(tileByteCounts);
  if (offset === undefined || length === undefined || offset + length > tiff.byteLength) throw new Error('no tile');
  return tiff.slice(offset, offset + length);
}
