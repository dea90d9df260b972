import { randomUUID } from 'node:crypto';
import { plainOrder, type EditionOrder } from '../../../shared/case-model/redaction.ts';
import { failure, type Failure } from '../../../shared/failure.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import type { JsonValue, Vault, ZoneRecord, ZoneStep } from '../../vault/index.ts';

/** A decision that was taken, and what it changed. */
export interface TakenDecision {
  readonly decision: string;
  readonly redactions: readonly ZoneRecord[];
}

const decisionKind = 'redaction-decision';

/** How the redactions of an edition are decided on. */
export function orderOf(vault: Vault, edition: string): EditionOrder {
  return vault.redactions.set(edition)?.order ?? plainOrder;
}

/** The zones of these ids, once each; fails with `usage` where one is gone. */
export function knownZones(vault: Vault, ids: readonly string[]): Result<readonly ZoneRecord[], Failure> {
  const zones: ZoneRecord[] = [];
  for (const id of new Set(ids)) {
    const zone = vault.redactions.zone(id);
    if (zone === undefined) return refusal(failure('usage', 'A redaction is gone meanwhile. Look at the list again.', { subject: id }));
    zones.push(zone);
  }
  return success(zones);
}

/** A step that this identity takes now. */
export function stepNow(vault: Vault, step: ZoneStep['step'], about: { readonly reason?: string | undefined; readonly decision?: string } = {}): ZoneStep {
  const { reason, decision } = about;
  return {
    step, by: vault.identity.name, fingerprint: vault.identity.fingerprint, at: new Date().toISOString(),
    ...(reason === undefined || reason.trim() === '' ? {} : { reason: reason.trim() }), ...(decision === undefined ? {} : { decision }),
  };
}

/** A zone after a step, with the step at the end of its history. */
export function withStep(zone: ZoneRecord, step: ZoneStep): ZoneRecord {
  return { ...zone, changedAt: step.at, history: [...(zone.history ?? []), step] };
}

/** Writes what a decision changed, as one, and keeps what was before so that it can be taken back. `after` has no zone where one is removed. */
export function keepDecision(vault: Vault, before: readonly ZoneRecord[], after: (decision: string) => readonly ZoneRecord[]): TakenDecision {
  const decision = randomUUID();
  const redactions = after(decision);
  const left = new Set(redactions.map(({ id }) => id));
  for (const { id } of before) if (!left.has(id)) vault.redactions.removeZones({ id });
  for (const zone of redactions) vault.redactions.putZone(zone);
  vault.records.put(decisionKind, decision, { by: vault.identity.fingerprint, before } as unknown as JsonValue);
  return { decision, redactions };
}

/** What stood before a decision, and who took it; undefined where there is no such decision. */
export function keptDecision(vault: Vault, decision: string): { readonly by: string; readonly before: readonly ZoneRecord[] } | undefined {
  const kept = vault.records.get(decisionKind, decision);
  return kept === undefined ? undefined : (kept as unknown as { readonly by: string; readonly before: readonly ZoneRecord[] });
}

/** Forgets what stood before a decision: it was taken back. */
export function forgetDecision(vault: Vault, decision: string): void {
  vault.records.remove(decisionKind, decision);
}
