import { stemsOfName, type NameStem } from './endings.ts';
import { foldLetters } from './fold.ts';
import { scriptOf, type Script } from './script.ts';
import { soundKey, soundsOf } from './sounds.ts';
import type { PartMatch } from './match-token.ts';

/** What matching needs to know of a person. */
export interface NamedPerson {
  readonly pseudonym: string;
  /** Every known form of the name, in any script. */
  readonly names: readonly string[];
}

/** One significant part of a name: a given name, a patronymic, a surname. */
export interface NamePart {
  /** Index into `persons`. */
  readonly person: number;
  readonly text: string;
  readonly folded: string;
  readonly script: Script;
  readonly sounds: string;
  /** `soundKey` of the sounds. */
  readonly key: string;
  readonly consonants: number;
}

/** Protected persons with every key that matching needs, computed once. */
export interface PreparedPersons {
  readonly persons: readonly NamedPerson[];
  readonly parts: readonly NamePart[];
  /** The same, by person. */
  readonly partsOfPersons: readonly (readonly NamePart[])[];
  /** Sound key of a stem → where it comes from. */
  readonly stems: ReadonlyMap<string, readonly (NameStem & { readonly part: NamePart })[]>;
  /** Folded part → its parts. */
  readonly exact: ReadonlyMap<string, readonly NamePart[]>;
  /** Every true beginning of a folded part. */
  readonly beginnings: ReadonlySet<string>;
  /** What was found for tokens seen before. */
  readonly memory: Map<string, readonly PartMatch[]>;
  /** The same for parts inside longer tokens. */
  readonly joinedMemory: Map<string, readonly PartMatch[]>;
}

// Words of a name that identify nobody: nobiliary particles, titles, forms of address.
const insignificant = new Set(
  ('al el ul bin ibn bint bte abu umm ben bar da de del della den der des di dos du la le las los van von und y e zu ter ten af av st san dr mr mrs ms miss prof sir herr frau mme mlle sr sra don dona jr sr ii iii'
    + ' пан пані г гр д др ال بن ابن بنت ابو ام ד מר גב').split(' '),
);

/** Computes what {@link findPersons} needs. Parts of a name that identify nobody (titles, particles) are left out unless the name has no other. */
export function preparePersons(persons: readonly NamedPerson[]): PreparedPersons {
  const partsOfPersons = persons.map((person, index) => partsOfPerson(person, index));
  const parts = partsOfPersons.flat();
  const stems = new Map<string, (NameStem & { part: NamePart })[]>();
  const exact = new Map<string, NamePart[]>();
  for (const part of parts) {
    exact.set(part.folded, [...(exact.get(part.folded) ?? []), part]);
    for (const stem of stemsOfName(part.text, part.script)) stems.set(stem.stem, [...(stems.get(stem.stem) ?? []), { ...stem, part }]);
  }
  const beginnings = new Set(parts.flatMap(({ folded }) => Array.from(folded, (_, length) => folded.slice(0, length)).slice(1)));
  return { persons, parts, partsOfPersons, stems, exact, beginnings, memory: new Map(), joinedMemory: new Map() };
}

function partsOfPerson(person: NamedPerson, index: number): NamePart[] {
  const seen = new Set<string>();
  return person.names.flatMap((name) => {
    const words = name.normalize('NFC').match(/[\p{L}\p{M}\p{N}'’‘ʼʹʺ`´′]+/gu) ?? [];
    const significant = words.filter((word) => !insignificant.has(foldLetters(word)) && Array.from(foldLetters(word)).length > 1);
    return (significant.length > 0 ? significant : words).flatMap((written) => {
      // The Arabic article comes and goes with what stands before the name.
      const text = written.replace(/^ال(?=...)/u, '');
      const folded = foldLetters(text);
      if (folded === '' || seen.has(folded)) return [];
      seen.add(folded);
      const script = scriptOf(text);
      const sounds = soundsOf(text, script);
      const key = soundKey(sounds);
      return [{ person: index, text, folded, script, sounds, key, consonants: key.replace(/[aeiou]/g, '').length }];
    });
  });
}
