import type { PersonAccess, PersonConsent, ProtectedPerson, ProtectiveMeasure } from '../../../shared/case-model/protected-person.ts';
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
  /** Protective measures and consents, in order of making; of one person where a pseudonym is given. */
  readonly measures: PersonRecords<ProtectiveMeasure>;
  readonly consents: PersonRecords<PersonConsent>;
  /** Openings of records, each an entry of the log. */
  readonly accesses: PersonRecords<PersonAccess>;
}

/** Records about persons, by their own id. */
export interface PersonRecords<T extends { readonly id: string; readonly pseudonym: string }> {
  put(record: T): void;
  get(id: string): T | undefined;
  list(pseudonym?: string): readonly T[];
  /** Removes all of one person. */
  removeOf(pseudonym: string): void;
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
    measures: openRecords<ProtectiveMeasure>(database, 'measures'),
    consents: openRecords<PersonConsent>(database, 'consents'),
    accesses: openRecords<PersonAccess>(database, 'accesses'),
  };
}

function openRecords<T extends { readonly id: string; readonly pseudonym: string }>(database: SqlDatabase, table: 'measures' | 'consents' | 'accesses'): PersonRecords<T> {
  const upsert = database.prepare(`INSERT INTO ${table} (id, pseudonym, body) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET pseudonym = excluded.pseudonym, body = excluded.body`);
  const one = database.prepare<[string], BodyRow>(`SELECT body FROM ${table} WHERE id = ?`);
  const some = database.prepare<[{ readonly pseudonym: string | null }], BodyRow>(`SELECT body FROM ${table} WHERE @pseudonym IS NULL OR pseudonym = @pseudonym ORDER BY seq`);
  const drop = database.prepare<[string]>(`DELETE FROM ${table} WHERE pseudonym = ?`);
  return {
    put: (record) => void upsert.run(record.id, record.pseudonym, JSON.stringify(record)),
    get(id) {
      const row = one.get(id);
      return row === undefined ? undefined : readBody<T>(row.body);
    },
    list: (pseudonym) => readBodies<T>(some.all({ pseudonym: pseudonym ?? null })),
    removeOf: (pseudonym) => void drop.run(pseudonym),
  };
}

const closedRecords = { put: refuse, get: refuse, list: refuse, removeOf: refuse };
const closedRegister: PersonTable = { available: false, put: refuse, get: refuse, list: refuse, remove: refuse, measures: closedRecords, consents: closedRecords, accesses: closedRecords };

function refuse(): never {
  throw new Error('this identity holds no key of the protected persons');
}
