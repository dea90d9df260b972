import { inflateSync } from 'node:zlib';
import { PDFArray, PDFDict, PDFNumber, type PDFContext } from '@cantoo/pdf-lib';
import { key } from './known-name.ts';
import { ObjectSyntax, OddSyntax } from './object-syntax.ts';

/** Where an object lies: at a place of the file, or as the n-th (0-based) of an object stream. */
export type ObjectPlace = { readonly at: number; readonly generation: number } | { readonly stream: number; readonly index: number };

/** The objects of a file as its cross-reference names them, and the newest trailer. */
export interface CrossReference {
  /** Undefined for an object that is free. */
  readonly places: ReadonlyMap<number, ObjectPlace | undefined>;
  readonly trailer: PDFDict;
  /** Where the newest section begins, and whether it is a stream. */
  readonly newest: { readonly at: number; readonly isStream: boolean };
}

/** Reads a stream object at a place of the file. */
type ReadStreamAt = (at: number) => { readonly dict: PDFDict; readonly contents: Uint8Array };

const tailBytes = 2048;
const trailerBytes = 65_536;
const mostSections = 100;
const largestTable = 64 * 2 ** 20;
const entryBytes = 20;
const tableEntry = /^\d{10} \d{5} [nf](?: \r| \n|\r\n)$/u;
const subsection = /\s*(\d{1,10}) (\d{1,10})[ \r\n]+/uy;

/** Reads the cross-reference of a file (ISO 32000-1, 7.5.4 and 7.5.8), newest section first; throws `OddSyntax` for one that is not plain, of a hybrid file, or of an encrypted one. */
export function readCrossReference(bytes: Buffer, context: PDFContext, readStreamAt: ReadStreamAt): CrossReference {
  const tail = bytes.toString('latin1', Math.max(0, bytes.length - tailBytes));
  let next: number | undefined = Number(/startxref\s+(\d{1,15})\s+%%EOF\s*$/u.exec(tail)?.[1]);
  const places = new Map<number, ObjectPlace | undefined>();
  const start = next;
  let newest: PDFDict | undefined;
  for (let section = 0; next !== undefined; section++) {
    if (!(next > 0 && next < bytes.length) || section > mostSections) throw new OddSyntax('no cross-reference');
    const trailer: PDFDict = bytes.toString('latin1', next, next + 4) === 'xref' ? readTable(bytes, next, { context, places }) : readStream(readStreamAt(next), places);
    if (trailer.has(key('Encrypt')) || trailer.has(key('XRefStm'))) throw new OddSyntax('encrypted, or a hybrid file');
    newest ??= trailer;
    next = numberIn(trailer, 'Prev');
  }
  if (newest === undefined) throw new OddSyntax('no trailer');
  return { places, trailer: newest, newest: { at: start, isStream: newest.get(key('Type')) === key('XRef') } };
}

interface Known {
  readonly context: PDFContext;
  readonly places: Map<number, ObjectPlace | undefined>;
}

function readTable(bytes: Buffer, from: number, { context, places }: Known): PDFDict {
  const end = bytes.indexOf('trailer', from);
  if (end < 0) throw new OddSyntax('no trailer');
  const text = bytes.toString('latin1', from + 4, end);
  let at = 0;
  for (subsection.lastIndex = 0; ; subsection.lastIndex = at) {
    const [head, first, count] = subsection.exec(text) ?? [];
    if (head === undefined) break;
    at += head.length;
    for (let index = 0; index < Number(count); index++) {
      const entry = text.slice(at, at + entryBytes);
      if (!tableEntry.test(entry)) throw new OddSyntax('no entry');
      at += entryBytes;
      const number = Number(first) + index;
      if (!places.has(number)) places.set(number, entry[17] === 'n' ? { at: Number(entry.slice(0, 10)), generation: Number(entry.slice(11, 16)) } : undefined);
    }
  }
  if (text.slice(at).trim() !== '') throw new OddSyntax('no table');
  return new ObjectSyntax(context, bytes.toString('latin1', end + 7, end + trailerBytes)).dictionary();
}

function readStream({ dict, contents }: ReturnType<ReadStreamAt>, places: Known['places']): PDFDict {
  const widths = numbersIn(dict, 'W');
  if (dict.get(key('Type')) !== key('XRef') || widths.length !== 3 || widths.some((width) => width > 6)) throw new OddSyntax('no cross-reference stream');
  const [kindBytes = 0, firstBytes = 0, secondBytes = 0] = widths;
  const data = withoutPredictor(dict, contents);
  const ranges = dict.has(key('Index')) ? numbersIn(dict, 'Index') : [0, numberIn(dict, 'Size') ?? 0];
  let at = 0;
  const field = (width: number): number => (width === 0 ? 0 : data.readUIntBE((at += width) - width, width));
  for (let range = 0; range + 1 < ranges.length; range += 2) {
    const [first = 0, count = 0] = [ranges[range], ranges[range + 1]];
    if (at + count * (kindBytes + firstBytes + secondBytes) > data.length) throw new OddSyntax('a cross-reference is cut short');
    for (let number = first; number < first + count; number++) {
      const kind = kindBytes === 0 ? 1 : field(kindBytes);
      const [one, two] = [field(firstBytes), field(secondBytes)];
      if (!places.has(number)) places.set(number, kind === 1 ? { at: one, generation: two } : kind === 2 ? { stream: one, index: two } : undefined);
    }
  }
  return dict;
}

// As nearly every writer packs it: Flate, each row as it is or as what changed from the row above (7.4.4.4).
function withoutPredictor(dict: PDFDict, contents: Uint8Array): Buffer {
  const filter = dict.get(key('Filter'));
  const data = filter === undefined ? Buffer.from(contents.buffer, contents.byteOffset, contents.length) : filter === key('FlateDecode') ? inflateSync(contents, { maxOutputLength: largestTable }) : undefined;
  if (data === undefined) throw new OddSyntax('another filter');
  const parameters = dict.get(key('DecodeParms'));
  if (parameters === undefined) return data;
  if (!(parameters instanceof PDFDict)) throw new OddSyntax('parameters elsewhere');
  const predictor = numberIn(parameters, 'Predictor') ?? 1;
  if (predictor === 1) return data;
  const columns = numberIn(parameters, 'Columns') ?? 1;
  if (predictor < 10 || parameters.has(key('Colors')) || parameters.has(key('BitsPerComponent'))) throw new OddSyntax('another predictor');
  const rows = Math.floor(data.length / (columns + 1));
  const plain = Buffer.alloc(rows * columns);
  for (let row = 0; row < rows; row++) {
    const tag = data[row * (columns + 1)];
    if (tag !== 0 && tag !== 2) throw new OddSyntax('another predictor');
    for (let column = 0; column < columns; column++) {
      const above = tag === 2 && row > 0 ? (plain[(row - 1) * columns + column] ?? 0) : 0;
      plain[row * columns + column] = (data[row * (columns + 1) + 1 + column] ?? 0) + above;
    }
  }
  return plain;
}

function numberIn(dict: PDFDict, name: string): number | undefined {
  const value = dict.get(key(name));
  if (value === undefined) return undefined;
  if (!(value instanceof PDFNumber) || !Number.isInteger(value.asNumber()) || value.asNumber() < 0) throw new OddSyntax('no whole number');
  return value.asNumber();
}

function numbersIn(dict: PDFDict, name: string): number[] {
  const list = dict.get(key(name));
  if (!(list instanceof PDFArray)) throw new OddSyntax('no array');
  return list.asArray().map((value) => {
    if (!(value instanceof PDFNumber) || !Number.isInteger(value.asNumber()) || value.asNumber() < 0) throw new OddSyntax('no whole number');
    return value.asNumber();
  });
}
