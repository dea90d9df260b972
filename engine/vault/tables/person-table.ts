import type { ProtectedPerson } from '../../../shared/case-model/protected-person.ts';

/** The protected persons, in a database of their own. Every method throws when `available` is false. */
export interface PersonTable {
  /** Whether this identity can open the compartment. */
  readonly available: boolean;
  /** Adds, or replaces the person of that pseudonym. */
  put(person: ProtectedPerson): void;
  get(pseudonym: string): ProtectedPerson | undefined;
  list(): readonly ProtectedPerson[];
  remove(pseudonym: string): void;
}
