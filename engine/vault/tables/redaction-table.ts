import type { GuaranteeProof, RedactionSet } from '../../../shared/case-model/redaction.ts';
import type { Rect } from '../../../shared/geometry.ts';
import type { DocumentId, Sha256 } from '../../../shared/identifiers.ts';

export const zoneStates = ['proposed', 'approved', 'rejected', 'applied', 'contested', 'upheld', 'lifted'] as const;
export type ZoneState = (typeof zoneStates)[number];

/** A zone on a page of one edition, with its way through the workflow. Neither `why` nor `ground` contains what is removed. */
export interface ZoneRecord {
  readonly id: string;
  readonly edition: string;
  readonly document: DocumentId;
  /** 1-based. */
  readonly page: number;
  readonly rect: Rect;
  readonly why: string;
  readonly ground: string;
  /** `marked` by a person; `found` by names, terms or patterns. */
  readonly origin: 'marked' | 'found';
  readonly state: ZoneState;
  /** Fingerprint or name of who proposed it. */
  readonly proposedBy: string;
  readonly decidedBy?: string;
  /** ISO 8601 time of the last change. */
  readonly changedAt: string;
}

export type NewZone = Omit<ZoneRecord, 'id' | 'changedAt' | 'decidedBy' | 'state'> & { readonly state?: ZoneState };

export interface ZoneFilter {
  readonly edition?: string;
  readonly document?: DocumentId;
  readonly page?: number;
  readonly state?: ZoneState;
  readonly origin?: ZoneRecord['origin'];
}

/** That a redaction was applied to one document for one edition, and proved. */
export interface AppliedRedaction {
  readonly edition: string;
  readonly document: DocumentId;
  /** Of the redacted file. */
  readonly sha256: Sha256;
  readonly method: string;
  readonly proof: readonly GuaranteeProof[];
  readonly zones: number;
  readonly appliedAt: string;
}

/** Redaction sets, zones and proofs. */
export interface RedactionTable {
  putSet(set: RedactionSet): void;
  set(edition: string): RedactionSet | undefined;
  sets(): readonly RedactionSet[];
  removeSet(edition: string): void;
  /** Answers the new zone with its id; `proposed` unless told otherwise. */
  addZone(zone: NewZone): ZoneRecord;
  zone(id: string): ZoneRecord | undefined;
  zones(filter?: ZoneFilter): readonly ZoneRecord[];
  /** Throws when there is no such zone. */
  decideZone(id: string, state: ZoneState, by: string): ZoneRecord;
  moveZone(id: string, rect: Rect): ZoneRecord;
  removeZones(filter: ZoneFilter): number;
  putApplied(applied: AppliedRedaction): void;
  applied(edition: string, document?: DocumentId): readonly AppliedRedaction[];
}
