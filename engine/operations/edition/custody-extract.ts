import type { CustodyExtract, ReleasedEvent } from '../../release/index.ts';
import type { ReleaseRecord, Vault } from '../../vault/index.ts';

// Events about a case as a whole that every side may know of.
const openActions = new Set(['case-created', 'bundle-built', 'release-made', 'release-withdrawn', 'checkpoint-countersigned']);

/**
 * The part of the event log that an edition may see: everything for the court; for the others, what concerns the case as a whole, this edition, or
 * documents that it has whole. Of every other event goes only its salted leaf, with its place.
 */
export function custodyExtract(vault: Vault, edition: string, wholeDocuments: ReadonlySet<string>, previous: ReleaseRecord | undefined): CustodyExtract {
  const size = vault.eventCount();
  const events: ReleasedEvent[] = [];
  const shown = [];
  const withheld = [];
  for (const event of vault.events()) {
    if (event.index >= size) break;
    const { object } = event;
    const mine = openActions.has(event.action) && (object === undefined || object === edition);
    const visible = edition === 'court' || mine || (object !== undefined && wholeDocuments.has(object) && event.action.startsWith('document-'));
    const proof = vault.inclusionProof(event.index, size);
    const plain = { index: proof.index, size: proof.size, leaf: proof.leaf, path: [...proof.path] };
    if (visible) {
      events.push(event);
      shown.push(plain);
    } else {
      withheld.push(plain);
    }
  }
  return { checkpoint: vault.checkpoint(), events, proofs: { inclusion: shown, withheld, consistency: consistencyWith(vault, size, previous) } };
}

function consistencyWith(vault: Vault, size: number, previous: ReleaseRecord | undefined): CustodyExtract['proofs']['consistency'] {
  const kept = previous === undefined ? undefined : vault.records.get('release-checkpoint', previous.id);
  if (kept === undefined || kept === null || typeof kept !== 'object' || !('checkpoint' in kept) || !('size' in kept)) return null;
  const { checkpoint, size: from } = kept as { readonly checkpoint: string; readonly size: number };
  const { path, to } = vault.consistencyProof(from, size);
  return { checkpoint, proof: { from, to, path: [...path] } };
}
