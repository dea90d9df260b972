import type { ProtectedPerson } from '../../../shared/case-model/protected-person.ts';
import type { SqlDatabase } from '../encrypted-database.ts';
import { readBodies, readBody, type BodyRow } from './json-body.ts';

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

/** Opens the register; without its database every method throws. */
export function openPersonTable(database: SqlDatabase | undefined): PersonTable {
  if (database === undefined) return closedRegister;
  const upsert = database.prepare('INSERT INTO persons (pseudonym, body) VALUES (?, ?) ON CONFLICT (pseudonym) DO UPDATE SET body = excluded.body');
  const one = database.prepare<[string], BodyRow>('SELECT body FROM persons WHERE pseudonym = ?');
  const all = database.prepare('SELECT body FROM persons ORDER BY seq');
  const drop = database.prepare('DELETE FROM persons WHERE pseudonym = ?');
  return {
    available: true,
    put: (person) => void upsert.run(person.pseudonym, JSON.stringify(person)),
    get(pseudonym) {
      const row = one.get(pseudonym);
      return row === undefined ? undefined : readBody<ProtectedPerson>(row.body);
    },
    list: () => readBodies<ProtectedPerson>(all.all()),
    remove: (pseudonym) => void drop.run(pseudonym),
  };
}

const closedRegister: PersonTable = { available: false, put: refuse, get: refuse, list: refuse, remove: refuse };

function refuse(): never {
  throw new Error('this identity holds no key of the protected persons');
}
