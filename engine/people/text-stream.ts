import type { Word } from '../../shared/page-text.ts';
import { foldLetters } from './fold.ts';
import { scriptOf, type Script } from './script.ts';

/** How a token is cased; `none` in a script without case. */
export type LetterCase = 'upper' | 'title' | 'lower' | 'none';

/** A run of letters and digits, or several runs that belong together: broken at a line's end, or spaced letter by letter. */
export interface Token {
  readonly text: string;
  readonly folded: string;
  readonly script: Script;
  readonly letterCase: LetterCase;
  /** Offsets in the stream's text. */
  readonly start: number;
  readonly end: number;
  /** First and last word that it touches. */
  readonly firstWord: number;
  readonly lastWord: number;
  /** Part of an address, a file name or another compound, where names are written small and joined. */
  readonly compound: boolean;
  /** Put together from pieces. */
  readonly mended: boolean;
}

/** A page or a plain string as running text, with the way back to its words. */
export interface TextStream {
  /** Words joined by spaces, lines by line feeds. */
  readonly text: string;
  readonly words: readonly StreamWord[];
  /** In order of reading; a mended token stands after the pieces that it is made of. */
  readonly tokens: readonly Token[];
}

export interface StreamWord {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

const tokenPattern = /[\p{L}\p{M}\p{N}\u00ad\u0640\u200b-\u200f\u2060\ufeff'’‘ʼʹʺ`´′]+/gu;
const lineEndHyphen = /[-\u2010\u2011\u00ad¬]$/u;
const longestSpacedName = 40;

/** The running text of a page's words. */
export function streamOfWords(words: readonly Pick<Word, 'text' | 'line'>[]): TextStream {
  let text = '';
  const placed: StreamWord[] = [];
  words.forEach((word, index) => {
    const before = words[index - 1];
    if (before !== undefined) text += before.line === word.line ? ' ' : '\n';
    placed.push({ start: text.length, end: text.length + word.text.length, line: word.line });
    text += word.text;
  });
  return withTokens(text, placed);
}

/** The running text of a plain string, with its own offsets. */
export function streamOfString(text: string): TextStream {
  let line = 0;
  let from = 0;
  const words = Array.from(text.matchAll(/\S+/gu), (match) => {
    line += text.slice(from, match.index).split('\n').length - 1;
    from = match.index + match[0].length;
    return { start: match.index, end: from, line };
  });
  return withTokens(text, words);
}

function withTokens(text: string, words: readonly StreamWord[]): TextStream {
  const simple = words.flatMap((word, index) => tokensOfWord(text, word, index));
  const mended = [...hyphenated(text, words, simple), ...spaced(words, simple)];
  const tokens = [...simple, ...mended].sort((a, b) => a.start - b.start || a.end - b.end);
  return { text, words, tokens };
}

function tokensOfWord(text: string, word: StreamWord, index: number): Token[] {
  const written = text.slice(word.start, word.end);
  const compound = /[@_/\\]|[\p{L}\p{N}]\.\p{L}{2}|\p{L}{2}.*\d|\d.*\p{L}{2}/u.test(written);
  return Array.from(written.matchAll(tokenPattern)).flatMap((match) => {
    const start = word.start + match.index;
    return makeToken(match[0], { start, end: start + match[0].length, firstWord: index, lastWord: index, compound, mended: false });
  });
}

function makeToken(text: string, place: Omit<Token, 'text' | 'folded' | 'script' | 'letterCase'>): Token[] {
  const folded = foldLetters(text);
  return folded === '' ? [] : [{ text, folded, script: scriptOf(text), letterCase: caseOf(text), ...place }];
}

function caseOf(text: string): LetterCase {
  const letters = text.replace(/[^\p{Lu}\p{Ll}\p{Lt}]/gu, '');
  if (letters === '') return 'none';
  if (/^[\p{Lu}\p{Lt}]/u.test(letters)) return letters.length > 1 && !/\p{Ll}/u.test(letters) ? 'upper' : 'title';
  return 'lower';
}

/** Words broken at the end of a line: `Ko-` / `val`. */
function hyphenated(text: string, words: readonly StreamWord[], tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (let index = 0; index + 1 < tokens.length; index++) {
    const head = tokens[index];
    const tail = tokens[index + 1];
    if (head === undefined || tail === undefined || tail.firstWord !== head.lastWord + 1) continue;
    const headWord = words[head.lastWord];
    const tailWord = words[tail.firstWord];
    if (headWord === undefined || tailWord === undefined || headWord.line === tailWord.line) continue;
    if (!lineEndHyphen.test(text.slice(headWord.start, headWord.end)) || tail.start !== tailWord.start) continue;
    joined.push(...makeToken(head.text.replace(/\u00ad/g, '') + tail.text, { ...span(head, tail), compound: head.compound, mended: true }));
  }
  return joined;
}

/** Names written letter by letter (`K o v a l`) or broken by the PDF's own placing of glyphs (`Ko` `val`, on one line). */
function spaced(words: readonly StreamWord[], tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  const letters = (token: Token): boolean => Array.from(token.text).length === 1;
  for (let index = 0; index < tokens.length; index++) {
    const first = tokens[index];
    if (first === undefined || !letters(first)) continue;
    let last = index;
    let text = first.text;
    for (let next = tokens[last + 1]; next !== undefined && letters(next) && sameLine(words, first, next) && next.firstWord - (tokens[last]?.lastWord ?? 0) <= 1 && text.length < longestSpacedName; next = tokens[last + 1]) {
      text += next.text;
      last++;
    }
    const end = tokens[last];
    if (last - index >= 2 && end !== undefined) joined.push(...makeToken(text, { ...span(first, end), compound: false, mended: true }));
    index = last;
  }
  return joined;
}

function sameLine(words: readonly StreamWord[], a: Token, b: Token): boolean {
  return words[a.lastWord]?.line === words[b.firstWord]?.line;
}

function span(first: Token, last: Token): Pick<Token, 'start' | 'end' | 'firstWord' | 'lastWord'> {
  return { start: first.start, end: last.end, firstWord: first.firstWord, lastWord: last.lastWord };
}
