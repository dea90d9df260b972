import { wordsBetween, type Span } from './mention.ts';
import type { NamePart } from './prepare-persons.ts';
import { soundsOf } from './sounds.ts';
import type { TextStream } from './text-stream.ts';

type Range = Pick<Span, 'start' | 'end' | 'firstWord' | 'lastWord'>;

const initial = "(?:\\p{Lu}|Yu|Ya|Ye|Yi|Kh|Zh|Ts|Ch|Sh|Th|Ph|Ju|Ja|Je|Ş|Ț)";
const before = new RegExp(`(?<![\\p{L}\\p{N}])(?:${initial}\\.[\\s-]{0,2}){1,3}$`, 'u');
const after = new RegExp(`^,?\\s?(?:${initial}\\.[\\s-]?){1,3}`, 'u');
const bareBefore = /(?<![\p{L}\p{N}])(\p{Lu})\s$/u;
const bareAfter = /^,?\s(\p{Lu})(?![\p{L}\p{N}'’])/u;

/** The range of some hits of one person, widened by the initials beside it: `O. Koval`, `Коваль О. П.`, and bare ones that fit the name. */
export function includeInitials(stream: TextStream, hits: readonly Range[], parts: readonly NamePart[]): Range {
  let start = Math.min(...hits.map((hit) => hit.start));
  let end = Math.max(...hits.map((hit) => hit.end));
  const left = stream.text.slice(Math.max(0, start - 16), start);
  const right = stream.text.slice(end, end + 16);
  const fits = (letter: string | undefined): boolean => letter !== undefined && parts.some((part) => part.sounds.startsWith(soundsOf(letter).charAt(0)));
  const dotted = before.exec(left)?.[0];
  if (dotted !== undefined) start -= dotted.length;
  else {
    const bare = bareBefore.exec(left);
    if (bare !== null && fits(bare[1])) start -= bare[0].length;
  }
  const dottedAfter = after.exec(right)?.[0].trimEnd();
  if (dottedAfter !== undefined) end += dottedAfter.length;
  else {
    const bare = bareAfter.exec(right);
    if (bare !== null && fits(bare[1])) end += bare[0].length;
  }
  return { start, end, ...wordsBetween(stream, start, end) };
}
