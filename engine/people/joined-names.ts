import type { PartMatch } from './match-token.ts';
import type { NamePart, PreparedPersons } from './prepare-persons.ts';
import { soundKey, soundsOf } from './sounds.ts';
import type { Token } from './text-stream.ts';

const shortestJoined = 4;

/**
 * Parts of a name inside a longer token: `olenakoval@…`, `KovalOlena`, `okoval1985`, letters written apart.
 * In running text both parts must be there; in an address or a file name one is enough when hardly anything else is.
 */
export function joinedMatches(token: Token, prepared: PreparedPersons): PartMatch[] {
  if (token.folded.length <= shortestJoined) return [];
  const letters = token.folded.replace(/\d/g, '');
  const key = soundKey(soundsOf(letters, token.script));
  return prepared.persons.flatMap((_, person) => {
    const byLetters = consume(letters, prepared.parts.filter((part) => part.person === person), ({ folded }) => folded);
    const bySound = consume(key, prepared.parts.filter((part) => part.person === person), ({ sounds }) => soundKey(sounds));
    const found = byLetters.parts.length >= bySound.parts.length ? byLetters : bySound;
    const alone = token.compound || token.mended;
    const enough = found.parts.length >= 2 || (alone && found.parts.length === 1 && found.rest <= 2);
    return enough ? found.parts.map((part): PartMatch => ({ part, how: 'joined', confidence: found.parts.length >= 2 ? 0.9 : 0.8, weak: false })) : [];
  });
}

/** Takes parts out of `text`, longest first; says which, and how many letters are left over. */
function consume(text: string, parts: readonly NamePart[], formOf: (part: NamePart) => string): { parts: NamePart[]; rest: number } {
  const found: NamePart[] = [];
  let rest = text;
  for (const part of [...parts].sort((a, b) => formOf(b).length - formOf(a).length)) {
    const form = formOf(part);
    const shortest = found.length > 0 ? 3 : shortestJoined;
    if (form.length < shortest || !rest.includes(form)) continue;
    rest = rest.replace(form, '\u0000');
    found.push(part);
  }
  return { parts: found, rest: rest.replaceAll('\u0000', '').length };
}
