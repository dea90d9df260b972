import type { Word } from '../../shared/page-text.ts';

const fewestLetters = 3;

/**
 * Whether words that a PDF carries are text that a person could have typed: not empty, not unmapped glyphs (private use, replacement and
 * control characters), not letters in an order that no language has.
 */
export function isRealText(words: readonly Pick<Word, 'text'>[]): boolean {
  const text = words.map((word) => word.text).join(' ');
  const characters = text.match(/\S/gu)?.length ?? 0;
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (letters < fewestLetters) return false;
  const broken = text.match(/[\p{Co}\p{Cn}\p{Cc}\p{Cs}\ufffd]/gu)?.length ?? 0;
  if (broken > characters * 0.1) return false;
  if (letters < characters * 0.35) return false;
  const latinWords = text.match(/(?<![\p{L}\p{N}])\p{Script=Latin}{4,}(?![\p{L}\p{N}])/gu) ?? [];
  const spoken = latinWords.filter((word) => /[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýăąėęěįőűůųı]/iu.test(word) && !/[^aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýăąėęěįőűůųı]{7}/iu.test(word));
  return latinWords.length < 8 || spoken.length >= latinWords.length * 0.6;
}
