import { failure, type Failure } from '../../../shared/failure.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import type { Vault, ZoneRecord } from '../../vault/index.ts';
import { forgetDecision, keptDecision, stepNow, withStep } from './zone-decision.ts';

/**
 * Takes a decision back as a whole: every redaction stands as it stood before, and both steps stay in its history and in the log. Fails with `usage`
 * where the decision is somebody else's, or a redaction was changed again since.
 */
export function undoDecision(vault: Vault, decision: string): Result<readonly ZoneRecord[], Failure> {
  const kept = keptDecision(vault, decision);
  if (kept === undefined) return refusal(failure('usage', 'This decision cannot be taken back: it is too old or was taken back already.'));
  if (kept.by !== vault.identity.fingerprint) return refusal(failure('usage', 'Somebody else took this decision: ask them, or decide anew.'));
  const restored: ZoneRecord[] = [];
  const step = stepNow(vault, 'undo', { decision });
  for (const before of kept.before) {
    const now = vault.redactions.zone(before.id);
    if (now !== undefined && now.history?.at(-1)?.decision !== decision) return refusal(failure('usage', 'This redaction was changed again since: its earlier decision is not taken back.', { subject: before.id }));
    restored.push(withStep({ ...before, ...(now?.history === undefined ? {} : { history: now.history }) }, step));
  }
  vault.transaction(() => {
    for (const zone of restored) vault.redactions.putZone(zone);
    forgetDecision(vault, decision);
    vault.appendEvent({ action: 'redaction-undone', facts: { zones: restored.length, decision } });
  });
  return success(restored);
}
