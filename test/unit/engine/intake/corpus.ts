import { readdirSync, readFileSync } from 'node:fs';

export interface CorpusFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const folders = ['corpus/msg', 'corpus/pdfium', 'corpus/py-pdf-samples', 'intake'].map((name) => new URL(`../../../fixtures/${name}/`, import.meta.url));

/** All files of the corpus, in a fixed order. */
export function readCorpus(): CorpusFile[] {
  return folders.flatMap((folder) => readdirSync(folder).filter((name) => !name.endsWith('.md')).sort().map((name) => ({ name, bytes: readFileSync(new URL(encodeURIComponent(name), folder)) })));
}

/** A reproducible source of numbers from 0 to 1 (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Damages a file: flips bytes, cuts it off, or splices a piece of another one into it. */
export function mutate(file: CorpusFile, other: CorpusFile, random: () => number): CorpusFile {
  const bytes = Buffer.from(file.bytes);
  const place = (length: number): number => Math.floor(random() * length);
  const way = place(3);
  if (way === 0) {
    const flips = 1 + place(40);
    for (let flip = 0; flip < flips; flip++) bytes[place(bytes.length)] = place(256);
    return { name: file.name, bytes };
  }
  if (way === 1) return { name: file.name, bytes: bytes.subarray(0, 1 + place(bytes.length)) };
  const from = place(other.bytes.byteLength);
  const piece = other.bytes.subarray(from, from + 1 + place(4000));
  const at = place(bytes.length);
  return { name: file.name, bytes: Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at + place(piece.byteLength))]) };
}
