import { formsOfPerson, type NameMatch } from '../../../shared/case-model/protected-person.ts';
import type { Failure } from '../../../shared/failure.ts';
import { success, type Result } from '../../../shared/result.ts';
import { explainMatches } from '../../people/index.ts';
import type { Vault } from '../../vault/index.ts';
import { refuseClosed, unknownPerson } from './register.ts';

export interface TriedName {
  readonly pseudonym: string;
  /** As it stands in the text. */
  readonly text: string;
  /** The known form of the name that explains it; only where one record is asked about. */
  readonly form?: string;
  readonly how: NameMatch;
  readonly whole: boolean;
  /** 0 to 1. */
  readonly confidence: number;
}

/**
 * What the search for names would find in a text, and why: of everybody without telling a name, or of one person with the form of the name. Changes nothing and logs
 * nothing. Fails with `permission-denied` where the register is closed, and with `usage` for an unknown pseudonym.
 */
export function tryNames(vault: Vault, text: string, pseudonym?: string): Result<readonly TriedName[], Failure> {
  const closed = refuseClosed(vault);
  if (closed !== undefined) return closed;
  const persons = vault.persons.list().filter((person) => pseudonym === undefined || person.pseudonym === pseudonym);
  if (pseudonym !== undefined && persons.length === 0) return unknownPerson(pseudonym);
  const matches = explainMatches(text, persons.map((person) => ({ pseudonym: person.pseudonym, names: formsOfPerson(person) })));
  return success(matches.map(({ form, ...match }) => (pseudonym === undefined ? match : { ...match, form })));
}
