import { randomUUID } from 'node:crypto';
import { failure, type Failure } from '../../../shared/failure.ts';
import { rectsIntersect, type Rect } from '../../../shared/geometry.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { isHidden } from '../../redaction/index.ts';
import type { Vault, ZoneRecord } from '../../vault/index.ts';
import { codesOf } from './redaction-codes.ts';
import { keepDecision, knownZones, stepNow, withStep, type TakenDecision } from './zone-decision.ts';

export interface RedactionChange {
  /** Null takes the code away. */
  readonly code?: string | null | undefined;
  readonly ground?: string | undefined;
  readonly rect?: Rect | undefined;
}

/**
 * Gives redactions a reason code with its ground, another ground, or one of them another place, which makes an approved one a proposal again. Fails with `usage`
 * for a code that the edition's set has not, a place off the page, or a place of one that a release has applied.
 */
export function changeRedactions(vault: Vault, ids: readonly string[], change: RedactionChange): Result<TakenDecision, Failure> {
  const zones = knownZones(vault, ids);
  if (!zones.ok) return zones;
  const changed: ZoneRecord[] = [];
  for (const zone of zones.value) {
    const one = changedZone(vault, zone, change);
    if (!one.ok) return one;
    changed.push(one.value);
  }
  if (change.rect !== undefined && changed.length > 1) return refusal(failure('usage', 'One redaction at a time is moved.'));
  return success(vault.transaction(() => keepDecision(vault, zones.value, (decision) => changed.map((zone) => withStep(zone, stepNow(vault, 'change', { decision }))))));
}

function changedZone(vault: Vault, zone: ZoneRecord, { code, ground, rect }: RedactionChange): Result<ZoneRecord, Failure> {
  let next: ZoneRecord = zone;
  if (code === null) next = without(next, 'code');
  else if (code !== undefined) {
    const known = codesOf(vault, zone.edition).find((entry) => entry.code === code);
    if (known === undefined) return refusal(failure('usage', 'The codes of this edition have no such code.', { subject: code }));
    next = { ...next, code, ground: known.ground };
  }
  if (ground !== undefined) next = { ...next, ground };
  if (rect === undefined) return success(next);
  if (zone.state === 'applied' || zone.state === 'contested' || zone.state === 'upheld') return refusal(failure('usage', 'A redaction that a release has applied is not moved: lift it and mark the place anew.', { subject: zone.id }));
  const page = vault.pageTexts.get(zone.document, zone.page);
  if (rect[2] <= 0 || rect[3] <= 0 || (page !== undefined && !rectsIntersect(rect, [0, 0, page.widthPt, page.heightPt]))) return refusal(failure('usage', 'A redaction needs a place on its page.', { subject: zone.id }));
  // Somebody approved the place that it was.
  return success({ ...next, rect, proposedBy: vault.identity.name, proposer: vault.identity.fingerprint, ...(isHidden(zone.state) ? { state: 'proposed' as const } : {}) });
}

function without(zone: ZoneRecord, key: 'code' | 'group'): ZoneRecord {
  return Object.fromEntries(Object.entries(zone).filter(([name]) => name !== key)) as unknown as ZoneRecord;
}

/** Makes redactions of one edition a group that is decided together, or takes them out of theirs. Fails with `usage` across editions. */
export function linkRedactions(vault: Vault, ids: readonly string[], linked: boolean): Result<readonly ZoneRecord[], Failure> {
  const zones = knownZones(vault, ids);
  if (!zones.ok) return zones;
  if (new Set(zones.value.map(({ edition }) => edition)).size > 1) return refusal(failure('usage', 'Redactions of different editions are decided apart.'));
  const group = randomUUID();
  return success(vault.transaction(() => zones.value.map((zone) => vault.redactions.putZone(withStep(linked ? { ...zone, group } : without(zone, 'group'), stepNow(vault, 'change'))))));
}

const released: ReadonlySet<ZoneRecord['state']> = new Set<ZoneRecord['state']>(['applied', 'contested', 'upheld']);

/** Takes redactions out of the list. Fails with `usage` for one that a release has applied: that one is lifted, with a reason. */
export function removeRedactions(vault: Vault, ids: readonly string[], reason?: string): Result<TakenDecision, Failure> {
  const zones = knownZones(vault, ids);
  if (!zones.ok) return zones;
  const applied = zones.value.find(({ state }) => released.has(state));
  if (applied !== undefined) return refusal(failure('usage', 'A release has applied this redaction: lift it instead, with a reason.', { subject: applied.id }));
  return success(vault.transaction(() => {
    const taken = keepDecision(vault, zones.value, () => []);
    vault.appendEvent({ action: 'redaction-removed', ...(reason === undefined ? {} : { reason }), facts: { zones: zones.value.length, decision: taken.decision } });
    return taken;
  }));
}
