import { randomUUID } from 'node:crypto';
import type { GuaranteeProof, RedactionSet } from '../../../shared/case-model/redaction.ts';
import type { Rect } from '../../../shared/geometry.ts';
import type { DocumentId, Sha256 } from '../../../shared/identifiers.ts';
import type { SqlDatabase } from '../encrypted-database.ts';
import { readBodies, readBody, type BodyRow } from './json-body.ts';

export const zoneStates = ['proposed', 'approved', 'rejected', 'applied', 'contested', 'upheld', 'lifted'] as const;
export type ZoneState = (typeof zoneStates)[number];

/** One step of a zone's way, as it was taken. */
export interface ZoneStep {
  readonly step: 'propose' | 'approve' | 'reject' | 'propose-again' | 'contest' | 'uphold' | 'lift' | 'apply' | 'change' | 'remove' | 'undo';
  /** Name and fingerprint of who took it. */
  readonly by: string;
  readonly fingerprint: string;
  readonly at: string;
  readonly reason?: string;
  /** Id of the decision that it was part of. */
  readonly decision?: string;
}

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
  /** Name of who proposed it. */
  readonly proposedBy: string;
  /** Fingerprint of who proposed it; absent where the rules found it. */
  readonly proposer?: string;
  readonly decidedBy?: string;
  /** Reason code of the edition's set of codes. */
  readonly code?: string;
  /** Of a find, 0 to 1. */
  readonly confidence?: number;
  /** Redactions of one group are decided together. */
  readonly group?: string;
  /** The redaction in the original, or in a translation, from which it was carried over. */
  readonly carriedFrom?: string;
  /** Where the words of a find stand; `rect` is the whole line. */
  readonly hits?: readonly Rect[];
  /** Of a find: the pseudonym, the pattern's name, or `term`. */
  readonly about?: string;
  readonly history?: readonly ZoneStep[];
  /** ISO 8601 time of the last change. */
  readonly changedAt: string;
}

export type NewZone = Omit<ZoneRecord, 'id' | 'changedAt' | 'decidedBy' | 'state'> & { readonly state?: ZoneState };

export interface ZoneFilter {
  readonly id?: string;
  readonly edition?: string;
  readonly document?: DocumentId;
  readonly page?: number;
  readonly state?: ZoneState;
  readonly origin?: ZoneRecord['origin'];
}

/** One place that was blacked out. */
export interface AppliedPlace {
  readonly page: number;
  readonly rect: Rect;
  /** Of the zone that was decided on; absent where a rule hid it without a decision. */
  readonly zone?: string;
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
  /** What was proved, by whom, as canonical JSON, and its SSH signature. */
  readonly record?: string;
  readonly signature?: string;
  /** Each place as applied, for the log of the edition: where, on what ground, decided by whom. Never what stood there. */
  readonly places?: readonly AppliedPlace[];
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
  /** Writes a zone as it is given, new or changed. */
  putZone(zone: ZoneRecord): ZoneRecord;
  /** Throws when there is no such zone. */
  decideZone(id: string, state: ZoneState, by: string): ZoneRecord;
  moveZone(id: string, rect: Rect): ZoneRecord;
  removeZones(filter: ZoneFilter): number;
  putApplied(applied: AppliedRedaction): void;
  applied(edition: string, document?: DocumentId): readonly AppliedRedaction[];
}

export function openRedactionTable(database: SqlDatabase): RedactionTable {
  const upsertSet = database.prepare('INSERT INTO redaction_sets (edition, body) VALUES (?, ?) ON CONFLICT (edition) DO UPDATE SET body = excluded.body');
  const oneSet = database.prepare<[string], BodyRow>('SELECT body FROM redaction_sets WHERE edition = ?');
  const allSets = database.prepare('SELECT body FROM redaction_sets ORDER BY edition');
  const dropSet = database.prepare('DELETE FROM redaction_sets WHERE edition = ?');
  const upsertZone = database.prepare(`INSERT INTO redaction_zones (id, edition, document, page, state, origin, body) VALUES (@id, @edition, @document, @page, @state, @origin, @body)
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, body = excluded.body`);
  const oneZone = database.prepare<[string], BodyRow>('SELECT body FROM redaction_zones WHERE id = ?');
  const where = `(@id IS NULL OR id = @id) AND (@edition IS NULL OR edition = @edition) AND (@document IS NULL OR document = @document) AND (@page IS NULL OR page = @page)
    AND (@state IS NULL OR state = @state) AND (@origin IS NULL OR origin = @origin)`;
  const someZones = database.prepare(`SELECT body FROM redaction_zones WHERE ${where} ORDER BY document, page, seq`);
  const dropZones = database.prepare(`DELETE FROM redaction_zones WHERE ${where}`);
  const upsertApplied = database.prepare('INSERT INTO redactions_applied (edition, document, body) VALUES (?, ?, ?) ON CONFLICT (edition, document) DO UPDATE SET body = excluded.body');
  const someApplied = database.prepare('SELECT body FROM redactions_applied WHERE edition = @edition AND (@document IS NULL OR document = @document) ORDER BY document');

  function save(zone: ZoneRecord): ZoneRecord {
    const { id, edition, document, page, state, origin } = zone;
    upsertZone.run({ id, edition, document, page, state, origin, body: JSON.stringify(zone) });
    return zone;
  }

  function mustHave(id: string): ZoneRecord {
    const row = oneZone.get(id);
    if (row === undefined) throw new Error('a redaction zone that does not exist');
    return readBody<ZoneRecord>(row.body);
  }

  return {
    putSet: (set) => void upsertSet.run(set.edition, JSON.stringify(set)),
    set(edition) {
      const row = oneSet.get(edition);
      return row === undefined ? undefined : readBody<RedactionSet>(row.body);
    },
    sets: () => readBodies<RedactionSet>(allSets.all()),
    removeSet: (edition) => void dropSet.run(edition),
    addZone: (zone) => save({ ...zone, id: randomUUID(), state: zone.state ?? 'proposed', changedAt: now() }),
    putZone: save,
    zone(id) {
      const row = oneZone.get(id);
      return row === undefined ? undefined : readBody<ZoneRecord>(row.body);
    },
    zones: (filter = {}) => readBodies<ZoneRecord>(someZones.all(bindFilter(filter))),
    decideZone: (id, state, by) => save({ ...mustHave(id), state, decidedBy: by, changedAt: now() }),
    moveZone: (id, rect) => save({ ...mustHave(id), rect, changedAt: now() }),
    removeZones: (filter) => dropZones.run(bindFilter(filter)).changes,
    putApplied: (applied) => void upsertApplied.run(applied.edition, applied.document, JSON.stringify(applied)),
    applied: (edition, document) => readBodies<AppliedRedaction>(someApplied.all({ edition, document: document ?? null })),
  };
}

function bindFilter({ id, edition, document, page, state, origin }: ZoneFilter): Record<string, string | number | null> {
  return { id: id ?? null, edition: edition ?? null, document: document ?? null, page: page ?? null, state: state ?? null, origin: origin ?? null };
}

function now(): string {
  return new Date().toISOString();
}
