import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';

/** Where a zone stands: only `approved`, `applied`, `contested` and `upheld` zones are hidden in an edition. */
export type WorkflowState = 'proposed' | 'approved' | 'rejected' | 'applied' | 'contested' | 'upheld' | 'lifted';
export type WorkflowAction = 'approve' | 'reject' | 'propose-again' | 'apply' | 'contest' | 'uphold' | 'lift';

/** What the workflow needs to know of a zone; a zone of the case has more. */
export interface WorkflowZone {
  readonly id: string;
  readonly state: WorkflowState;
  readonly proposedBy: string;
  readonly decidedBy?: string;
  readonly changedAt: string;
  /** Zones of one group (an original and its translations) are decided together. */
  readonly group?: string;
}

export interface Decision {
  readonly action: WorkflowAction;
  /** Fingerprint of who decides. */
  readonly by: string;
  /** ISO 8601 time. */
  readonly at: string;
  /** Whether another person than the proposer has to approve. */
  readonly fourEyes: boolean;
}

const steps: Readonly<Record<WorkflowAction, { readonly from: readonly WorkflowState[]; readonly to: WorkflowState }>> = {
  'approve': { from: ['proposed', 'rejected'], to: 'approved' },
  'reject': { from: ['proposed', 'approved'], to: 'rejected' },
  'propose-again': { from: ['rejected', 'approved', 'lifted'], to: 'proposed' },
  'apply': { from: ['approved', 'applied', 'upheld'], to: 'applied' },
  'contest': { from: ['applied', 'upheld'], to: 'contested' },
  'uphold': { from: ['contested'], to: 'upheld' },
  'lift': { from: ['contested', 'applied', 'upheld'], to: 'lifted' },
};

const hidden: ReadonlySet<WorkflowState> = new Set<WorkflowState>(['approved', 'applied', 'contested', 'upheld']);

/** Whether a zone in this state is blacked out in its edition; a contested one stays so until it is ruled on. */
export function isHidden(state: WorkflowState): boolean {
  return hidden.has(state);
}

/** What may be done next with a zone in this state. */
export function possibleActions(state: WorkflowState): WorkflowAction[] {
  return (Object.keys(steps) as WorkflowAction[]).filter((action) => steps[action].from.includes(state));
}

/** Takes one step with one zone. Refuses with `usage` a step that its state does not allow, and approval by the proposer where four eyes are asked for. */
export function decideZone<Zone extends WorkflowZone>(zone: Zone, decision: Decision): Result<Zone, Failure> {
  const step = steps[decision.action];
  if (!step.from.includes(zone.state)) return refusal(failure('usage', 'A zone that is {{state}} cannot be taken through “{{action}}”.', { subject: zone.id, values: { state: zone.state, action: decision.action } }));
  if (decision.action === 'approve' && decision.fourEyes && decision.by === zone.proposedBy) return refusal(failure('usage', 'In this case another person than the proposer approves.', { subject: zone.id }));
  return success({ ...zone, state: step.to, decidedBy: decision.by, changedAt: decision.at });
}

/**
 * Takes one step with several zones, and with every zone of the groups that they belong to: all of them or none. The answer is the whole list, in its
 * order. Refuses as `decideZone` does, by the id of the first zone that cannot take the step.
 */
export function decideZones<Zone extends WorkflowZone>(zones: readonly Zone[], ids: readonly string[], decision: Decision): Result<readonly Zone[], Failure> {
  const named = new Set(ids);
  const groups = new Set(zones.filter(({ id, group }) => named.has(id) && group !== undefined).map(({ group }) => group));
  const decided: Zone[] = [];
  for (const zone of zones) {
    if (!named.has(zone.id) && !(zone.group !== undefined && groups.has(zone.group))) {
      decided.push(zone);
      continue;
    }
    const result = decideZone(zone, decision);
    if (!result.ok) return result;
    decided.push(result.value);
  }
  const known = new Set(zones.map(({ id }) => id));
  const unknown = ids.find((id) => !known.has(id));
  return unknown === undefined ? success(decided) : refusal(failure('usage', 'There is no such zone.', { subject: unknown }));
}

/** What a decision changed, so that it can be undone: the zones as they were. */
export function beforeDecision<Zone extends WorkflowZone>(before: readonly Zone[], after: readonly Zone[]): readonly Zone[] {
  const now = new Map(after.map((zone) => [zone.id, zone]));
  return before.filter((zone) => now.get(zone.id) !== zone);
}

/** Puts zones back as they were; refuses with `usage` where one was changed again since by somebody else. */
export function undoDecision<Zone extends WorkflowZone>(zones: readonly Zone[], undone: readonly Zone[], by: string): Result<readonly Zone[], Failure> {
  const old = new Map(undone.map((zone) => [zone.id, zone]));
  const foreign = zones.find((zone) => old.has(zone.id) && zone.decidedBy !== undefined && zone.decidedBy !== by);
  if (foreign !== undefined) return refusal(failure('usage', 'Somebody else has decided on this zone since: it is not undone.', { subject: foreign.id }));
  return success(zones.map((zone) => old.get(zone.id) ?? zone));
}

/** Whether an edition that was issued with some zones hidden has to be issued again: a zone was lifted, added or moved since. */
export function needsReissue(issued: readonly { readonly id: string; readonly changedAt: string }[], zones: readonly WorkflowZone[]): boolean {
  const before = new Set(issued.map(({ id }) => id));
  const now = zones.filter(({ state }) => isHidden(state));
  return now.length !== before.size || now.some(({ id }) => !before.has(id));
}
