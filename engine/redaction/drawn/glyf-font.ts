import { writeTrueType } from '../../pdf/subset-font.ts';
import type { TrueTypeGlyph } from './draw-element.ts';

const moreParts = 0x0020;

/**
 * A TrueType program that holds glyphs (code = order from 1), their parts, and what hints them, and nothing that tells of other glyphs of the source's font.
 * Sums over all glyphs, which a font states, are written as limits that do not depend on any.
 */
export function glyfFont(glyphs: readonly TrueTypeGlyph[], unitsPerEm: number, hints: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const all: TrueTypeGlyph[] = [{ entry: new Uint8Array(), parts: [], advance: 0, bearing: 0 }, ...glyphs];
  // Parts follow the glyphs that have codes.
  const entries: Uint8Array[] = [];
  for (let index = 0; index < all.length; index++) {
    const { entry, parts } = all[index] ?? { entry: new Uint8Array(), parts: [] };
    const first = all.length;
    all.push(...parts);
    entries.push(withParts(entry, first));
  }
  const loca = new DataView(new ArrayBuffer((all.length + 1) * 4));
  const hmtx = new DataView(new ArrayBuffer(all.length * 4));
  let size = 0;
  for (const [index, { advance, bearing }] of all.entries()) {
    loca.setUint32(index * 4, size);
    size += entries[index]?.length ?? 0;
    hmtx.setUint16(index * 4, advance);
    hmtx.setInt16(index * 4 + 2, bearing);
  }
  loca.setUint32(all.length * 4, size);
  const tables: [string, Uint8Array][] = [
    ...Object.entries(hints), ['glyf', Buffer.concat(entries)], ['head', headTable(unitsPerEm)], ['hhea', hheaTable(unitsPerEm, all.length)],
    ['hmtx', new Uint8Array(hmtx.buffer)], ['loca', new Uint8Array(loca.buffer)], ['maxp', maxpTable(all.length)],
  ];
  return writeTrueType(tables.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The entry with its parts numbered anew, padded to four bytes. */
function withParts(entry: Uint8Array, first: number): Uint8Array {
  const made = new Uint8Array((entry.length + 3) & ~3);
  made.set(entry);
  const view = new DataView(made.buffer);
  if (entry.length < 12 || view.getInt16(0) >= 0) return made;
  let next = first;
  for (let at = 10, more = true; more && at + 4 <= entry.length;) {
    const flags = view.getUint16(at);
    view.setUint16(at + 2, next++);
    more = (flags & moreParts) !== 0;
    at += 4 + ((flags & 0x0001) !== 0 ? 4 : 2) + ((flags & 0x0008) !== 0 ? 2 : (flags & 0x0040) !== 0 ? 4 : (flags & 0x0080) !== 0 ? 8 : 0);
  }
  return made;
}

// OpenType specification. The box of all glyphs is left out, as a font may: the source's may have been computed with glyphs that are gone.
function headTable(unitsPerEm: number): Uint8Array {
  return table(54, [[0, 0x0001_0000], [12, 0x5f0f_3cf5]], [[16, 0x000b], [18, unitsPerEm], [46, 3], [48, 2], [50, 1]]);
}

function hheaTable(unitsPerEm: number, count: number): Uint8Array {
  return table(36, [[0, 0x0001_0000]], [[4, unitsPerEm], [6, (-unitsPerEm >> 2) & 0xffff], [10, 2 * unitsPerEm], [34, count]]);
}

function maxpTable(count: number): Uint8Array {
  const limits = [8_000, 800, 8_000, 800, 2, 2_000, 2_000, 2_000, 500, 4_000, 0xffff, 200, 8];
  return table(32, [[0, 0x0001_0000]], [[4, count], ...limits.map((limit, index): [number, number] => [6 + index * 2, limit])]);
}

function table(length: number, longs: readonly (readonly [number, number])[], shorts: readonly (readonly [number, number])[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(length));
  for (const [at, value] of longs) view.setUint32(at, value);
  for (const [at, value] of shorts) view.setUint16(at, value);
  return new Uint8Array(view.buffer);
}
