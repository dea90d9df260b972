import { formsOfPerson } from '../../../shared/case-model/protected-person.ts';
import type { PatternName, RedactionSet } from '../../../shared/case-model/redaction.ts';
import type { PageText } from '../../../shared/page-text.ts';
import { containsProtected, findExpressions, findPatterns, findPersons, findTerms, preparePersons, pseudonymise, type Mention } from '../../people/index.ts';
import type { Vault, ZoneState } from '../../vault/index.ts';

/** What an edition must not show, and the means to find it. Lives in memory only. */
export interface EditionSecrets {
  /** Whether the edition removes anything at all. */
  readonly any: boolean;
  readonly ground: string;
  /** Forms of names and terms, for a search of raw bytes. */
  readonly strings: readonly string[];
  readonly mentionsOn: (page: PageText) => Mention[];
  /** Names and terms alone, and strings that were found elsewhere: the stamps and hashes of a bundle can look like a phone number. */
  readonly namesOn: (page: PageText, also?: readonly string[]) => Mention[];
  /** A title, file name or heading as the edition may read it. */
  readonly hide: (text: string) => string;
  /** Whether a text that is about to leave still names somebody or something. */
  readonly shows: (text: string) => boolean;
  /** The same for names and terms alone: machine-written text is full of figures that look like something else. */
  readonly namedIn: (text: string) => boolean;
}

/** States of a drawn zone in which it is blacked out. */
export const standingStates: ReadonlySet<string> = new Set<ZoneState>(['approved', 'applied', 'upheld', 'contested']);

/** Gathers what the redaction set of an edition removes. Fails by throwing where persons are named but their register is closed to this identity. */
export function editionSecrets(vault: Vault, edition: string): EditionSecrets {
  const set = vault.redactions.set(edition);
  const persons = set === undefined || set.persons.length === 0 ? [] : vault.persons.list().filter(({ pseudonym }) => set.persons.includes(pseudonym)).map((person) => ({ pseudonym: person.pseudonym, names: formsOfPerson(person) }));
  const prepared = preparePersons(persons);
  const terms = set?.terms ?? [];
  const patterns: readonly PatternName[] = set?.patterns ?? [];
  const expressions = set?.expressions ?? [];
  const { languages } = vault.head();
  const namesOn = (page: PageText, also: readonly string[] = []): Mention[] => [...findPersons(page, prepared), ...findTerms(page, [...new Set([...terms, ...also])])];
  return {
    any: (set !== undefined && removesSomething(set)) || vault.redactions.zones({ edition }).some(({ state }) => standingStates.has(state)),
    ground: set?.ground ?? '',
    strings: [...persons.flatMap(({ names }) => names), ...terms],
    mentionsOn: (page) => [...namesOn(page), ...findPatterns(page, patterns, languages), ...findExpressions(page, expressions)],
    namesOn,
    hide: (text) => pseudonymise(text, prepared, { terms, patterns, expressions, languages }),
    shows: (text) => containsProtected(text, prepared, { terms, patterns, expressions, languages }),
    namedIn: (text) => containsProtected(text, prepared, { terms }),
  };
}

function removesSomething({ persons, terms, patterns, expressions = [], zones }: RedactionSet): boolean {
  return persons.length + terms.length + patterns.length + expressions.length + zones.length > 0;
}
