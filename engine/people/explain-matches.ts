import { explainedSpans } from './find-persons.ts';
import type { MatchKind } from './match-token.ts';
import { preparePersons, type NamedPerson } from './prepare-persons.ts';
import { streamOfString } from './text-stream.ts';

/** What in a text would be taken for a person, by which known form of the name, and why. */
export interface ExplainedMatch {
  readonly pseudonym: string;
  /** As it stands in the text. */
  readonly text: string;
  /** The known form that is nearest to it. */
  readonly form: string;
  readonly how: MatchKind;
  /** More than one part of the name stands there. */
  readonly whole: boolean;
  /** 0 to 1. */
  readonly confidence: number;
}

/** Every mention of these persons in a plain text, in order of place, each with the form of the name that explains it best. */
export function explainMatches(text: string, persons: readonly NamedPerson[]): ExplainedMatch[] {
  const stream = streamOfString(text);
  return persons.flatMap((person) => {
    const byForm = person.names.map((form) => ({ form, spans: explainedSpans(stream, preparePersons([{ pseudonym: person.pseudonym, names: [form] }])) }));
    return explainedSpans(stream, preparePersons([person])).map(({ start, end, how, whole, confidence }) => {
      const near = byForm.flatMap(({ form, spans }) => spans.filter((span) => span.start < end && start < span.end).map((span) => ({ ...span, form })));
      const best = near.reduce<(typeof near)[number] | undefined>((a, b) => (a === undefined || b.confidence > a.confidence || (b.confidence === a.confidence && b.end - b.start > a.end - a.start) ? b : a), undefined);
      return { start, match: { pseudonym: person.pseudonym, text: text.slice(start, end), form: best?.form ?? person.names[0] ?? '', how, whole, confidence } };
    });
  }).sort((a, b) => a.start - b.start).map(({ match }) => match);
}
