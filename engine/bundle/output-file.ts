import type { OutputPiece } from '../pdf/object-copy.ts';

const gatherBytes = 512 * 1024;

/** A PDF file on its way to a stream: objects go out as they come, only their places are remembered. */
export class OutputFile {
  readonly #write: (chunk: Uint8Array) => Promise<void>;
  #places = new Float64Array(4096);
  #gathered: Uint8Array[] = [];
  #gatheredBytes = 0;
  #next: number;
  /** Bytes given so far. */
  length = 0;

  /** `firstFree` is the first object number that `reserve` gives. */
  constructor(write: (chunk: Uint8Array) => Promise<void>, firstFree: number) {
    this.#write = write;
    this.#next = firstFree;
  }

  get next(): number {
    return this.#next;
  }

  reserve(): number {
    return this.#next++;
  }

  /** Takes all numbers below `next`. */
  reserveUpTo(next: number): void {
    this.#next = Math.max(this.#next, next);
  }

  async begin(): Promise<void> {
    await this.put(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'));
  }

  /** Notes that an object starts at a place of the file. */
  place(number: number, offset: number): void {
    if (number >= this.#places.length) {
      const grown = new Float64Array(Math.max(number + 1, this.#places.length * 2));
      grown.set(this.#places);
      this.#places = grown;
    }
    this.#places[number] = offset;
  }

  async put(bytes: Uint8Array): Promise<void> {
    this.length += bytes.length;
    if (bytes.length >= gatherBytes) {
      await this.flush();
      await this.#write(bytes);
      return;
    }
    this.#gathered.push(bytes);
    this.#gatheredBytes += bytes.length;
    if (this.#gatheredBytes >= gatherBytes) await this.flush();
  }

  /** Writes pieces of one source, ranges taken from its bytes. */
  async putPieces(pieces: readonly OutputPiece[], source: Uint8Array): Promise<void> {
    for (const piece of pieces) {
      if (piece instanceof Uint8Array) {
        await this.put(piece);
        continue;
      }
      const [from, to] = piece;
      if (!(from >= 0 && from <= to && to <= source.length)) throw new RangeError('a range lies outside its source');
      await this.put(source.subarray(from, to));
    }
  }

  async object(number: number, body: string, data?: Uint8Array): Promise<void> {
    this.place(number, this.length);
    await this.put(Buffer.from(`${number} 0 obj\n${body}\n${data === undefined ? 'endobj\n' : 'stream\n'}`, 'latin1'));
    if (data === undefined) return;
    await this.put(data);
    await this.put(Buffer.from('\nendstream\nendobj\n', 'latin1'));
  }

  /** Writes the cross-reference table and the trailer, and lets everything out. */
  async end(trailer: string): Promise<void> {
    const start = this.length;
    const size = this.#next;
    await this.put(Buffer.from(`xref\n0 ${size}\n`, 'latin1'));
    const free: number[] = [];
    for (let number = 0; number < size; number++) if (number === 0 || (this.#places[number] ?? 0) === 0) free.push(number);
    const nextFree = new Map(free.map((number, at) => [number, free[at + 1] ?? 0]));
    let lines = '';
    for (let number = 0; number < size; number++) {
      const then = nextFree.get(number);
      lines += then === undefined
        ? `${String(this.#places[number] ?? 0).padStart(10, '0')} 00000 n \n`
        : `${String(then).padStart(10, '0')} ${number === 0 ? '65535' : '00000'} f \n`;
      if (lines.length > 65_536) {
        await this.put(Buffer.from(lines, 'latin1'));
        lines = '';
      }
    }
    await this.put(Buffer.from(`${lines}trailer\n<</Size ${size}${trailer}>>\nstartxref\n${start}\n%%EOF\n`, 'latin1'));
    await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#gatheredBytes === 0) return;
    const chunk = this.#gathered.length === 1 ? this.#gathered[0] : Buffer.concat(this.#gathered);
    this.#gathered = [];
    this.#gatheredBytes = 0;
    if (chunk !== undefined) await this.#write(chunk);
  }
}
