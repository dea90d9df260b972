import type { Sha256 } from '../../../shared/identifiers.ts';

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
