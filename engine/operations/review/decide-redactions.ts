import type { CustodyAction } from '../../../shared/case-model/custody.ts';
import type { EditionOrder } from '../../../shared/case-model/redaction.ts';
import { failure, type Failure } from '../../../shared/failure.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { decideZones, possibleActions, type WorkflowAction, type WorkflowZone } from '../../redaction/index.ts';
import type { Vault, ZoneRecord } from '../../vault/index.ts';
import { keepDecision, knownZones, orderOf, stepNow, withStep, type TakenDecision } from './zone-decision.ts';

/** A step that a person takes; `apply` is the release's own. */
export type ReviewStep = Exclude<WorkflowAction, 'apply'>;

export interface ReviewDecision {
  readonly redactions: readonly string[];
  readonly step: ReviewStep;
  readonly reason?: string | undefined;
}

const logged: Readonly<Record<ReviewStep, CustodyAction>> = {
  'approve': 'redaction-approved', 'reject': 'redaction-rejected', 'propose-again': 'redaction-proposed', 'contest': 'redaction-contested', 'uphold': 'redaction-upheld', 'lift': 'redaction-lifted',
};
const reasoned: ReadonlySet<ReviewStep> = new Set<ReviewStep>(['contest', 'uphold', 'lift']);

/**
 * Takes one step with redactions and with those of their groups, all or none: approve, reject, propose again, contest, uphold, lift. Fails with `usage` for
 * a step that a redaction's state does not allow, for approval of one's own proposal under four eyes, for a ruling, a contest or the rejection of a find
 * without a reason, and for the rejection of a find where the edition's order lets no place be kept.
 */
export function decideRedactions(vault: Vault, { redactions, step, reason }: ReviewDecision): Result<TakenDecision, Failure> {
  const named = knownZones(vault, redactions);
  if (!named.ok) return named;
  const zones = withGroups(vault, named.value);
  const refused = refuse(vault, zones, step, reason);
  if (refused !== undefined) return refusal(refused);
  const at = new Date().toISOString();
  const by = vault.identity.fingerprint;
  for (const edition of new Set(zones.map((zone) => zone.edition))) {
    const own = zones.filter((zone) => zone.edition === edition);
    const stepped = decideZones(own.map(toWorkflow), own.map(({ id }) => id), { action: step, by, at, fourEyes: orderOf(vault, edition).fourEyes });
    if (!stepped.ok) return stepped;
  }
  return success(vault.transaction(() => {
    const taken = keepDecision(vault, zones, (decision) => zones.map((zone) => stepped(vault, zone, { step, reason, decision })));
    for (const [document, count] of counted(zones)) {
      vault.appendEvent({ action: logged[step], object: document, ...(reason === undefined ? {} : { reason }), facts: { zones: count, decision: taken.decision } });
    }
    return taken;
  }));
}

/** The steps that may be taken next with a redaction by whoever has the case open. */
export function stepsFor({ state, proposer, origin }: ZoneRecord, { fourEyes, mayKeep }: EditionOrder, fingerprint: string): ReviewStep[] {
  return possibleActions(state).filter((action): action is ReviewStep =>
    action !== 'apply' && !(action === 'approve' && fourEyes && proposer === fingerprint) && !(action === 'reject' && origin === 'found' && !mayKeep));
}

function withGroups(vault: Vault, zones: readonly ZoneRecord[]): readonly ZoneRecord[] {
  const groups = new Set(zones.flatMap(({ group }) => group ?? []));
  if (groups.size === 0) return zones;
  const known = new Set(zones.map(({ id }) => id));
  const others = [...new Set(zones.map(({ edition }) => edition))].flatMap((edition) => vault.redactions.zones({ edition }))
    .filter(({ id, group }) => !known.has(id) && group !== undefined && groups.has(group));
  return [...zones, ...others];
}

function refuse(vault: Vault, zones: readonly ZoneRecord[], step: ReviewStep, reason: string | undefined): Failure | undefined {
  const silent = reason === undefined || reason.trim() === '';
  const find = step === 'reject' ? zones.find(({ origin }) => origin === 'found') : undefined;
  if (find !== undefined && !orderOf(vault, find.edition).mayKeep) return failure('usage', 'The order of this edition lets nothing stay visible that its rules find.', { subject: find.id });
  if (silent && find !== undefined) return failure('usage', 'Say why this place stays visible: its rejection needs a reason.', { subject: find.id });
  if (silent && reasoned.has(step)) return failure('usage', 'A contest and a ruling need a reason.');
  return undefined;
}

function stepped(vault: Vault, zone: ZoneRecord, { step, reason, decision }: { readonly step: ReviewStep; readonly reason: string | undefined; readonly decision: string }): ZoneRecord {
  const result = decideZones([toWorkflow(zone)], [zone.id], { action: step, by: vault.identity.fingerprint, at: new Date().toISOString(), fourEyes: false });
  if (!result.ok) throw new Error('a step that was allowed a moment ago is not');
  const state = result.value[0]?.state ?? zone.state;
  const proposed = step === 'propose-again' ? { proposedBy: vault.identity.name, proposer: vault.identity.fingerprint } : {};
  return withStep({ ...zone, ...proposed, state, decidedBy: vault.identity.name }, stepNow(vault, step, { reason, decision }));
}

function toWorkflow({ id, state, proposedBy, proposer, changedAt }: ZoneRecord): WorkflowZone {
  return { id, state, proposedBy: proposer ?? proposedBy, changedAt };
}

function counted(zones: readonly ZoneRecord[]): Map<ZoneRecord['document'], number> {
  const counts = new Map<ZoneRecord['document'], number>();
  for (const { document } of zones) counts.set(document, (counts.get(document) ?? 0) + 1);
  return counts;
}
