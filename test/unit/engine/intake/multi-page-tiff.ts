/** Writes an uncompressed grey TIFF by hand (TIFF 6.0), one directory a page, each page of one shade. */
export function greyTiff(pages: readonly { readonly width: number; readonly height: number; readonly shade: number }[], dpi: number): Uint8Array {
  const parts: Buffer[] = [Buffer.from([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0])];
  let at = 8;
  for (const [index, { width, height, shade }] of pages.entries()) {
    const entries: [number, number, number, number][] = [
      [256, 4, 1, width], [257, 4, 1, height], [258, 3, 1, 8], [259, 3, 1, 1], [262, 3, 1, 1], [273, 4, 1, 0], [277, 3, 1, 1], [278, 4, 1, height], [279, 4, 1, width * height], [282, 5, 1, 0], [283, 5, 1, 0], [296, 3, 1, 2],
    ];
    const directoryBytes = 2 + entries.length * 12 + 4;
    const resolutionAt = at + directoryBytes;
    const pixelsAt = resolutionAt + 8;
    const next = pixelsAt + width * height + ((width * height) & 1);
    const directory = Buffer.alloc(directoryBytes + 8);
    directory.writeUInt16LE(entries.length, 0);
    for (const [position, [tag, type, count, value]] of entries.entries()) {
      const offset = 2 + position * 12;
      directory.writeUInt16LE(tag, offset);
      directory.writeUInt16LE(type, offset + 2);
      directory.writeUInt32LE(count, offset + 4);
      directory.writeUInt32LE(tag === 273 ? pixelsAt : type === 5 ? resolutionAt : value, offset + 8);
    }
    directory.writeUInt32LE(index === pages.length - 1 ? 0 : next, 2 + entries.length * 12);
    directory.writeUInt32LE(dpi, directoryBytes);
    directory.writeUInt32LE(1, directoryBytes + 4);
    parts.push(directory, Buffer.alloc(next - pixelsAt, shade));
    at = next;
  }
  return Buffer.concat(parts);
}
