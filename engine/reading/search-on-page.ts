import { unionOfRects, type Rect } from '../../shared/geometry.ts';
import type { PageText } from '../../shared/page-text.ts';
import { foldForSearch } from './fold-for-search.ts';
import type { SearchExpression } from './search-query.ts';

/** Where a search was met on a page. */
export interface PageHit {
  /** Text around the first match, as it stands on the page. */
  readonly snippet: string;
  /** One for each line that each match touches. */
  readonly rects: readonly Rect[];
}

const snippetWords = 8;

/** Folds words for a search, each different one once: the words of many pages are mostly the same. */
export type FoldWord = (word: string) => readonly string[];

/** A folder of words for one search. */
export function foldingWords(): FoldWord {
  const known = new Map<string, readonly string[]>();
  return (word) => {
    let tokens = known.get(word);
    if (tokens === undefined) known.set(word, (tokens = tokensOf(foldForSearch(word))));
    return tokens;
  };
}

/** The places of a page that made it a hit, in reading order; none when the page does not hold the query's words. `fold` may be shared by the pages of one search. */
export function findOnPage(page: PageText, expression: SearchExpression, fold: FoldWord = foldingWords()): PageHit {
  const stream = compactPage(page, fold);
  const found = wordsOf(expression).flatMap(({ text, prefix }) => places(stream, text, prefix)).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const rects = found.flatMap(([first, last]) => rectsOfWords(page, first, last));
  const [first] = found;
  if (first === undefined) return { snippet: '', rects: [] };
  const from = Math.max(0, first[0] - snippetWords);
  const to = Math.min(page.words.length, first[1] + 1 + snippetWords);
  const words = page.words.slice(from, to).map(({ text }) => text).join(' ');
  return { snippet: `${from > 0 ? '… ' : ''}${words}${to < page.words.length ? ' …' : ''}`, rects: dedupe(rects) };
}

interface CompactPage {
  /** Folded letters and digits of all words in a row. */
  readonly text: string;
  /** For each unit of `text`, its word. */
  readonly wordAt: readonly number[];
  /** Whether a token begins at this unit; one past the end counts as a beginning. */
  readonly starts: readonly boolean[];
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function compactPage(page: PageText, fold: FoldWord): CompactPage {
  let text = '';
  const wordAt: number[] = [];
  const starts: boolean[] = [];
  page.words.forEach((word, index) => {
    for (const token of fold(word.text)) {
      for (let offset = 0; offset < token.length; offset++) {
        starts.push(offset === 0 || unspaced.test(token.charAt(offset)));
        wordAt.push(index);
      }
      text += token;
    }
  });
  starts.push(true);
  return { text, wordAt, starts };
}

function tokensOf(folded: string): string[] {
  return folded.match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu) ?? [];
}

function places(page: CompactPage, folded: string, prefix: boolean): (readonly [number, number])[] {
  const tokens = tokensOf(folded);
  const needle = tokens.join('');
  if (needle === '') return [];
  const boundaries = new Set<number>();
  tokens.reduce((at, token) => { boundaries.add(at); return at + token.length; }, 0);
  const found: (readonly [number, number])[] = [];
  for (let at = page.text.indexOf(needle); at >= 0; at = page.text.indexOf(needle, at + 1)) {
    const end = at + needle.length;
    const whole = [...boundaries].every((offset) => page.starts[at + offset] === true) && (prefix || page.starts[end] === true);
    if (whole) found.push([page.wordAt[at] ?? 0, page.wordAt[end - 1] ?? 0]);
  }
  return found;
}

function wordsOf(expression: SearchExpression): { text: string; prefix: boolean }[] {
  if ('phrase' in expression) return [{ text: expression.phrase, prefix: expression.prefix === true }];
  if ('near' in expression) return expression.near.map((text) => ({ text, prefix: false }));
  if ('all' in expression) return expression.all.flatMap(wordsOf);
  if ('any' in expression) return expression.any.flatMap(wordsOf);
  return wordsOf(expression.every);
}

function rectsOfWords(page: PageText, first: number, last: number): Rect[] {
  const lines = new Map<number, Rect[]>();
  for (const { line, rect } of page.words.slice(first, last + 1)) lines.set(line, [...(lines.get(line) ?? []), rect]);
  return Array.from(lines.values(), unionOfRects).filter((rect) => rect !== undefined);
}

function dedupe(rects: readonly Rect[]): Rect[] {
  return rects.filter((rect, index) => rects.findIndex((other) => other.every((value, at) => value === rect[at])) === index);
}
