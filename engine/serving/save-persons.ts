import type { ProtectedPerson } from '../../shared/case-model/protected-person.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { revealsName } from '../operations/persons/register.ts';
import type { Vault } from '../vault/index.ts';

/**
 * Replaces the register of protected persons. Fails with `permission-denied` where it is closed to this identity, and with `usage` when two
 * persons share a pseudonym, a pseudonym contains a name, or an edition names a person who would be gone.
 */
export function savePersons(vault: Vault, persons: readonly ProtectedPerson[]): Result<Record<string, never>, Failure> {
  if (!vault.persons.available) return refusal(failure('permission-denied', 'Your role does not open the register of protected persons.'));
  const pseudonyms = new Set(persons.map(({ pseudonym }) => pseudonym));
  if (pseudonyms.size < persons.length) return refusal(failure('usage', 'Two persons share a pseudonym.'));
  const revealing = persons.find(revealsName);
  if (revealing !== undefined) return refusal(failure('usage', 'A pseudonym must not contain the name that it stands for.'));
  const wanted = vault.redactions.sets().flatMap((set) => set.persons).find((pseudonym) => !pseudonyms.has(pseudonym));
  if (wanted !== undefined) return refusal(failure('usage', 'An edition redacts a person who would be gone. Take the person out of the edition first.', { subject: wanted }));
  for (const { pseudonym } of vault.persons.list()) {
    if (!pseudonyms.has(pseudonym)) vault.persons.remove(pseudonym);
  }
  // A list that shows names only must not take away what the records hold besides.
  for (const person of persons) vault.persons.put({ ...vault.persons.get(person.pseudonym), ...person });
  return success({});
}
