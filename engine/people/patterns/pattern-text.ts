import { foldDigits } from '../fold.ts';

/** Running text as the patterns read it: same length as the source, digits of any script as 0–9, misread digits mended. */
export interface PatternText {
  readonly text: string;
  /** The same with its letters as they stand, for values that mix letters and digits. */
  readonly unmended: string;
  /** BCP 47 primary subtags of the case and the page, the page's own first. */
  readonly languages: readonly string[];
}

/** A value that a pattern found: offsets into the text. */
export interface PatternHit {
  readonly start: number;
  readonly end: number;
  /** 0 to 1. */
  readonly confidence: number;
  /** What it is, in words that do not reveal it. */
  readonly what: string;
}

const misreadDigits: Readonly<Record<string, string>> = { O: '0', o: '0', О: '0', о: '0', l: '1', I: '1', '|': '1', S: '5', B: '8', З: '3', з: '3', '\u00a0': ' ', '\u202f': ' ', '\u2007': ' ', '‑': '-', '–': '-', '−': '-' };

/** Makes {@link PatternText} of running text. */
export function patternText(text: string, languages: readonly string[]): PatternText {
  const spaced = foldDigits(text).replace(/[\u00a0\u202f\u2007‑−]/gu, (character) => misreadDigits[character] ?? character);
  const mended = spaced.replace(/(?<![\p{L}\p{N}])[+(]?[\dOoОоlI|SBЗз()./-]*\d[\dOoОоlI|SBЗз()./-]*(?!\p{L})/gu, (number) => {
    const digits = number.replace(/\D/g, '').length;
    return digits >= 2 && digits * 2 > number.replace(/[^\p{L}\p{N}|]/gu, '').length ? number.replace(/[OoОоlI|SBЗз]/g, (letter) => misreadDigits[letter] ?? letter) : number;
  });
  return { text: mended, unmended: spaced, languages: languages.map((language) => language.split('-')[0]?.toLowerCase() ?? '') };
}

/** The source of a pattern whose optional spaces and dashes may also be the end of a line, with a hyphen or without. */
export function overLines(source: string): string {
  return source.replace(/\[([^\]]* [^\]]*)\]\?| \?/g, (_, set: string | undefined) => `(?:[${set ?? ' '}]|-?\\n)?`);
}

/** A run of digits, possibly in groups. */
export interface DigitRun {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Every run of `min` to `max` digits that starts and ends where a group of digits does; groups may be parted by one space, dot, dash,
 * slash or line break.
 */
export function digitRuns(text: string, { min, max }: { readonly min: number; readonly max: number }): DigitRun[] {
  const groups = Array.from(text.matchAll(/(?<![\p{L}\d])\d+(?![\p{L}\d])/gu));
  return groups.flatMap((first, index) => {
    const runs: DigitRun[] = [];
    let digits = '';
    let end = first.index;
    for (let next = index; next < groups.length && next < index + 12; next++) {
      const group = groups[next];
      if (group === undefined) break;
      if (next > index && !/^(?:[ .\n/-]|\s?[-/]\s?)$/.test(text.slice(end, group.index))) break;
      digits += group[0];
      end = group.index + group[0].length;
      if (digits.length > max) break;
      if (digits.length >= min) runs.push({ digits, start: first.index, end });
    }
    return runs;
  });
}

/** Remainder of a decimal string of any length. */
export function remainderOf(digits: string, modulus: number): number {
  let remainder = 0;
  for (const digit of digits) remainder = (remainder * 10 + Number(digit)) % modulus;
  return remainder;
}

/** Sum of digits times weights. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits.charAt(index)), 0);
}

/** ISO/IEC 7812-1 check digit. */
export function passesLuhn(digits: string): boolean {
  const sum = Array.from(digits).reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Whether `yymmdd` (or `ddmmyy` with `order`) is a day of the calendar. */
export function isDay(day: number, month: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= ([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0);
}
