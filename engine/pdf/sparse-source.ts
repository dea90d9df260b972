/** A PDF file without the inside of its large pictures and font files, which nobody needs to parse it: what is sent to a worker instead of the whole. */
export interface SparseSource {
  readonly size: number;
  readonly parts: readonly { readonly at: number; readonly bytes: Uint8Array }[];
  /** Ranges that are missing: each the data of one stream. */
  readonly holes: readonly (readonly [from: number, to: number])[];
}

const leastHole = 16_384;
// Memory is taken up only for what is written to it.
const leastRoom = 16 * 2 ** 20;
const longestDictionary = 2048;
const streamWord = Buffer.from('stream');
const objectWord = Buffer.from(' obj');
const eligible = /\/Image\b|\/Length1\b|\/FontFile|\/(?:Type1C|CIDFontType0C|OpenType)\b/u;
// Streams that a parser decodes, and names written in another way.
const excluded = /ObjStm|XRef|#|endobj/u;

/**
 * Leaves out the data of large picture and font streams that state their length. It looks for bytes, it does not parse: whoever parses the rest has to
 * find each hole to be the data of one such stream (`holesAreStreams`), and ask for the whole file otherwise.
 */
export function sparseSource(source: Uint8Array): SparseSource {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  const parts: { at: number; bytes: Uint8Array }[] = [];
  const holes: [number, number][] = [];
  let kept = 0;
  for (let at = bytes.indexOf(streamWord); at >= 0; at = bytes.indexOf(streamWord, at)) {
    const hole = holeAfter(bytes, at);
    if (hole === undefined) {
      at += streamWord.length;
      continue;
    }
    parts.push({ at: kept, bytes: bytes.subarray(kept, hole[0]) });
    holes.push(hole);
    kept = at = hole[1];
  }
  parts.push({ at: kept, bytes: bytes.subarray(kept) });
  return { size: bytes.length, parts, holes };
}

function holeAfter(bytes: Buffer, at: number): [number, number] | undefined {
  const after = at + streamWord.length;
  const from = bytes[after] === 0x0d && bytes[after + 1] === 0x0a ? after + 2 : bytes[after] === 0x0a ? after + 1 : undefined;
  if (from === undefined || bytes[at - 1] === undefined) return undefined;
  const before = Math.max(0, at - longestDictionary);
  const object = bytes.lastIndexOf(objectWord, at);
  if (object < before) return undefined;
  const dictionary = bytes.toString('latin1', object, at);
  if (!eligible.test(dictionary) || excluded.test(dictionary)) return undefined;
  const length = Number(/\/Length\s+(\d{1,10})(?!\d|\s+\d+\s+R)/u.exec(dictionary)?.[1] ?? 0);
  if (length < leastHole || from + length > bytes.length) return undefined;
  return /^\s*endstream/u.test(bytes.toString('latin1', from + length, from + length + 16)) ? [from, from + length] : undefined;
}

/** Makes sources whole, with zeros in their holes, one after another in the same memory: what a source's bytes were is gone with the next one. */
export class SourceExpander {
  #room = new Uint8Array();
  #filled: SparseSource['parts'] = [];

  expand({ size, parts }: SparseSource): Uint8Array {
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return only.bytes;
    for (const { at, bytes } of this.#filled) this.#room.fill(0, at, at + bytes.length);
    if (this.#room.length < size) this.#room = new Uint8Array(Math.max(size, leastRoom));
    this.#filled = parts;
    for (const { at, bytes } of parts) this.#room.set(bytes, at);
    return this.#room.subarray(0, size);
  }
}
