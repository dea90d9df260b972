/** Advance of every glyph, in `glyphlessUnits`. */
export const glyphlessAdvance = 500;
/** Units of the em square. */
export const glyphlessUnits = 1000;

/** A TrueType program with two blank glyphs, and only the tables that a CIDFontType2 needs (ISO 32000-1, 9.9). */
export function glyphlessProgram(): Uint8Array {
  const head = table(54, [[0, 0x00010000], [4, 0x00010000], [12, 0x5f0f3cf5]], [[16, 0x000b], [18, glyphlessUnits], [40, glyphlessAdvance], [42, glyphlessUnits], [46, 8], [48, 2]]);
  const hhea = table(36, [[0, 0x00010000]], [[4, glyphlessUnits], [6, 0xffff], [10, glyphlessAdvance], [34, 1]]);
  const maxp = table(32, [[0, 0x00010000]], [[4, 2], [14, 1]]);
  const hmtx = table(6, [], [[0, glyphlessAdvance]]);
  const loca = new Uint8Array(6);
  const glyf = new Uint8Array(4);
  const tables: [string, Uint8Array][] = [['glyf', glyf], ['head', head], ['hhea', hhea], ['hmtx', hmtx], ['loca', loca], ['maxp', maxp]];
  const padded = (bytes: Uint8Array): number => (bytes.length + 3) & ~3;
  const total = 12 + 16 * tables.length + tables.reduce((sum, [, bytes]) => sum + padded(bytes), 0);
  const font = new Uint8Array(total);
  const view = new DataView(font.buffer);
  view.setUint32(0, 0x00010000);
  view.setUint16(4, tables.length);
  view.setUint16(6, 64);
  view.setUint16(8, 2);
  view.setUint16(10, tables.length * 16 - 64);
  let offset = 12 + 16 * tables.length;
  let headAt = 0;
  for (const [index, [tag, bytes]] of tables.entries()) {
    const record = 12 + 16 * index;
    for (let letter = 0; letter < 4; letter++) font[record + letter] = tag.charCodeAt(letter);
    font.set(bytes, offset);
    view.setUint32(record + 4, checksum(font.subarray(offset, offset + padded(bytes))));
    view.setUint32(record + 8, offset);
    view.setUint32(record + 12, bytes.length);
    if (tag === 'head') headAt = offset;
    offset += padded(bytes);
  }
  view.setUint32(headAt + 8, (0xb1b0afba - checksum(font)) >>> 0);
  return font;
}

function table(length: number, longs: readonly (readonly [number, number])[], shorts: readonly (readonly [number, number])[]): Uint8Array {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  for (const [at, value] of longs) view.setUint32(at, value);
  for (const [at, value] of shorts) view.setUint16(at, value);
  return bytes;
}

function checksum(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum = 0;
  for (let at = 0; at + 4 <= bytes.byteLength; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}
