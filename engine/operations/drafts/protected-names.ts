import { formsOfPerson } from '../../../shared/case-model/protected-person.ts';
import { findInText, preparePersons } from '../../people/index.ts';
import type { NamePlace, TextWithNames } from '../../translation/index.ts';
import type { Vault } from '../../vault/index.ts';

/** What keeps the names of protected persons from a translation engine. */
export interface ProtectedNames {
  /** The sentences of one document in order, with the names in them, those that run over the end of a sentence included. */
  readonly mark: (sentences: readonly string[]) => TextWithNames[];
  /** Whether texts that are about to be shown to an engine still name somebody, alone or read one after the other. */
  readonly namedIn: (texts: readonly string[]) => boolean;
}

/** Gathers the protected names of a case. Undefined where their register is closed to this identity: then nothing can be kept from anybody. */
export function protectedNames(vault: Vault): ProtectedNames | undefined {
  if (!vault.persons.available) return undefined;
  const persons = vault.persons.list().filter((person) => person.protected).map((person) => ({ pseudonym: person.pseudonym, names: formsOfPerson(person) }));
  const prepared = preparePersons(persons);
  const asWritten = persons.flatMap(({ names }) => names).map(plain).filter((name) => name !== '');
  const found = (text: string): NamePlace[] => findInText(text, prepared).map(({ start, end }) => ({ start, end }));
  const named = (text: string): boolean => found(text).length > 0 || asWritten.some((name) => standsIn(plain(text), name));
  return {
    mark(sentences) {
      const across = found(sentences.join(' '));
      let from = 0;
      return sentences.map((text) => {
        const [start, end] = [from, from + text.length];
        from = end + 1;
        const here = across.filter((place) => place.start < end && place.end > start).map((place) => ({ start: Math.max(0, place.start - start), end: Math.min(text.length, place.end - start) }));
        return { text, names: merged([...found(text), ...here]) };
      });
    },
    namedIn: (texts) => texts.some(named) || named(texts.join(' ')),
  };
}

function merged(places: readonly NamePlace[]): NamePlace[] {
  const out: { start: number; end: number }[] = [];
  for (const { start, end } of places.toSorted((a, b) => a.start - b.start)) {
    const last = out.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else out.push({ start, end });
  }
  return out;
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

// Letter by letter, and not by the rules that found what was masked: one of them may be wrong.
function standsIn(text: string, name: string): boolean {
  const letter = /[\p{L}\p{M}\p{N}]/u;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!letter.test(text.charAt(at - 1)) && !letter.test(text.charAt(at + name.length))) return true;
  }
  return false;
}
