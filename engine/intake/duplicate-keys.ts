import { createHash } from 'node:crypto';
import type { IntakeFacts } from './rendition.ts';

/** What tells that two documents of a case are the same or nearly so. Equal keys are for a person to look at; nothing is dropped on their account. */
export interface DuplicateKeys {
  /** The same e-mail, whatever file it came in: its Message-ID, folded. */
  readonly message?: string;
  /** Sixteen numbers that near-identical texts share for the most part; absent for a text too short to be compared. */
  readonly text?: readonly number[];
}

const shingleWords = 4;
const fewestShingles = 12;
const bands = 16;

/**
 * Computes the keys of one document from its facts and the words of its pages. The text key is a MinHash (Broder 1997) over runs of four words,
 * folded, so that the same page read twice by OCR, or under another letterhead, still matches: see `textLikeness`.
 */
export function duplicateKeys(facts: IntakeFacts, words: readonly string[] = []): DuplicateKeys {
  const messageId = facts['messageId'];
  const message = typeof messageId === 'string' ? messageId.trim().replace(/^<|>$/g, '').toLowerCase() : '';
  const text = textKey(words);
  return { ...(message === '' ? {} : { message }), ...(text === undefined ? {} : { text }) };
}

/** The share of runs of words that two texts are likely to have in common, 0 to 1. From about 0.6 on they are the same text for a reader. */
export function textLikeness(a: readonly number[], b: readonly number[]): number {
  return a.filter((value, index) => value === b[index]).length / Math.max(a.length, b.length, 1);
}

function textKey(words: readonly string[]): number[] | undefined {
  const folded = words.map((word) => word.normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()).filter((word) => word !== '');
  const shingles = new Set<string>();
  for (let at = 0; at + shingleWords <= folded.length; at++) shingles.add(folded.slice(at, at + shingleWords).join(' '));
  if (shingles.size < fewestShingles) return undefined;
  const least = new Array<number>(bands).fill(0xffffffff);
  for (const shingle of shingles) {
    const digest = createHash('sha512').update(shingle).digest();
    for (let band = 0; band < bands; band++) least[band] = Math.min(least[band] ?? 0xffffffff, digest.readUInt32LE(band * 4));
  }
  return least;
}
