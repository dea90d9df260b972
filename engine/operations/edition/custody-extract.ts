import type { ConsistencyStep, CustodyExtract, ReleasedEvent } from '../../release/index.ts';
import type { ReleaseRecord, Vault } from '../../vault/index.ts';
import { heldCheckpoints } from '../held-checkpoints.ts';

// Events about a case as a whole that every side may know of.
const openActions = new Set(['case-created', 'bundle-built', 'release-made', 'release-withdrawn', 'checkpoint-countersigned']);

/** What an edition may see of the log. */
export interface SeenByEdition {
  /** Ids of documents that it holds whole. */
  readonly whole: ReadonlySet<string>;
  /** Whether a text names what it must not show. */
  readonly shows: (text: string) => boolean;
}

/**
 * The part of the event log that an edition may see: everything for the court; for the others, what concerns the case as a whole, this edition, or
 * documents that it has whole. Of every other event goes only its salted leaf, with its place.
 */
export function custodyExtract(vault: Vault, edition: string, may: SeenByEdition, previous: ReleaseRecord | undefined): CustodyExtract {
  const size = vault.eventCount();
  const events: ReleasedEvent[] = [];
  const shown = [];
  const withheld = [];
  for (const event of vault.events()) {
    if (event.index >= size) break;
    const { object } = event;
    const mine = openActions.has(event.action) && (object === undefined || object === edition);
    const visible = edition === 'court' || mine || (object !== undefined && may.whole.has(object) && event.action.startsWith('document-'));
    // A reason is in free words, and persons may have been added to the edition's redactions since.
    const named = event.reason !== undefined && may.shows(event.reason);
    const proof = vault.inclusionProof(event.index, size);
    const plain = { index: proof.index, size: proof.size, leaf: proof.leaf, path: [...proof.path] };
    if (visible && !named) {
      events.push(event);
      shown.push(plain);
    } else {
      withheld.push(plain);
    }
  }
  return { checkpoint: vault.checkpoint(), events, proofs: { inclusion: shown, withheld, ...consistencyWithEarlier(vault, size, previous) } };
}

/** Against the release before, and against every other head that somebody may hold: of other releases, and countersigned ones. */
function consistencyWithEarlier(vault: Vault, size: number, previous: ReleaseRecord | undefined): Pick<CustodyExtract['proofs'], 'consistency' | 'earlier'> {
  const before = previous === undefined ? undefined : keptHead(vault, previous.id);
  const others = [...vault.releases.list().flatMap(({ id }) => keptHead(vault, id) ?? []), ...heldCheckpoints(vault)];
  const seen = new Set(before === undefined ? [] : [before.size]);
  const earlier = others.filter((head) => head.size > 0 && head.size <= size && !seen.has(head.size) && seen.add(head.size).size > 0);
  return { consistency: before === undefined ? null : stepFrom(vault, before, size), ...(earlier.length === 0 ? {} : { earlier: earlier.map((head) => stepFrom(vault, head, size)) }) };
}

interface LogHead {
  readonly checkpoint: string;
  readonly size: number;
}

function keptHead(vault: Vault, release: string): LogHead | undefined {
  return vault.records.get('release-checkpoint', release) as unknown as LogHead | undefined;
}

function stepFrom(vault: Vault, { checkpoint, size: from }: LogHead, size: number): ConsistencyStep {
  const { path, to } = vault.consistencyProof(from, size);
  return { checkpoint, proof: { from, to, path: [...path] } };
}
