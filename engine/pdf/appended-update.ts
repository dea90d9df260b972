import { PDFName, type PDFContext, type PDFObject, type PDFRef } from '@cantoo/pdf-lib';
import type { LookOutput } from './field-looks.ts';
import { key } from './known-name.ts';
import type { CopiedObjects } from './object-copy.ts';
import type { PlainPdf } from './parse-on-demand.ts';

const carried = ['Root', 'Info', 'ID'];

/** Objects that are changed or added behind the last byte of a PDF, whose own bytes stay as they are (ISO 32000-1, 7.5.6). */
export class AppendedUpdate implements LookOutput {
  readonly context: PDFContext;
  readonly #source: PlainPdf;
  readonly #parts: Buffer[] = [];
  readonly #starts = new Map<number, { readonly generation: number; readonly at: number }>();
  readonly #changed = new Set<PDFRef>();
  #length: number;
  #next = 1;

  constructor(source: PlainPdf) {
    this.context = source.context;
    this.#source = source;
    for (const number of source.crossReference.places.keys()) this.#next = Math.max(this.#next, number + 1);
    this.#length = source.bytes.length;
    this.#put(Buffer.from('\n'));
  }

  reserve(): number {
    return this.#next++;
  }

  writeText(number: number, body: string): void {
    this.#object(number, Buffer.from(body, 'latin1'));
  }

  writeStream(number: number, dictionary: string, contents: Uint8Array): void {
    this.#object(number, Buffer.concat([Buffer.from(`${dictionary}\nstream\n`, 'latin1'), contents, Buffer.from('\nendstream')]));
  }

  /** Adds objects that were copied from another file under numbers from the next free one on. */
  take({ pieces, starts, next }: CopiedObjects, source: Uint8Array): void {
    for (let at = 0; at < starts.length; at += 2) this.#starts.set(starts[at] ?? 0, { generation: 0, at: this.#length + (starts[at + 1] ?? 0) });
    for (const piece of pieces) this.#put(Buffer.from(piece instanceof Uint8Array ? piece : source.subarray(piece[0], piece[1])));
    this.#next = next;
  }

  /** Notes that the object under a reference was changed: it is written once all changes are made. */
  change(ref: PDFRef): void {
    this.#changed.add(ref);
  }

  /** The file with the update behind it. */
  finish(): Uint8Array {
    for (const ref of this.#changed) {
      const object: PDFObject | undefined = this.context.lookup(ref);
      if (object !== undefined) this.#object(ref.objectNumber, Buffer.from(object.toString(), 'latin1'), ref.generationNumber);
    }
    const { newest } = this.#source.crossReference;
    if (newest.isStream) this.#crossReferenceStream();
    else this.#crossReferenceTable();
    return Buffer.concat([this.#source.bytes, ...this.#parts]);
  }

  #crossReferenceTable(): void {
    const at = this.#length;
    const entries = [...this.#starts].sort(([a], [b]) => a - b).map(([number, { generation, at: start }]) => `${number} 1\n${digits(start, 10)} ${digits(generation, 5)} n \n`);
    this.#put(Buffer.from(`xref\n${entries.join('')}trailer\n<</Size ${this.#next}${this.#trailer()}>>\nstartxref\n${at}\n%%EOF\n`, 'latin1'));
  }

  #crossReferenceStream(): void {
    const own = this.reserve();
    const at = this.#length;
    const starts = [...this.#starts, [own, { generation: 0, at }] as const].sort(([a], [b]) => a - b);
    const data = Buffer.alloc(starts.length * 9);
    for (const [index, [, { generation, at: start }]] of starts.entries()) {
      data.writeUInt8(1, index * 9);
      data.writeUIntBE(start, index * 9 + 1, 6);
      data.writeUInt16BE(generation, index * 9 + 7);
    }
    this.writeStream(own, `<</Type/XRef/Size ${this.#next}/W[1 6 2]/Index[${starts.map(([number]) => `${number} 1`).join(' ')}]${this.#trailer()}/Length ${data.length}>>`, data);
    this.#put(Buffer.from(`startxref\n${at}\n%%EOF\n`));
  }

  #trailer(): string {
    const { trailer, newest } = this.#source.crossReference;
    const kept = carried.map((name) => [name, trailer.get(key(name))] as const).filter(([, value]) => value !== undefined);
    return `${kept.map(([name, value]) => `${PDFName.of(name).toString()} ${value?.toString() ?? ''}`).join('')}/Prev ${newest.at}`;
  }

  #object(number: number, body: Uint8Array, generation = 0): void {
    this.#starts.set(number, { generation, at: this.#length });
    this.#put(Buffer.concat([Buffer.from(`${number} ${generation} obj\n`), body, Buffer.from('\nendobj\n')]));
  }

  #put(bytes: Buffer): void {
    this.#parts.push(bytes);
    this.#length += bytes.length;
  }
}

function digits(value: number, count: number): string {
  return String(value).padStart(count, '0');
}
