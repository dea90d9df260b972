import type { PatternName } from '../../shared/case-model/redaction.ts';
import { unionOfRects, type Rect } from '../../shared/geometry.ts';
import type { PageText } from '../../shared/page-text.ts';
import { streamOfWords, type TextStream } from './text-stream.ts';

/** What a mention is of, and why it was found. */
export interface MentionReason {
  readonly kind: 'person' | 'term' | 'pattern';
  /** Of the person, for `person`. */
  readonly pseudonym?: string;
  /** For `pattern`. */
  readonly pattern?: PatternName;
  /** In words that do not reveal what was found. */
  readonly why: string;
  /** 0 to 1; from 0.8 on it is certain but for namesakes. */
  readonly confidence: number;
}

/** A mention in running text: offsets into the text, and the words that it touches. */
export interface Span extends MentionReason {
  readonly start: number;
  readonly end: number;
  readonly firstWord: number;
  readonly lastWord: number;
}

/** Something on a page that identifies a person or that an order removes. Evidence: `text` is shown to the user, never logged. */
export interface Mention extends MentionReason {
  /** Indexes into the page's words, ascending. */
  readonly wordIndexes: readonly number[];
  /** One for each line that it touches. */
  readonly rects: readonly Rect[];
  readonly text: string;
}

/** The same in a plain string. */
export interface TextMention extends MentionReason {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const streams = new WeakMap<PageText, TextStream>();

/** The page's running text, made once a page. */
export function streamOfPage(page: PageText): TextStream {
  let stream = streams.get(page);
  if (stream === undefined) {
    stream = streamOfWords(page.words);
    streams.set(page, stream);
  }
  return stream;
}

/** Places a span of a page's running text on the page. */
export function mentionOnPage(page: PageText, stream: TextStream, { start, end, firstWord, lastWord, ...reason }: Span): Mention {
  const wordIndexes = Array.from({ length: lastWord - firstWord + 1 }, (_, offset) => firstWord + offset);
  const lines = new Map<number, Rect[]>();
  for (const index of wordIndexes) {
    const word = page.words[index];
    if (word !== undefined) lines.set(word.line, [...(lines.get(word.line) ?? []), word.rect]);
  }
  const rects = Array.from(lines.values(), unionOfRects).filter((rect) => rect !== undefined);
  return { ...reason, wordIndexes, rects, text: stream.text.slice(start, end) };
}

/** The span from one word's offset to another's. */
export function wordsBetween(stream: TextStream, start: number, end: number): Pick<Span, 'firstWord' | 'lastWord'> {
  const { words } = stream;
  let firstWord = 0;
  while (firstWord < words.length - 1 && (words[firstWord]?.end ?? 0) <= start) firstWord++;
  let lastWord = firstWord;
  while (lastWord < words.length - 1 && (words[lastWord + 1]?.start ?? Infinity) < end) lastWord++;
  return { firstWord, lastWord };
}
