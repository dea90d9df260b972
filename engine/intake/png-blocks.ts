/** The compressed rows of a PNG without transparency, palette or interlacing. */
export interface PngBlocks {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly colours: 1 | 3;
}

/** Takes the IDAT blocks out of a PNG that we encoded (W3C PNG, 11.2): together they are a zlib stream with PNG predictors. Throws on any other PNG. */
export function pngBlocks(png: Uint8Array): PngBlocks {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const blocks: Uint8Array[] = [];
  for (let at = 8; at + 12 <= png.byteLength; at += 12 + view.getUint32(at)) {
    const type = Buffer.from(png.subarray(at + 4, at + 8)).toString('latin1');
    if (type === 'IDAT') blocks.push(png.subarray(at + 8, at + 8 + view.getUint32(at)));
  }
  const colourType = png[25];
  if ((colourType !== 0 && colourType !== 2) || png[28] !== 0) throw new Error('not a plain PNG');
  return { data: Buffer.concat(blocks), width: view.getUint32(16), height: view.getUint32(20), bits: png[24] ?? 8, colours: colourType === 0 ? 1 : 3 };
}
