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
      const over = sentences.map((text, index) => {
        const next = sentences[index + 1];
        return next === undefined ? [] : acrossEnd(text, next, found);
      });
      return sentences.map((text, index) => ({
        text,
        names: merged([
          ...found(text),
          ...(over[index] ?? []).map(({ before }) => ({ start: text.length - before, end: text.length })),
          ...(over[index - 1] ?? []).map(({ after }) => ({ start: 0, end: after })),
        ]),
      }));
    },
    namedIn: (texts) => texts.some(named) || texts.some((text, index) => named(`${text.slice(-reach)} ${texts[index + 1]?.slice(0, reach) ?? ''}`)),
  };
}

// Of two sentences what stands around the end of the first is enough for a name that runs over it: the cost must not grow with the square of a long document.
const reach = 80;

/** How many characters of a name stand before and after the end of a sentence, for each that runs over it. */
function acrossEnd(text: string, next: string, found: (text: string) => readonly NamePlace[]): { readonly before: number; readonly after: number }[] {
  const tail = text.slice(-reach);
  return found(`${tail} ${next.slice(0, reach)}`).filter(({ start, end }) => start < tail.length && end > tail.length + 1).map(({ start, end }) => ({ before: tail.length - start, after: end - tail.length - 1 }));
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
