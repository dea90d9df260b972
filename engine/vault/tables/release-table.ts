import { randomUUID } from 'node:crypto';
import type { Sha256 } from '../../../shared/identifiers.ts';
import type { SqlDatabase } from '../encrypted-database.ts';
import { readBodies, readBody, type BodyRow } from './json-body.ts';

/** One sealed hand-over. */
export interface ReleaseRecord {
  readonly id: string;
  readonly edition: string;
  /** ISO 8601. */
  readonly madeAt: string;
  /** Of the file that left (sealed, or the plain archive). */
  readonly sha256: Sha256;
  readonly bytes: number;
  readonly pages: number;
  readonly exhibits: number;
  readonly redactions: number;
  /** `age1…` keys. */
  readonly recipients: readonly string[];
  /** Id of the release of the same edition before this one. */
  readonly previous?: string;
  /** Canonical JSON of the signed statement. */
  readonly statement: string;
  readonly withdrawn?: { readonly at: string; readonly reason: string };
}

/** Who got which release, when, and whether they acknowledged it. */
export interface Disclosure {
  readonly id: string;
  readonly release: string;
  readonly to: string;
  readonly at: string;
  readonly acknowledgedAt?: string;
  readonly note?: string;
}

export interface ReleaseTable {
  add(release: ReleaseRecord): void;
  get(id: string): ReleaseRecord | undefined;
  /** Oldest first. */
  list(edition?: string): readonly ReleaseRecord[];
  last(edition: string): ReleaseRecord | undefined;
  withdraw(id: string, why: { readonly at: string; readonly reason: string }): void;
  addDisclosure(disclosure: Omit<Disclosure, 'id'>): Disclosure;
  acknowledge(disclosure: string, at: string): void;
  disclosures(release?: string): readonly Disclosure[];
}

export function openReleaseTable(database: SqlDatabase): ReleaseTable {
  const insert = database.prepare('INSERT INTO releases (id, edition, body) VALUES (?, ?, ?)');
  const update = database.prepare('UPDATE releases SET body = ? WHERE id = ?');
  const one = database.prepare<[string], BodyRow>('SELECT body FROM releases WHERE id = ?');
  const some = database.prepare('SELECT body FROM releases WHERE @edition IS NULL OR edition = @edition ORDER BY seq');
  const newest = database.prepare<[string], BodyRow>('SELECT body FROM releases WHERE edition = ? ORDER BY seq DESC LIMIT 1');
  const insertDisclosure = database.prepare('INSERT INTO disclosures (id, release, body) VALUES (?, ?, ?)');
  const updateDisclosure = database.prepare('UPDATE disclosures SET body = ? WHERE id = ?');
  const oneDisclosure = database.prepare<[string], BodyRow>('SELECT body FROM disclosures WHERE id = ?');
  const someDisclosures = database.prepare('SELECT body FROM disclosures WHERE @release IS NULL OR release = @release ORDER BY seq');

  function get(id: string): ReleaseRecord | undefined {
    const row = one.get(id);
    return row === undefined ? undefined : readBody<ReleaseRecord>(row.body);
  }

  return {
    add: (release) => void insert.run(release.id, release.edition, JSON.stringify(release)),
    get,
    list: (edition) => readBodies<ReleaseRecord>(some.all({ edition: edition ?? null })),
    last(edition) {
      const row = newest.get(edition);
      return row === undefined ? undefined : readBody<ReleaseRecord>(row.body);
    },
    withdraw(id, withdrawn) {
      const release = get(id);
      if (release === undefined) throw new Error('a withdrawal of a release that does not exist');
      update.run(JSON.stringify({ ...release, withdrawn }), id);
    },
    addDisclosure(disclosure) {
      const whole: Disclosure = { ...disclosure, id: randomUUID() };
      insertDisclosure.run(whole.id, whole.release, JSON.stringify(whole));
      return whole;
    },
    acknowledge(id, at) {
      const row = oneDisclosure.get(id);
      if (row === undefined) throw new Error('an acknowledgement of a disclosure that does not exist');
      updateDisclosure.run(JSON.stringify({ ...readBody<Disclosure>(row.body), acknowledgedAt: at }), id);
    },
    disclosures: (release) => readBodies<Disclosure>(someDisclosures.all({ release: release ?? null })),
  };
}
