/** Reads a stream of chunks by exact lengths and by lines. */
export class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #buffer: Buffer = Buffer.alloc(0);
  #ended = false;
  /** Bytes handed out so far. */
  position = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async #pull(): Promise<boolean> {
    if (this.#ended) return false;
    const next = await this.#source.next();
    if (next.done === true) {
      this.#ended = true;
      return false;
    }
    const chunk = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    return true;
  }

  /** Up to `length` bytes; fewer only at the end of the stream. */
  async upTo(length: number): Promise<Buffer> {
    const taken = this.#buffer.length >= length || this.#ended ? this.#split(length) : await this.#gather(length);
    this.position += taken.length;
    return taken;
  }

  #split(length: number): Buffer {
    const taken = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(taken.length);
    return taken;
  }

  /** Only what straddles chunks is copied; what is left of the last chunk stays where it is. */
  async #gather(length: number): Promise<Buffer> {
    const parts = [this.#buffer];
    let missing = length - this.#buffer.length;
    while (missing > 0) {
      const next = await this.#source.next();
      if (next.done === true) {
        this.#ended = true;
        this.#buffer = Buffer.alloc(0);
        break;
      }
      const chunk = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
      parts.push(chunk.subarray(0, missing));
      this.#buffer = chunk.subarray(missing);
      missing -= Math.min(missing, chunk.length);
    }
    return parts.length === 2 && parts[0]?.length === 0 ? (parts[1] ?? this.#buffer) : Buffer.concat(parts);
  }

  /** What is buffered, at most `most` bytes, pulling once when nothing is; empty at the end of the stream. */
  async some(most: number): Promise<Buffer> {
    while (this.#buffer.length === 0) if (!(await this.#pull())) return this.#buffer;
    const taken = this.#buffer.subarray(0, most);
    this.#buffer = this.#buffer.subarray(taken.length);
    this.position += taken.length;
    return taken;
  }

  /** The next line without its `\n`; undefined when the stream ends, or `most` bytes pass, before one. */
  async line(most: number): Promise<Buffer | undefined> {
    let from = 0;
    for (;;) {
      const at = this.#buffer.indexOf(0x0a, from);
      if (at >= 0) {
        const line = this.#buffer.subarray(0, at);
        this.#buffer = this.#buffer.subarray(at + 1);
        this.position += at + 1;
        return at <= most ? line : undefined;
      }
      from = this.#buffer.length;
      if (from > most || !(await this.#pull())) return undefined;
    }
  }

  /** Whether nothing is left. */
  async atEnd(): Promise<boolean> {
    while (this.#buffer.length === 0) if (!(await this.#pull())) return true;
    return false;
  }

  /** All that is left. */
  async *rest(): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const chunk = await this.some(1 << 20);
      if (chunk.length === 0) return;
      yield chunk;
    }
  }

  /** Closes the source without reading it to its end. */
  async close(): Promise<void> {
    this.#ended = true;
    await this.#source.return?.();
  }
}
