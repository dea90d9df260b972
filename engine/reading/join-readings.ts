import type { RecognisedWord } from './recognised-words.ts';

/** The mean confidence of words, by letters, 0 to 1. */
export function meanConfidence(words: readonly Pick<RecognisedWord, 'text' | 'confidence'>[]): number {
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  return letters === 0 ? 0 : words.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0) / letters;
}

interface Line {
  readonly words: readonly RecognisedWord[];
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Joins readings of the same image in different languages: each line as the language reads it that is surest of it. Within a line tesseract itself takes the first language that
 * is sure enough of a word, and so writes one language's words in another one's letters.
 */
export function joinReadings(readings: readonly (readonly RecognisedWord[])[]): RecognisedWord[] {
  const [base = [], ...others] = [...readings].sort((a, b) => meanConfidence(b) - meanConfidence(a));
  const elsewhere = others.map(linesOf);
  return linesOf(base).flatMap((line) => {
    const rivals = elsewhere.flatMap((lines) => lines.filter((rival) => isSameLine(line, rival)));
    const best = rivals.reduce((surest, rival) => (meanConfidence(rival.words) > meanConfidence(surest.words) ? rival : surest), line);
    const number = line.words[0]?.line ?? 0;
    return best.words.map((word) => ({ ...word, line: number }));
  });
}

function linesOf(words: readonly RecognisedWord[]): Line[] {
  return [...Map.groupBy(words, ({ line }) => line).values()].map((line) => ({
    words: line, left: Math.min(...line.map(({ left }) => left)), top: Math.min(...line.map(({ top }) => top)),
    right: Math.max(...line.map(({ right }) => right)), bottom: Math.max(...line.map(({ bottom }) => bottom)),
  }));
}

/** Nearly all of each line is in the other one's place. */
function isSameLine(a: Line, b: Line): boolean {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width >= 0.8 * Math.max(a.right - a.left, b.right - b.left) && height >= 0.6 * Math.max(a.bottom - a.top, b.bottom - b.top);
}
