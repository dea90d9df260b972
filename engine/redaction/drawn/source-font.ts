import { openTrueType } from '../../pdf/subset-font.ts';
import type { DrawFont } from './draw-state.ts';
import type { ReplacedFont } from './replaced-fonts.ts';
import { moved, NotDrawable, segmentsOf, type FontSource, type Segment, type TrueTypeGlyph } from './draw-element.ts';

const deepestPart = 5;
const hintTables = ['cvt ', 'fpgm', 'prep'];

/** A font that is not in the file, with the outlines that stand in for it. */
export function replacedFont({ loadedName }: DrawFont, traced: ReplacedFont): FontSource {
  const outline = remembered((character: string) => outlineOf(character, traced).map(([code, ...points]): Segment => [code, ...points.map((value) => nearWhole(value * 1000))]));
  return { key: loadedName, kind: 'curves', scale: 0.001, tables: {}, replaced: true, outline, program: outline };
}

/**
 * The font of which a page shows glyphs, as PDF.js has read it: TrueType glyphs as their entries with what hints them, all others as their outlines.
 * `traced` gives PDF.js's outline of a glyph, in ems. Throws on a program that cannot be read.
 */
export function sourceFont(font: DrawFont, traced: (glyph: string) => ArrayLike<number> | undefined): FontSource {
  const tables = font.data === undefined ? new Map<string, Uint8Array>() : tablesOf(font.data);
  const [emScale = 0.001] = font.fontMatrix ?? [];
  const hasEntries = font.data !== undefined && tables.has('glyf');
  const opened = hasEntries ? openTrueType(font.data) : undefined;
  const scale = opened === undefined ? emScale : 1 / opened.unitsPerEm;
  const shapeOf = (name: string): Segment[] => outlineOf(name, traced).map(([code, ...points]): Segment => [code, ...points.map((value) => nearWhole(value / scale))]);
  if (opened === undefined) return { key: font.loadedName, kind: 'curves', scale, tables: {}, ...sameForBoth(remembered(shapeOf)) };
  const metrics = metricsIn(tables);
  const glyphOf = (glyph: number, depth: number): TrueTypeGlyph => {
    if (depth > deepestPart) throw new NotDrawable('letters within letters');
    const parts = opened.partsOf(glyph);
    return { entry: Uint8Array.from(opened.outlineOf(glyph)), parts: parts.map((part) => glyphOf(part.glyph, depth + 1)), ...metrics(glyph) };
  };
  const program = remembered((name) => {
    const glyph = opened.glyphOf(name);
    return glyph === undefined || glyph >= opened.glyphCount ? undefined : glyphOf(glyph, 0);
  });
  return {
    key: font.loadedName, kind: 'truetype', scale, program,
    // A reader sets a glyph so that its leftmost point, as its entry states it, lies at its bearing.
    outline: remembered((name) => {
      const glyph = program(name);
      const shift = glyph === undefined || glyph.entry.length < 10 ? 0 : glyph.bearing - new DataView(glyph.entry.buffer, glyph.entry.byteOffset).getInt16(2);
      return moved(shapeOf(name), (x, y) => [x + shift, y]);
    }),
    tables: Object.fromEntries(hintTables.flatMap((tag) => { const table = tables.get(tag); return table === undefined ? [] : [[tag, Uint8Array.from(table)]]; })),
  };
}

function sameForBoth(outline: FontSource['outline']): Pick<FontSource, 'outline' | 'program'> {
  return { outline, program: outline };
}

function remembered<T>(read: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const found = known.get(name) ?? read(name);
    known.set(name, found);
    return found;
  };
}

/** The name of a letter with an accent that the font puts together from two (Adobe Type 1 Font Format, 8.2: seac). */
export function accented(letter: string, accent: string, x: number, y: number): string {
  return [letter, accent, x, y].join(between);
}

const between = '\u0000';

function outlineOf(name: string, traced: (glyph: string) => ArrayLike<number> | undefined): Segment[] {
  const [letter = '', accent, x = 0, y = 0] = name.split(between);
  const whole = (glyph: string): Segment[] => { const path = traced(glyph); return path === undefined ? [] : segmentsOf(path); };
  return accent === undefined ? whole(letter) : [...whole(letter), ...moved(whole(accent), (left, up) => [left + Number(x), up + Number(y)])];
}

// PDF.js keeps outlines in floating point.
function nearWhole(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) < 0.002 ? whole : value;
}

function tablesOf(data: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return new Map(Array.from({ length: view.getUint16(4) }, (_, index) => {
    const record = 12 + index * 16;
    const offset = view.getUint32(record + 8);
    return [Buffer.from(data.subarray(record, record + 4)).toString('latin1'), data.subarray(offset, offset + view.getUint32(record + 12))];
  }));
}

function metricsIn(tables: ReadonlyMap<string, Uint8Array>): (glyph: number) => { readonly advance: number; readonly bearing: number } {
  const viewOf = (tag: string): DataView => {
    const table = tables.get(tag) ?? new Uint8Array();
    return new DataView(table.buffer, table.byteOffset, table.byteLength);
  };
  const [hhea, hmtx] = [viewOf('hhea'), viewOf('hmtx')];
  const long = hhea.getUint16(34);
  return (glyph) => ({
    advance: hmtx.getUint16(Math.min(glyph, long - 1) * 4),
    bearing: glyph < long ? hmtx.getInt16(glyph * 4 + 2) : hmtx.getInt16(long * 4 + (glyph - long) * 2),
  });
}
