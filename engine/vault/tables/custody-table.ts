import type { DocumentId, Sha256 } from '../../../shared/identifiers.ts';

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
