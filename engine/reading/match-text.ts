import { foldForSearch } from './fold-for-search.ts';
import type { SearchExpression } from './search-query.ts';

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

/** Whether a short text, such as a note, is what a search looks for: the same words, phrases, beginnings and nearness as in the index of pages. */
export function matchesText(text: string, expression: SearchExpression): boolean {
  return matches(wordsOf(foldForSearch(text)), expression);
}

function wordsOf(folded: string): string[] {
  return folded.replace(unspaced, ' $& ').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

function matches(words: readonly string[], expression: SearchExpression): boolean {
  if ('phrase' in expression) return placesOf(words, expression.phrase, expression.prefix === true).length > 0;
  if ('near' in expression) return areNear(expression.near.map((phrase) => placesOf(words, phrase, false)), expression.within);
  if ('all' in expression) return expression.all.every((part) => matches(words, part));
  if ('any' in expression) return expression.any.some((part) => matches(words, part));
  return matches(words, expression.every) && !matches(words, expression.except);
}

/** Where a phrase begins. */
function placesOf(words: readonly string[], phrase: string, prefix: boolean): number[] {
  const wanted = wordsOf(phrase);
  const fits = (word: string | undefined, index: number): boolean => word !== undefined && (prefix && index === wanted.length - 1 ? word.startsWith(wanted[index] ?? '') : word === wanted[index]);
  return wanted.length === 0 ? [] : words.flatMap((_, at) => (wanted.every((_word, index) => fits(words[at + index], index)) ? [at] : []));
}

/** Whether one place of each can be chosen so that no more than `within` words lie between the first and the last beyond the words themselves. */
function areNear(places: readonly (readonly number[])[], within: number): boolean {
  return (places[0] ?? []).some((start) => {
    const nearest = places.map((own) => own.reduce((best, place) => (Math.abs(place - start) < Math.abs(best - start) ? place : best), Infinity));
    return Math.max(...nearest) - Math.min(...nearest) - (places.length - 1) <= within;
  });
}
