import type { PatternName } from '../../../shared/case-model/redaction.ts';
import { wordsBetween, type Span } from '../mention.ts';
import type { TextStream } from '../text-stream.ts';
import { findCards, findIbans } from './bank.ts';
import { findBirthDates } from './birth-dates.ts';
import { findEmails, findPhones } from './contacts.ts';
import { findNationalIds } from './national-ids.ts';
import { patternText, type PatternHit, type PatternText } from './pattern-text.ts';
import { findAddresses, findCoordinates, findPlates } from './places.ts';

const finders: Readonly<Record<PatternName, (text: PatternText) => PatternHit[]>> = {
  'phone': findPhones,
  'email': findEmails,
  'iban': findIbans,
  'card': findCards,
  'national-id': findNationalIds,
  'birth-date': findBirthDates,
  'address': findAddresses,
  'plate': findPlates,
  'coordinates': findCoordinates,
};

/** Values of the patterns in running text, in order of place; overlapping ones of a pattern made one. */
export function patternSpans(stream: TextStream, patterns: readonly PatternName[], languages: readonly string[]): Span[] {
  const text = patternText(stream.text, languages);
  const ibans = patterns.includes('phone') || patterns.includes('card') ? findIbans(text) : [];
  const spans = [...new Set(patterns)].flatMap((pattern) => {
    const hits = finders[pattern](text).filter((hit) => (pattern !== 'phone' && pattern !== 'card') || !ibans.some((iban) => iban.start <= hit.start && hit.end <= iban.end));
    return united(hits).map(({ start, end, confidence, what }): Span => ({ kind: 'pattern', pattern, why: what, confidence, start, end, ...wordsBetween(stream, start, end) }));
  });
  return spans.sort((a, b) => a.start - b.start || b.end - a.end);
}

function united(hits: readonly PatternHit[]): PatternHit[] {
  const out: PatternHit[] = [];
  for (const hit of [...hits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = out.at(-1);
    if (last === undefined || hit.start >= last.end) out.push(hit);
    else out[out.length - 1] = { ...(hit.confidence > last.confidence ? hit : last), start: last.start, end: Math.max(last.end, hit.end) };
  }
  return out;
}
