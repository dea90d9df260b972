import { randomUUID } from 'node:crypto';
import type { DocumentId, Sha256 } from '../../../shared/identifiers.ts';
import type { SqlDatabase } from '../encrypted-database.ts';
import { readBodies } from './json-body.ts';

/** One line of an item's custody form. Names of people live here, encrypted, and not in the event log. */
export interface CustodyEntry {
  readonly id: string;
  readonly document: DocumentId;
  /** ISO 8601. */
  readonly at: string;
  readonly action: string;
  readonly releasedBy?: string;
  readonly receivedBy?: string;
  readonly place?: string;
  readonly reason?: string;
  readonly condition?: string;
  readonly sealNumber?: string;
  readonly sha256Before?: Sha256;
  readonly sha256After?: Sha256;
}

export interface CustodyTable {
  add(entry: Omit<CustodyEntry, 'id'>): CustodyEntry;
  /** Oldest first. */
  list(document: DocumentId): readonly CustodyEntry[];
}

export function openCustodyTable(database: SqlDatabase): CustodyTable {
  const insert = database.prepare('INSERT INTO custody (id, document, body) VALUES (?, ?, ?)');
  const ofDocument = database.prepare('SELECT body FROM custody WHERE document = ? ORDER BY seq');
  return {
    add(entry) {
      const whole: CustodyEntry = { ...entry, id: randomUUID() };
      insert.run(whole.id, whole.document, JSON.stringify(whole));
      return whole;
    },
    list: (document) => readBodies<CustodyEntry>(ofDocument.all(document)),
  };
}
