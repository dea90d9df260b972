import type { PageText } from '../../shared/page-text.ts';
import { stemsOfToken } from './endings.ts';
import { letterDistance, repairDigits } from './misreading.ts';
import { mentionOnPage, streamOfPage, type Mention, type Span } from './mention.ts';
import { soundKey, soundsOf } from './sounds.ts';
import { streamOfString, type TextStream, type Token } from './text-stream.ts';

const shortestInside = 5;

/**
 * Every place of a page where one of the terms stands: whatever the case, accents, spacing, line breaks and hyphenation; inflected, transliterated
 * or with a letter misread where the word is long enough to tell.
 */
export function findTerms(page: PageText, terms: readonly string[]): Mention[] {
  const stream = streamOfPage(page);
  return termSpans(stream, terms).map((span) => mentionOnPage(page, stream, span));
}

/** The same in running text, in order of place. */
export function termSpans(stream: TextStream, terms: readonly string[]): Span[] {
  const simple = stream.tokens.filter(({ mended }) => !mended);
  const spans = terms.flatMap((term) => {
    const wanted = streamOfString(term).tokens.filter(({ mended }) => !mended);
    if (wanted.length === 0) return literalSpans(stream, term);
    return [...compactSpans(simple, wanted), ...sequenceSpans(simple, wanted), ...mendedSpans(stream, wanted)];
  });
  return withoutContained(spans);
}

function spanOf(first: Token, last: Token, how: { readonly why: string; readonly confidence: number }): Span {
  return { kind: 'term', start: first.start, end: last.end, firstWord: first.firstWord, lastWord: last.lastWord, ...how };
}

/** The term's letters in a row, wherever the page puts spaces: words split, joined, spaced or broken over lines. */
function compactSpans(tokens: readonly Token[], wanted: readonly Token[]): Span[] {
  const needle = wanted.map(({ folded }) => folded).join('');
  const unspaced = wanted.some(({ script }) => script === 'unspaced');
  const starts: number[] = [];
  let compact = '';
  for (const { folded } of tokens) {
    starts.push(compact.length);
    compact += folded;
  }
  const spans: Span[] = [];
  for (let at = compact.indexOf(needle); at >= 0; at = compact.indexOf(needle, at + 1)) {
    const first = lastAtOrBefore(starts, at);
    const last = lastAtOrBefore(starts, at + needle.length - 1);
    const [from, to] = [tokens[first], tokens[last]];
    if (from === undefined || to === undefined) continue;
    const whole = starts[first] === at && (starts[last] ?? 0) + to.folded.length === at + needle.length;
    const inside = first === last && (unspaced || needle.length >= shortestInside || from.compound);
    if (whole) spans.push(spanOf(from, to, { why: 'a term of the order', confidence: 1 }));
    else if (inside) spans.push(spanOf(from, to, { why: 'a term of the order inside a longer word', confidence: 0.8 }));
  }
  return spans;
}

/** The term word by word, each in any inflection, script or slight misreading. */
function sequenceSpans(tokens: readonly Token[], wanted: readonly Token[]): Span[] {
  return tokens.flatMap((first, index) => {
    const run = tokens.slice(index, index + wanted.length);
    const last = run.at(-1);
    if (last === undefined || run.length < wanted.length || !wanted.every((word, offset) => isSameWord(word, run[offset]))) return [];
    return [spanOf(first, last, { why: 'a term of the order in another form', confidence: 0.85 })];
  });
}

function mendedSpans(stream: TextStream, wanted: readonly Token[]): Span[] {
  const [only, second] = wanted;
  if (only === undefined || second !== undefined) return [];
  return stream.tokens.filter((token) => token.mended && isSameWord(only, token)).map((token) => spanOf(token, token, { why: 'a term of the order, broken', confidence: 0.9 }));
}

function isSameWord(wanted: Token, token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (wanted.folded === token.folded) return true;
  if (/^\d+$/.test(wanted.folded)) return false;
  if (wanted.folded.length < 4) return false;
  if (wanted.folded === repairDigits(token.folded, wanted.script)) return true;
  if (wanted.folded.length >= 6 && wanted.script === token.script && letterDistance(wanted.folded, token.folded) <= 0.4) return true;
  const stems = new Set(stemsOfToken(soundKey(soundsOf(wanted.text, wanted.script)), wanted.script).map(({ stem }) => stem).filter((stem) => stem.length >= 4));
  return stemsOfToken(soundKey(soundsOf(token.text, token.script)), token.script).some(({ stem }) => stems.has(stem));
}

/** A term without letters or digits, character by character. */
function literalSpans(stream: TextStream, term: string): Span[] {
  const needle = term.trim();
  if (needle === '') return [];
  return stream.words.flatMap((word, index) =>
    stream.text.slice(word.start, word.end).includes(needle)
      ? [{ kind: 'term' as const, start: word.start, end: word.end, firstWord: index, lastWord: index, why: 'a term of the order', confidence: 1 }]
      : [],
  );
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Spans in order of place, without those that another covers. */
export function withoutContained(spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end || b.confidence - a.confidence);
  let end = -1;
  return sorted.filter((span) => {
    if (span.end <= end) return false;
    end = span.end;
    return true;
  });
}
