import {
  PDFArray, PDFBool, PDFDict, PDFHexString, PDFName, PDFNull, PDFNumber, PDFRawStream, PDFRef, PDFStream, PDFString, type PDFContext, type PDFObject,
} from '@cantoo/pdf-lib';
import { key } from './known-name.ts';

/** A piece of output: bytes of its own, or a range of the source file that goes out as it is. */
export type OutputPiece = Uint8Array | readonly [from: number, to: number];

/** What a walk through a source's objects wrote: pieces in order, and where each object starts: its number, then its offset in these pieces, one after another. */
export interface CopiedObjects {
  readonly pieces: readonly OutputPiece[];
  readonly starts: Float64Array;
  /** Number of the next free object. */
  readonly next: number;
}

/** Decides what becomes of an object that is reached: its own text, or undefined to copy it as it is. */
export type ReplaceObject = (object: PDFObject) => string | undefined;

const literalBytes = 65_536;

// Never carried over: they lead out of the page, run something, or describe the source file (ISO 32000-1: 14.5, 14.3.2, 12.6.3, 14.7.4.4, 14.13).
const droppedKeys = new Set(['PieceInfo', 'Metadata', 'AA', 'StructParent', 'StructParents', 'AF', 'Thumb', 'LastModified'].map((key) => PDFName.of(key)));
const length = PDFName.of('Length');

/** Copies objects of one parsed source under new numbers, everything that is reached from what is asked for and nothing else. */
export class ObjectCopy {
  readonly context: PDFContext;
  readonly #source: Uint8Array;
  readonly #replace: ReplaceObject;
  readonly #numbers = new Map<PDFRef, number>();
  readonly #queue: [PDFRef, number][] = [];
  readonly #starts: number[] = [];
  readonly #pieces: OutputPiece[] = [];
  #text = '';
  #bytes: Buffer[] = [];
  #byteCount = 0;
  #written = 0;
  #next: number;

  constructor(context: PDFContext, source: Uint8Array, first: number, replace: ReplaceObject) {
    this.context = context;
    this.#source = source;
    this.#next = first;
    this.#replace = replace;
  }

  /** Takes a new object number. */
  reserve(): number {
    return this.#next++;
  }

  /** Gives a source object a number that stands for it wherever it is referred to, without copying it. */
  bind(ref: PDFRef, number: number): void {
    this.#numbers.set(ref, number);
  }

  /** The number of a source object's copy, undefined when nothing refers to it. */
  numberOf(ref: PDFRef): number | undefined {
    const number = this.#numbers.get(ref);
    return number === 0 ? undefined : number;
  }

  /** `N 0 R` of the copy of a source object; `null` for one that is missing or not carried over. */
  reference(ref: PDFRef): string {
    const known = this.#numbers.get(ref);
    if (known !== undefined) return known === 0 ? 'null' : `${known} 0 R`;
    const object = this.context.lookup(ref);
    const replaced = object === undefined ? 'null' : this.#replace(object);
    if (replaced !== undefined) {
      if (replaced === 'null') this.#numbers.set(ref, 0);
      return replaced;
    }
    const number = this.reserve();
    this.#numbers.set(ref, number);
    this.#queue.push([ref, number]);
    return `${number} 0 R`;
  }

  /** The text of a direct object, references renumbered. */
  textOf(object: PDFObject): string {
    if (object instanceof PDFRef) return this.reference(object);
    if (object instanceof PDFName || object instanceof PDFString || object instanceof PDFHexString || object instanceof PDFBool) return object.toString();
    if (object instanceof PDFNumber) return numberText(object);
    if (object === PDFNull) return 'null';
    const replaced = this.#replace(object);
    if (replaced !== undefined) return replaced;
    if (object instanceof PDFArray) {
      let text = '[';
      for (let index = 0, size = object.size(); index < size; index++) text += (index === 0 ? '' : ' ') + this.textOf(object.get(index));
      return `${text}]`;
    }
    if (object instanceof PDFDict) return this.dictionary(object);
    return 'null'; // a stream without a number of its own, or an object that could not be parsed
  }

  /** The text of a dictionary; `entries` stand instead of its own where they name the same key, `undefined` leaves a key out. */
  dictionary(dict: PDFDict, entries: Readonly<Record<string, string | undefined>> = {}): string {
    let text = '<<';
    const changed = Object.keys(entries).map(key);
    for (const name of dict.keys()) {
      if (droppedKeys.has(name) || changed.includes(name)) continue;
      text += `${name.toString()} ${this.textOf(dict.get(name, true) ?? PDFNull)}`;
    }
    for (const [name, value] of Object.entries(entries)) if (value !== undefined) text += `/${name} ${value}`;
    return `${text}>>`;
  }

  /** Writes an object with the given text as its body. */
  writeText(number: number, body: string): void {
    this.#start(number);
    this.#putText(`${number} 0 obj\n${body}\nendobj\n`);
  }

  /** Writes a stream object; bytes that lie in the source are referred to, not copied. */
  writeStream(number: number, dictionary: string, contents: Uint8Array): void {
    this.#start(number);
    this.#putText(`${number} 0 obj\n${dictionary}\nstream\n`);
    if (contents.buffer === this.#source.buffer && contents.length > 0) {
      this.#flush();
      const from = contents.byteOffset - this.#source.byteOffset;
      this.#pieces.push([from, from + contents.length]);
      this.#written += contents.length;
    } else {
      this.#putBytes(Buffer.from(contents.buffer, contents.byteOffset, contents.length));
    }
    this.#putText('\nendstream\nendobj\n');
  }

  /** Writes a copy of a stream under a number, with entries changed. */
  writeStreamCopy(number: number, stream: PDFStream, entries: Readonly<Record<string, string | undefined>> = {}): void {
    const contents = stream instanceof PDFRawStream ? stream.contents : stream.getContents();
    this.writeStream(number, this.dictionary(stream.dict, { ...entries, [length.decodeText()]: String(contents.length) }), contents);
  }

  /** Copies all that has been referred to, and answers everything written. */
  finish(): CopiedObjects {
    for (let next = this.#queue.pop(); next !== undefined; next = this.#queue.pop()) {
      const [ref, number] = next;
      const object = this.context.lookup(ref);
      if (object instanceof PDFStream) this.writeStreamCopy(number, object);
      else if (object instanceof PDFDict) this.writeText(number, this.dictionary(object));
      else this.writeText(number, object === undefined ? 'null' : this.textOf(object));
    }
    this.#flush();
    return { pieces: this.#pieces, starts: Float64Array.from(this.#starts), next: this.#next };
  }

  #start(number: number): void {
    this.#starts.push(number, this.#written);
  }

  // Text of one byte a character.
  #putText(text: string): void {
    this.#text += text;
    this.#written += text.length;
    if (this.#text.length > literalBytes) this.#flush();
  }

  #putBytes(bytes: Buffer): void {
    this.#gatherText();
    this.#bytes.push(bytes);
    this.#byteCount += bytes.length;
    this.#written += bytes.length;
    if (this.#byteCount > literalBytes) this.#flush();
  }

  #gatherText(): void {
    if (this.#text === '') return;
    this.#bytes.push(Buffer.from(this.#text, 'latin1'));
    this.#byteCount += this.#text.length;
    this.#text = '';
  }

  #flush(): void {
    this.#gatherText();
    const [first, ...more] = this.#bytes;
    if (first !== undefined) this.#pieces.push(more.length === 0 ? first : Buffer.concat(this.#bytes));
    this.#bytes = [];
    this.#byteCount = 0;
  }
}

// Readers take integers of 64 bits at most.
const largestNumber = 2 ** 53 - 1;

function numberText(number: PDFNumber): string {
  const value = number.asNumber();
  return Math.abs(value) <= largestNumber ? number.toString() : String(Math.sign(value) * largestNumber);
}
