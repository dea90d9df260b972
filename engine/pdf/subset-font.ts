/** A TrueType font opened for measuring and for cutting down to the glyphs that are used. */
export interface TrueTypeFont {
  /** Glyph of a character, undefined where the font has none. */
  glyphOf(character: string): number | undefined;
  /** Advance in thousandths of the font size. */
  advanceOf(glyph: number): number;
  readonly ascent: number;
  readonly descent: number;
  readonly boundingBox: readonly [number, number, number, number];
  /** How many glyphs there are. */
  readonly glyphCount: number;
  /** Whether the font classes a glyph as a mark: a dot, a vowel sign, an accent (OpenType GDEF). */
  isMark(glyph: number): boolean;
  /** What a glyph looks like, whatever its number and its parts' numbers: equal for equal outlines, empty for blanks. */
  outlineKey(glyph: number): string;
  /** The entry of a glyph in `glyf`; empty for blanks. */
  outlineOf(glyph: number): Uint8Array;
  /** The parts of a composite glyph with the matrix that sets each; none for a simple one. */
  partsOf(glyph: number): readonly { readonly glyph: number; readonly matrix: readonly [number, number, number, number, number, number] }[];
  readonly unitsPerEm: number;
  /** The program with the outlines of the given glyphs only, glyph numbers kept. */
  subset(glyphs: ReadonlySet<number>): Uint8Array;
}

// ISO 32000-1, 9.9: all that a CIDFontType2 needs.
const keptTables = ['cvt ', 'fpgm', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'prep'];

/** Opens a TrueType font program (sfnt with `glyf` outlines and a Unicode cmap of format 4 or 12). */
export function openTrueType(bytes: Uint8Array): TrueTypeFont {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<string, { offset: number; length: number }>();
  for (let index = 0; index < view.getUint16(4); index++) {
    const record = 12 + index * 16;
    tables.set(Buffer.from(bytes.subarray(record, record + 4)).toString('latin1'), { offset: view.getUint32(record + 8), length: view.getUint32(record + 12) });
  }
  const table = (tag: string): { offset: number; length: number } => {
    const found = tables.get(tag);
    if (found === undefined) throw new Error(`the font has no table ${tag}`);
    return found;
  };
  const head = table('head').offset;
  const unitsPerEm = view.getUint16(head + 18);
  const longLoca = view.getInt16(head + 50) === 1;
  const hhea = table('hhea').offset;
  const metrics = view.getUint16(hhea + 34);
  const hmtx = table('hmtx').offset;
  const loca = table('loca').offset;
  const glyf = table('glyf').offset;
  const glyphs = view.getUint16(table('maxp').offset + 4);
  const em = (value: number): number => Math.round((value * 1000) / unitsPerEm);
  const placeOf = (glyph: number): number => (longLoca ? view.getUint32(loca + glyph * 4) : view.getUint16(loca + glyph * 2) * 2);
  const characterMap = tables.get('cmap');
  const glyphOf = characterMap === undefined ? () => undefined : readCharacterMap(view, characterMap.offset);
  const definitions = tables.get('GDEF');
  const marks = definitions === undefined ? new Set<number>() : readMarks(view, definitions.offset);

  function outlineKey(glyph: number, depth = 0): string {
    const [from, to] = [glyf + placeOf(glyph), glyf + placeOf(glyph + 1)];
    const outline = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from);
    const parts = componentPlaces(view, from, to - from);
    if (parts.length === 0 || depth > 5) return outline.toString('latin1');
    const ends = [...parts.slice(1), to - from];
    return parts.map((at, index) => `${outlineKey(view.getUint16(from + at + 2), depth + 1)}@${outline.toString('latin1', at + 4, ends[index])}`).join('+');
  }

  function subset(wanted: ReadonlySet<number>): Uint8Array {
    const all = new Set<number>([0]);
    const queue = [...wanted];
    for (let glyph = queue.pop(); glyph !== undefined; glyph = queue.pop()) {
      if (all.has(glyph) || glyph >= glyphs) continue;
      all.add(glyph);
      queue.push(...componentsOf(view, glyf + placeOf(glyph), placeOf(glyph + 1) - placeOf(glyph)));
    }
    const newLoca = new DataView(new ArrayBuffer((glyphs + 1) * 4));
    const outlines: Uint8Array[] = [];
    let size = 0;
    for (let glyph = 0; glyph < glyphs; glyph++) {
      newLoca.setUint32(glyph * 4, size);
      if (!all.has(glyph)) continue;
      const outline = bytes.subarray(glyf + placeOf(glyph), glyf + placeOf(glyph + 1));
      const padded = new Uint8Array((outline.length + 3) & ~3);
      padded.set(outline);
      outlines.push(padded);
      size += padded.length;
    }
    newLoca.setUint32(glyphs * 4, size);
    const newHead = bytes.slice(head, head + table('head').length);
    new DataView(newHead.buffer).setInt16(50, 1);
    new DataView(newHead.buffer).setUint32(8, 0);
    const made = new Map<string, Uint8Array>([['glyf', Buffer.concat(outlines)], ['loca', new Uint8Array(newLoca.buffer)], ['head', newHead]]);
    return writeTrueType(keptTables.flatMap((tag): [string, Uint8Array][] => {
      const place = tables.get(tag);
      const own = made.get(tag) ?? (place === undefined ? undefined : bytes.subarray(place.offset, place.offset + place.length));
      return own === undefined ? [] : [[tag, own]];
    }));
  }

  return {
    glyphOf,
    advanceOf: (glyph) => em(view.getUint16(hmtx + Math.min(glyph, metrics - 1) * 4)),
    ascent: em(view.getInt16(hhea + 4)),
    descent: em(view.getInt16(hhea + 6)),
    boundingBox: [em(view.getInt16(head + 36)), em(view.getInt16(head + 38)), em(view.getInt16(head + 40)), em(view.getInt16(head + 42))],
    glyphCount: glyphs,
    isMark: (glyph) => marks.has(glyph),
    outlineKey: (glyph) => outlineKey(glyph),
    outlineOf: (glyph) => bytes.subarray(glyf + placeOf(glyph), glyf + placeOf(glyph + 1)),
    partsOf: (glyph) => {
      const from = glyf + placeOf(glyph);
      return componentPlaces(view, from, placeOf(glyph + 1) - placeOf(glyph)).map((at) => ({ glyph: view.getUint16(from + at + 2), matrix: componentMatrix(view, from + at) }));
    },
    unitsPerEm,
    subset,
  };
}

function readCharacterMap(view: DataView, cmap: number): (character: string) => number | undefined {
  const places = new Map<number, number>();
  for (let index = 0; index < view.getUint16(cmap + 2); index++) {
    const offset = cmap + view.getUint32(cmap + 4 + index * 8 + 4);
    places.set(view.getUint16(offset), offset);
  }
  const full = places.get(12);
  if (full !== undefined) {
    const groups = view.getUint32(full + 12);
    return (character) => {
      const code = character.codePointAt(0) ?? 0;
      for (let group = 0; group < groups; group++) {
        const at = full + 16 + group * 12;
        if (code >= view.getUint32(at) && code <= view.getUint32(at + 4)) return view.getUint32(at + 8) + code - view.getUint32(at) || undefined;
      }
      return undefined;
    };
  }
  const basic = places.get(4);
  if (basic === undefined) throw new Error('the font has no Unicode character map');
  const segments = view.getUint16(basic + 6) / 2;
  return (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code > 0xffff) return undefined;
    for (let segment = 0; segment < segments; segment++) {
      const end = basic + 14 + segment * 2;
      if (code > view.getUint16(end)) continue;
      const start = view.getUint16(end + 2 + segments * 2);
      if (code < start) return undefined;
      const delta = view.getUint16(end + 2 + segments * 4);
      const rangeAt = end + 2 + segments * 6;
      const range = view.getUint16(rangeAt);
      if (range === 0) return ((code + delta) & 0xffff) || undefined;
      const glyph = view.getUint16(rangeAt + range + (code - start) * 2);
      return glyph === 0 ? undefined : (glyph + delta) & 0xffff;
    }
    return undefined;
  };
}

// OpenType specification, GDEF: glyphs of class 3.
function readMarks(view: DataView, gdef: number): Set<number> {
  const marks = new Set<number>();
  const classes = view.getUint16(gdef + 4);
  if (classes === 0) return marks;
  const at = gdef + classes;
  const mark = 3;
  if (view.getUint16(at) === 1) {
    const first = view.getUint16(at + 2);
    for (let index = 0; index < view.getUint16(at + 4); index++) if (view.getUint16(at + 6 + index * 2) === mark) marks.add(first + index);
    return marks;
  }
  for (let range = 0; range < view.getUint16(at + 2); range++) {
    const entry = at + 4 + range * 6;
    if (view.getUint16(entry + 4) !== mark) continue;
    for (let glyph = view.getUint16(entry); glyph <= view.getUint16(entry + 2); glyph++) marks.add(glyph);
  }
  return marks;
}

function componentsOf(view: DataView, offset: number, length: number): number[] {
  return componentPlaces(view, offset, length).map((at) => view.getUint16(offset + at + 2));
}

// Composite glyphs name others: OpenType specification, glyf table, component flags. Places are within the glyph.
function componentPlaces(view: DataView, offset: number, length: number): number[] {
  if (length < 12 || view.getInt16(offset) >= 0) return [];
  const found: number[] = [];
  for (let at = 10, more = true; more && at + 4 <= length; ) {
    const flags = view.getUint16(offset + at);
    found.push(at);
    more = (flags & 0x0020) !== 0;
    at += 4 + ((flags & 0x0001) !== 0 ? 4 : 2) + ((flags & 0x0008) !== 0 ? 2 : (flags & 0x0040) !== 0 ? 4 : (flags & 0x0080) !== 0 ? 8 : 0);
  }
  return found;
}

function componentMatrix(view: DataView, at: number): readonly [number, number, number, number, number, number] {
  const flags = view.getUint16(at);
  const words = (flags & 0x0001) !== 0;
  const offsets = (flags & 0x0002) !== 0;
  const [x, y] = !offsets ? [0, 0] : words ? [view.getInt16(at + 4), view.getInt16(at + 6)] : [view.getInt8(at + 4), view.getInt8(at + 5)];
  const scale = (place: number): number => view.getInt16(at + (words ? 8 : 6) + place * 2) / 0x4000;
  if ((flags & 0x0008) !== 0) return [scale(0), 0, 0, scale(0), x, y];
  if ((flags & 0x0040) !== 0) return [scale(0), 0, 0, scale(1), x, y];
  if ((flags & 0x0080) !== 0) return [scale(0), scale(1), scale(2), scale(3), x, y];
  return [1, 0, 0, 1, x, y];
}

/** Writes an sfnt file of tables in order of their tags, with its checksums (OpenType specification). */
export function writeTrueType(tables: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const header = 12 + tables.length * 16;
  const padded = (length: number): number => (length + 3) & ~3;
  const bytes = new Uint8Array(header + tables.reduce((sum, [, table]) => sum + padded(table.length), 0));
  const view = new DataView(bytes.buffer);
  const power = 2 ** Math.floor(Math.log2(tables.length));
  view.setUint32(0, 0x0001_0000);
  view.setUint16(4, tables.length);
  view.setUint16(6, power * 16);
  view.setUint16(8, Math.log2(power));
  view.setUint16(10, tables.length * 16 - power * 16);
  let offset = header;
  let headAt = 0;
  for (const [index, [tag, table]] of tables.entries()) {
    const record = 12 + index * 16;
    bytes.set(Buffer.from(tag, 'latin1'), record);
    bytes.set(table, offset);
    view.setUint32(record + 4, checksum(view, offset, padded(table.length)));
    view.setUint32(record + 8, offset);
    view.setUint32(record + 12, table.length);
    if (tag === 'head') headAt = offset;
    offset += padded(table.length);
  }
  view.setUint32(headAt + 8, (0xb1b0_afba - checksum(view, 0, bytes.length)) >>> 0);
  return bytes;
}

function checksum(view: DataView, offset: number, length: number): number {
  let sum = 0;
  for (let at = offset; at < offset + length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}
