import { PDFContext, PDFDict, PDFNumber, PDFRawStream, PDFRef, type PDFObject } from '@cantoo/pdf-lib';
import { readCrossReference, type CrossReference, type ObjectPlace } from './cross-reference.ts';
import { key } from './known-name.ts';
import { ObjectSyntax, OddSyntax, TextEnds } from './object-syntax.ts';
import type { ParsedPdf } from './parse-pdf.ts';
import { decodedStream } from './stream-data.ts';

/** Ranges of the file that are not at hand: each is the data of one stream. */
type Holes = readonly (readonly [from: number, to: number])[];

/** A plainly written PDF, with what an update at its end has to go on from. */
export interface PlainPdf extends ParsedPdf {
  readonly crossReference: CrossReference;
}

type Lookup = (object: PDFObject | undefined, ...types: unknown[]) => PDFObject | undefined;

const [firstGuess, growth] = [1024, 16];
const [mostPacked, mostTextBytes] = [1e6, 64 * 2 ** 20];

/**
 * Opens a plainly written PDF: its objects are read when they are first looked up, so that what no page needs costs nothing. The values are those of `parsePdf`. Throws `OddSyntax`, here or at a look-up, for a file that is damaged,
 * encrypted or written in a rare way, and where a hole is not exactly the data of one stream: the caller then parses it as a whole. `enumerateIndirectObjects` knows only what was looked up.
 */
export function parseOnDemand(source: Uint8Array, holes: Holes = []): PlainPdf {
  const context = PDFContext.create();
  const reader = new ObjectReader(source, holes, context);
  const [lookup, lookupMaybe] = [context.lookup.bind(context) as Lookup, context.lookupMaybe.bind(context) as Lookup];
  Object.assign(context, {
    lookup: (object: PDFObject | undefined, ...types: unknown[]) => lookup(reader.known(object), ...types),
    lookupMaybe: (object: PDFObject | undefined, ...types: unknown[]) => lookupMaybe(reader.known(object), ...types),
  });
  const crossReference = reader.open();
  const root = crossReference.trailer.get(key('Root'));
  const catalog = context.lookup(root);
  if (root === undefined || !(catalog instanceof PDFDict) || !catalog.has(key('Pages'))) throw new OddSyntax('no catalog');
  context.trailerInfo = { Root: root };
  return { bytes: source, context, catalog, crossReference };
}

class ObjectReader {
  readonly #source: Uint8Array;
  readonly #bytes: Buffer;
  readonly #holes: Holes;
  readonly #context: PDFContext;
  readonly #known = new Set<PDFRef>();
  readonly #packed = new Map<number, { readonly text: string; readonly numbers: readonly number[]; readonly starts: readonly number[] }>();
  #places: CrossReference['places'] = new Map();

  constructor(source: Uint8Array, holes: Holes, context: PDFContext) {
    this.#source = source;
    this.#bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
    this.#holes = holes;
    this.#context = context;
  }

  open(): CrossReference {
    const found = readCrossReference(this.#bytes, this.#context, (at) => {
      const object = this.#objectAt(at, undefined);
      if (!(object instanceof PDFRawStream)) throw new OddSyntax('no cross-reference stream');
      this.#mustBeWhole(object);
      return object;
    });
    this.#places = found.places;
    return found;
  }

  /** The same, once the object that a reference names has been read. */
  known(ref: PDFObject | undefined): PDFObject | undefined {
    if (!(ref instanceof PDFRef) || this.#known.has(ref)) return ref;
    this.#known.add(ref);
    const place = this.#places.get(ref.objectNumber);
    // A file that lacks what it refers to may have it all the same, where its cross-reference is wrong.
    if (place === undefined || ('at' in place ? place.generation : 0) !== ref.generationNumber) throw new OddSyntax('an object is missing');
    this.#context.assign(ref, this.#read(ref.objectNumber, place));
    return ref;
  }

  #read(number: number, place: ObjectPlace): PDFObject {
    return 'at' in place ? this.#objectAt(place.at, [number, place.generation]) : this.#packedObject(number, place);
  }

  #objectAt(at: number, expected: readonly [number, number] | undefined): PDFObject {
    for (let size = firstGuess; ; size *= growth) {
      const end = Math.min(this.#bytes.length, at + size);
      try {
        return this.#objectIn(at, end, expected);
      } catch (error) {
        if (!(error instanceof TextEnds) || end === this.#bytes.length || size > mostTextBytes) throw error;
      }
    }
  }

  #objectIn(at: number, end: number, expected: readonly [number, number] | undefined): PDFObject {
    const syntax = new ObjectSyntax(this.#context, this.#bytes.toString('latin1', at, end));
    const [number, generation] = [syntax.integer(), syntax.integer()];
    if (!syntax.takes('obj') || (expected !== undefined && (number !== expected[0] || generation !== expected[1]))) throw new OddSyntax('another object');
    const object = syntax.object();
    const isStream = object instanceof PDFDict && syntax.takes('stream');
    if (!isStream && !syntax.takes('endobj')) throw new OddSyntax('an object does not end');
    this.#mustBeAtHand(at, at + syntax.at);
    if (!isStream) return object;
    return PDFRawStream.of(object, this.#contents(object, at + syntax.at));
  }

  #contents(dict: PDFDict, after: number): Uint8Array {
    const from = this.#bytes[after] === 0x0d && this.#bytes[after + 1] === 0x0a ? after + 2 : this.#bytes[after] === 0x0a ? after + 1 : undefined;
    const length = this.#context.lookup(dict.get(key('Length')));
    if (from === undefined || !(length instanceof PDFNumber)) throw new OddSyntax('a stream does not begin');
    const to = from + length.asNumber();
    if (!(to >= from && to <= this.#bytes.length) || !/^\s{0,4}endstream/u.test(this.#bytes.toString('latin1', to, to + 16))) throw new OddSyntax('a stream does not end');
    const hole = this.#holeWithin(from, to);
    if (hole !== undefined && (hole[0] !== from || hole[1] !== to)) throw new OddSyntax('a hole is no stream');
    return this.#source.subarray(from, to);
  }

  #packedObject(number: number, { stream, index }: { readonly stream: number; readonly index: number }): PDFObject {
    const { text, numbers, starts } = this.#packedObjects(stream);
    const start = starts[index];
    if (numbers[index] !== number || start === undefined) throw new OddSyntax('another object');
    return new ObjectSyntax(this.#context, text, start).object();
  }

  #packedObjects(stream: number): { readonly text: string; readonly numbers: readonly number[]; readonly starts: readonly number[] } {
    const known = this.#packed.get(stream);
    if (known !== undefined) return known;
    const place = this.#places.get(stream);
    const object = place !== undefined && 'at' in place ? this.#objectAt(place.at, [stream, place.generation]) : undefined;
    if (!(object instanceof PDFRawStream)) throw new OddSyntax('no object stream');
    this.#mustBeWhole(object);
    const data = decodedStream(object);
    const [count, first] = ['N', 'First'].map((name) => this.#context.lookup(object.dict.get(key(name)))).map((value) => (value instanceof PDFNumber ? value.asNumber() : -1));
    if (data === undefined || count === undefined || first === undefined || count < 0 || count > mostPacked || first < 0) throw new OddSyntax('no object stream');
    const text = `${Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('latin1')}\n`;
    const head = new ObjectSyntax(this.#context, text);
    const [numbers, starts]: [number[], number[]] = [[], []];
    for (let index = 0; index < count; index++) {
      numbers.push(head.integer());
      starts.push(first + head.integer());
    }
    const packed = { text, numbers, starts };
    this.#packed.set(stream, packed);
    return packed;
  }

  #mustBeWhole({ contents }: PDFRawStream): void {
    const from = contents.byteOffset - this.#source.byteOffset;
    this.#mustBeAtHand(from, from + contents.length);
  }

  #mustBeAtHand(from: number, to: number): void {
    if (this.#holeWithin(from, to) !== undefined) throw new OddSyntax('a hole is no stream');
  }

  // The first hole that has bytes in a range; they lie in order.
  #holeWithin(from: number, to: number): Holes[number] | undefined {
    let [low, high] = [0, this.#holes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#holes[middle]?.[1] ?? 0) > from) high = middle;
      else low = middle + 1;
    }
    const hole = this.#holes[low];
    return hole !== undefined && hole[0] < to ? hole : undefined;
  }
}
