import { unionOfRects, type Rect } from '../../shared/geometry.ts';
import type { PageText } from '../../shared/page-text.ts';
import { foldForSearch } from './fold-for-search.ts';
import type { SearchExpression } from './search-query.ts';

/** Where a search was met on a page. */
export interface PageHit {
  /** Text around the first match, as it stands on the page. */
  readonly snippet: string;
  /** Where the first match stands in `snippet`: from and to, in UTF-16 units; absent without one. */
  readonly match?: readonly [number, number];
  /** Each match in reading order: one rectangle for each line that it touches. */
  readonly matches: readonly (readonly Rect[])[];
}

const snippetWords = 8;

/** A word as searches compare it. */
export interface FoldedWord {
  /** Folded letters and digits of all its tokens in a row. */
  readonly text: string;
  /** For each unit of `text`, whether a token begins there. */
  readonly starts: readonly boolean[];
}

/** Folds words for a search, each different one once: the words of many pages are mostly the same. */
export type FoldWord = (word: string) => FoldedWord;

/** A folder of words for one search. */
export function foldingWords(): FoldWord {
  const known = new Map<string, FoldedWord>();
  return (word) => {
    let folded = known.get(word);
    if (folded === undefined) known.set(word, (folded = foldWord(word)));
    return folded;
  };
}

function foldWord(word: string): FoldedWord {
  const tokens = tokensOf(foldForSearch(word));
  const starts = tokens.flatMap((token) => Array.from({ length: token.length }, (_, offset) => offset === 0 || unspaced.test(token.charAt(offset))));
  return { text: tokens.join(''), starts };
}

/** The places of a page that made it a hit; none when the page does not hold the query's words. `fold` may be shared by the pages of one search. */
export function findOnPage(page: PageText, expression: SearchExpression, fold: FoldWord = foldingWords()): PageHit {
  const stream = compactPage(page, fold);
  const found = wordsOf(expression).flatMap(({ text, prefix }) => places(stream, text, prefix)).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const [first] = found;
  if (first === undefined) return { snippet: '', matches: [] };
  const from = Math.max(0, first[0] - snippetWords);
  const to = Math.min(page.words.length, first[1] + 1 + snippetWords);
  const wordsIn = (start: number, end: number): string => page.words.slice(start, end).map(({ text }) => text).join(' ');
  const before = `${from > 0 ? '… ' : ''}${first[0] > from ? `${wordsIn(from, first[0])} ` : ''}`;
  const match = wordsIn(first[0], first[1] + 1);
  const after = wordsIn(first[1] + 1, to);
  return {
    snippet: `${before}${match}${after === '' ? '' : ` ${after}`}${to < page.words.length ? ' …' : ''}`, match: [before.length, before.length + match.length],
    matches: distinct(found).map(([start, end]) => rectsOfWords(page, start, end)),
  };
}

/** All words of a page in a row; one past the end counts as the beginning of a token. */
interface CompactPage extends FoldedWord {
  /** For each unit of `text`, its word. */
  readonly wordAt: readonly number[];
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function compactPage(page: PageText, fold: FoldWord): CompactPage {
  let text = '';
  const wordAt: number[] = [];
  const starts: boolean[] = [];
  page.words.forEach((word, index) => {
    const folded = fold(word.text);
    for (const start of folded.starts) {
      starts.push(start);
      wordAt.push(index);
    }
    text += folded.text;
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

/** Of places in order, each once: two words of a query may mean the same. */
function distinct(places: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  return places.filter(([from, to], index) => places[index - 1]?.[0] !== from || places[index - 1]?.[1] !== to);
}
