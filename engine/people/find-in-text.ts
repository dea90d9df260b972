import type { PatternName } from '../../shared/case-model/redaction.ts';
import type { PageText } from '../../shared/page-text.ts';
import { expressionSpans } from './expressions.ts';
import { personSpans } from './find-persons.ts';
import { termSpans } from './find-terms.ts';
import { mentionOnPage, streamOfPage, type Mention, type Span, type TextMention } from './mention.ts';
import { patternSpans } from './patterns/find-patterns.ts';
import type { PreparedPersons } from './prepare-persons.ts';
import { streamOfString } from './text-stream.ts';

/** What else than persons must not stay. */
export interface ProtectedMatter {
  readonly terms?: readonly string[];
  readonly patterns?: readonly PatternName[];
  /** Regular expressions that `checkExpression` takes. */
  readonly expressions?: readonly string[];
  /** BCP 47 languages of the case, for phone numbers, identifiers and plates without a country. */
  readonly languages?: readonly string[];
  /** Mentions below it are left aside; 0 where absent. */
  readonly minimumConfidence?: number;
}

/** Values of the patterns on a page. `languages`: BCP 47, of the page and the case; they decide which countries a bare number may belong to. */
export function findPatterns(page: PageText, patterns: readonly PatternName[], languages: string | readonly string[] = []): Mention[] {
  const stream = streamOfPage(page);
  const spoken = [...(page.language === undefined ? [] : [page.language]), ...(typeof languages === 'string' ? [languages] : languages)];
  return patternSpans(stream, patterns, spoken).map((span) => mentionOnPage(page, stream, span));
}

/** What regular expressions find on a page. Throws on one that `checkExpression` does not take. */
export function findExpressions(page: PageText, expressions: readonly string[]): Mention[] {
  const stream = streamOfPage(page);
  return expressionSpans(stream, expressions).map((span) => mentionOnPage(page, stream, span));
}

/** Every mention of a person, term or pattern in a plain string, in order of place; those of one kind do not overlap, those of different kinds may. */
export function findInText(text: string, prepared: PreparedPersons, matter: ProtectedMatter = {}): TextMention[] {
  return spansOf(text, prepared, matter).map((span) => textMention(text, span));
}

/** Whether a plain string names a protected person or holds a term or a pattern; by default only what is certain (0.8 and above) counts. */
export function containsProtected(text: string, prepared: PreparedPersons, matter: ProtectedMatter = {}): boolean {
  return spansOf(text, prepared, { minimumConfidence: 0.8, ...matter }).length > 0;
}

/** What stands in a title, a file name or a bookmark where a term or a pattern was. */
export const redactedMark = '[redacted]';

/** The text with the pseudonym for each mention of a person, and {@link redactedMark} for each term and pattern; nothing else is changed. */
export function pseudonymise(text: string, prepared: PreparedPersons, matter: ProtectedMatter = {}): string {
  let out = '';
  let from = 0;
  for (const group of overlapping(spansOf(text, prepared, matter))) {
    const [first] = group;
    if (first === undefined) continue;
    const end = Math.max(...group.map((span) => span.end));
    out += text.slice(from, first.start) + standInFor(group);
    from = end;
  }
  return out + text.slice(from);
}

// What stands for the widest of overlapping mentions. A surname that several share is no one's alone: all whom it may mean are named, or, of many, nobody.
function standInFor(group: readonly Span[]): string {
  const width = Math.max(...group.map(({ start, end }) => end - start));
  const persons = new Set(group.filter(({ start, end }) => end - start === width).flatMap(({ pseudonym }) => pseudonym ?? []));
  return persons.size === 0 || persons.size > mostNamed ? redactedMark : [...persons].join(' / ');
}

const mostNamed = 3;

function spansOf(text: string, prepared: PreparedPersons, { terms = [], patterns = [], expressions = [], languages = [], minimumConfidence = 0 }: ProtectedMatter): Span[] {
  const stream = streamOfString(text);
  return [...personSpans(stream, prepared), ...termSpans(stream, terms), ...patternSpans(stream, patterns, languages), ...expressionSpans(stream, expressions)]
    .filter(({ confidence }) => confidence >= minimumConfidence)
    .sort((a, b) => a.start - b.start || b.end - a.end);
}

function textMention(text: string, { kind, pseudonym, pattern, why, confidence, start, end }: Span): TextMention {
  const of = { ...(pseudonym === undefined ? {} : { pseudonym }), ...(pattern === undefined ? {} : { pattern }) };
  return { kind, ...of, why, confidence, start, end, text: text.slice(start, end) };
}

function overlapping(spans: readonly Span[]): Span[][] {
  const groups: Span[][] = [];
  let end = -1;
  for (const span of spans) {
    if (span.start < end) groups.at(-1)?.push(span);
    else groups.push([span]);
    end = Math.max(end, span.end);
  }
  return groups;
}
