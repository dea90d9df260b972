import type { PageText } from '../../shared/page-text.ts';
import { foldLetters } from './fold.ts';
import { joinedMatches } from './joined-names.ts';
import { matchToken, type MatchKind, type PartMatch } from './match-token.ts';
import { mentionOnPage, streamOfPage, type Mention, type Span } from './mention.ts';
import { includeInitials } from './initials.ts';
import type { NamePart, PreparedPersons } from './prepare-persons.ts';
import type { TextStream, Token } from './text-stream.ts';

/** Every mention of a protected person on a page: whole names and each significant part alone, in any script, case, spelling or breakage. */
export function findPersons(page: PageText, prepared: PreparedPersons): Mention[] {
  const stream = streamOfPage(page);
  return personSpans(stream, prepared).map((span) => mentionOnPage(page, stream, span));
}

interface Hit extends Pick<Token, 'start' | 'end' | 'firstWord' | 'lastWord'> {
  readonly match: PartMatch;
}

const reasons: Readonly<Record<MatchKind, string>> = {
  exact: 'a name as given',
  inflected: 'an inflected form of a name',
  transliterated: 'a name in another script or spelling',
  misread: 'a name with letters misread',
  similar: 'a word that sounds like a name',
  joined: 'a name joined with other text',
};

/** Why a span of text was taken for a person. */
export interface PersonSpan extends Span {
  readonly how: MatchKind;
  /** More than one part of the name stands there. */
  readonly whole: boolean;
}

/** The same in running text, in order of place. Mentions of one person never overlap. */
export function personSpans(stream: TextStream, prepared: PreparedPersons): Span[] {
  return explainedSpans(stream, prepared).map(({ kind, pseudonym, start, end, firstWord, lastWord, why, confidence }) => ({ kind, ...(pseudonym === undefined ? {} : { pseudonym }), start, end, firstWord, lastWord, why, confidence }));
}

/** {@link personSpans}, each with how it was recognised. */
export function explainedSpans(stream: TextStream, prepared: PreparedPersons): PersonSpan[] {
  const hits = [...tokenHits(stream, prepared), ...brokenHits(stream, prepared), ...unspacedHits(stream, prepared)];
  return prepared.persons.flatMap((person, index) => {
    const own = hits.filter(({ match }) => match.part.person === index).sort((a, b) => a.start - b.start || b.end - a.end);
    const standing = own.filter((hit) => !hit.match.weak || own.some((other) => supports(stream, other, hit)));
    return chain(stream, standing).map((group): PersonSpan => {
      const best = group.reduce((a, b) => (b.match.confidence > a.match.confidence ? b : a));
      const whole = group.some((hit) => hit.start >= (group[0]?.end ?? 0));
      const range = includeInitials(stream, group, prepared.parts.filter((part) => part.person === index));
      return {
        kind: 'person', pseudonym: person.pseudonym, ...range, how: best.match.how, whole,
        why: `${person.pseudonym}: ${whole ? 'the name of several words, ' : ''}${reasons[best.match.how]}`,
        confidence: whole ? Math.min(1, best.match.confidence + 0.05) : best.match.confidence,
      };
    });
  }).sort((a, b) => a.start - b.start || b.end - a.end);
}

function tokenHits(stream: TextStream, prepared: PreparedPersons): Hit[] {
  return stream.tokens.flatMap((token) => {
    const matches = matchToken(token, prepared);
    const found = matches.some(({ weak }) => !weak) ? matches : [...matches, ...joinedMatches(token, prepared)];
    return found.map((match) => ({ match, ...placeOf(token) }));
  });
}

const longestBreak = 4;

/** Names that the PDF's own placing of glyphs, or a line's end without hyphen, broke into pieces: `Ko` `val`. */
function brokenHits(stream: TextStream, prepared: PreparedPersons): Hit[] {
  const simple = stream.tokens.filter(({ mended }) => !mended);
  return simple.flatMap((first, index) => {
    if (!prepared.beginnings.has(first.folded)) return [];
    const hits: Hit[] = [];
    let folded = first.folded;
    for (let next = index + 1; next <= index + longestBreak; next++) {
      const token = simple[next];
      const before = simple[next - 1];
      if (token === undefined || before === undefined || !/^[\s\u00ad-]*$/u.test(stream.text.slice(before.end, token.start))) break;
      folded += token.folded;
      const parts = first.folded.length + token.folded.length >= 4 ? prepared.exact.get(folded) : undefined;
      for (const part of parts ?? []) {
        const match: PartMatch = { part, how: 'exact', confidence: 0.85, weak: false };
        hits.push({ match, start: first.start, end: token.end, firstWord: first.firstWord, lastWord: token.lastWord });
      }
      if (!prepared.beginnings.has(folded)) break;
    }
    return hits;
  });
}

/** Names in scripts that put no spaces between words. */
function unspacedHits(stream: TextStream, prepared: PreparedPersons): Hit[] {
  const parts = prepared.parts.filter(({ script }) => script === 'unspaced');
  if (parts.length === 0) return [];
  return stream.tokens.filter(({ script, mended }) => script === 'unspaced' && !mended).flatMap((token) =>
    parts.flatMap((part) => {
      const places = Array.from(token.text.matchAll(new RegExp(Array.from(part.text).join('\\u200b?'), 'gu')));
      return places.map(({ index, 0: text }) => ({
        match: { part, how: 'exact', confidence: 1, weak: false } as const,
        start: token.start + index, end: token.start + index + text.length, firstWord: token.firstWord, lastWord: token.lastWord,
      }));
    }),
  );
}

/** Hits that make one mention: overlapping, or different parts of the name with no more between them than a patronymic, initials or marks. */
function chain(stream: TextStream, hits: readonly Hit[]): Hit[][] {
  const groups: Hit[][] = [];
  let end = -1;
  for (const hit of hits) {
    const group = groups.at(-1);
    if (group !== undefined && (hit.start < end || (group.every(({ match }) => !samePart(match.part, hit.match.part)) && isNarrow(stream.text.slice(end, hit.start))))) group.push(hit);
    else groups.push([hit]);
    end = Math.max(end, hit.end);
  }
  return groups;
}

function supports(stream: TextStream, other: Hit, weak: Hit): boolean {
  if (other.match.weak || samePart(other.match.part, weak.match.part) || (other.start < weak.end && weak.start < other.end)) return false;
  return isNarrow(other.start < weak.start ? stream.text.slice(other.end, weak.start) : stream.text.slice(weak.end, other.start));
}

function samePart(a: NamePart, b: NamePart): boolean {
  return a === b || foldLetters(a.text) === foldLetters(b.text);
}

// Space and marks, and at most one capitalised word or two initials.
const narrow = /^[\s,;:/|_.·•()«»"“”+-]{0,4}(?:\p{Lu}[\p{L}\p{M}'’ʼ-]{0,20}\.?[\s,.]{1,3}|(?:\p{Lu}\.\s?){1,2}|(?:bin|ibn|bint|[Aa]l|[Ee]l|аль|эль|ель|de|da|van|von|بن|ابن|بنت)[\s-]{1,2})?$/u;

function isNarrow(between: string): boolean {
  return narrow.test(between);
}

function placeOf({ start, end, firstWord, lastWord }: Token): Pick<Token, 'start' | 'end' | 'firstWord' | 'lastWord'> {
  return { start, end, firstWord, lastWord };
}
