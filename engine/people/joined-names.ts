import type { PartMatch } from './match-token.ts';
import type { NamePart, PreparedPersons } from './prepare-persons.ts';
import { soundKey, soundsOf } from './sounds.ts';
import type { Token } from './text-stream.ts';

const shortestJoined = 4;
const shortestPair = 7;
const memoryLimit = 200_000;

/**
 * Parts of a name inside a longer token: `olenakoval@…`, `KovalOlena`, `okoval1985`, letters written apart.
 * In running text both parts must be there; in an address or a file name one is enough when hardly anything else is.
 */
export function joinedMatches(token: Token, prepared: PreparedPersons): readonly PartMatch[] {
  const alone = token.compound || token.mended;
  if (token.folded.length <= shortestJoined || (!alone && token.folded.length < shortestPair)) return [];
  const memoryKey = `${token.folded}\u0000${alone ? 'a' : ''}`;
  const known = prepared.joinedMemory.get(memoryKey);
  if (known !== undefined) return known;
  const matches = computeJoined(token, alone, prepared);
  if (prepared.joinedMemory.size >= memoryLimit) prepared.joinedMemory.clear();
  prepared.joinedMemory.set(memoryKey, matches);
  return matches;
}

function computeJoined(token: Token, alone: boolean, prepared: PreparedPersons): PartMatch[] {
  const letters = token.folded.replace(/\d/g, '');
  const key = soundKey(soundsOf(letters, token.script));
  return prepared.partsOfPersons.flatMap((parts) => {
    const byLetters = consume(letters, parts, ({ folded }) => folded);
    const bySound = consume(key, parts, (part) => part.key);
    const found = byLetters.parts.length >= bySound.parts.length ? byLetters : bySound;
    const enough = found.parts.length >= 2 || (alone && found.parts.length === 1 && found.rest <= 2);
    return enough ? found.parts.map((part): PartMatch => ({ part, how: 'joined', confidence: found.parts.length >= 2 ? 0.9 : 0.8, weak: false })) : [];
  });
}

/** Takes parts out of `text`, longest first; says which, and how many letters are left over. */
function consume(text: string, parts: readonly NamePart[], formOf: (part: NamePart) => string): { parts: NamePart[]; rest: number } {
  const found: NamePart[] = [];
  let rest = text;
  const inside = parts.filter((part) => text.includes(formOf(part)));
  for (const part of inside.sort((a, b) => formOf(b).length - formOf(a).length)) {
    const form = formOf(part);
    const shortest = found.length > 0 ? 3 : shortestJoined;
    if (form.length < shortest || !rest.includes(form)) continue;
    rest = rest.replace(form, '\u0000');
    found.push(part);
  }
  return { parts: found, rest: rest.replaceAll('\u0000', '').length };
}
