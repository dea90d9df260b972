import { z } from 'zod';
import type { CustodyEvent } from '../../shared/case-model/custody.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

const inclusion = z.strictObject({ index: count, size: count, leaf: sha256, path: z.array(sha256).max(64) });
const consistency = z.strictObject({ from: count, to: count, path: z.array(sha256).max(128) });
const consistencyStep = z.strictObject({ checkpoint: z.string().max(65_536), proof: consistency });

/** `data/custody/proofs.json`: where in the log the released events are, and that the log only grew. Hashes in hexadecimal. */
export const custodyProofs = z.strictObject({
  /** One for each event of `events.jsonl`, in its order. */
  inclusion: z.array(inclusion).max(1_000_000),
  /** Events that this edition may not see: only their salted leaf hashes, each with its place. */
  withheld: z.array(inclusion).max(1_000_000),
  /** Against the checkpoint of the previous release, which is repeated here. */
  consistency: consistencyStep.nullable(),
  /** Against further earlier checkpoints: of other editions' releases, or countersigned ones that were handed back. */
  earlier: z.array(consistencyStep).max(10_000).optional(),
});

export type CustodyProofs = z.infer<typeof custodyProofs>;
export type InclusionProof = z.infer<typeof inclusion>;
export type ConsistencyStep = z.infer<typeof consistencyStep>;
export type ConsistencyProof = z.infer<typeof consistency>;

/** An event with what makes its leaf: the leaf is the canonical JSON of exactly these fields (RFC 8785, RFC 6962). */
export interface ReleasedEvent extends CustodyEvent {
  readonly previous: string;
  readonly salt: string;
}

/** What of the custody log goes with a release. */
export interface CustodyExtract {
  /** C2SP signed note, under the origin `custodia.case/<case id>`. */
  readonly checkpoint: string;
  /** The events that this edition may see, in order. */
  readonly events: readonly ReleasedEvent[];
  readonly proofs: CustodyProofs;
}

/** The origin under which a case's log is signed. */
export function logOrigin(caseId: string): string {
  return `custodia.case/${caseId}`;
}
