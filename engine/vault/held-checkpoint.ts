import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { openCheckpoint } from '../integrity/index.ts';
import { logOrigin, type EventLog } from './event-log.ts';
import type { Keyring } from './keyring.ts';

/**
 * Whether the log still contains the history that a checkpoint held elsewhere vouches for. Codes: `verification-failed` (not a checkpoint
 * of this case), `case-tampered` (the case is older, or has another history).
 */
export function checkHeldCheckpoint(note: string, keyring: Keyring, log: EventLog): Result<undefined, Failure> {
  const origin = logOrigin(keyring.caseId);
  const trusted = keyring.roster.members.map((member) => ({ name: origin, publicKey: Buffer.from(member.publicKey, 'base64') }));
  const checkpoint = openCheckpoint(note, trusted);
  if (checkpoint?.origin !== origin) return refusal(failure('verification-failed', 'The checkpoint is not one of this case, or its signature does not hold.'));
  if (checkpoint.size > log.count()) return refusal(failure('case-tampered', 'This case is older than the checkpoint: it has {{events}} events, the checkpoint vouches for {{vouched}}. An earlier state was put back.', { values: { events: log.count(), vouched: checkpoint.size } }));
  if (!Buffer.from(log.root(checkpoint.size)).equals(checkpoint.root)) return refusal(failure('case-tampered', 'The event log has another history than the checkpoint vouches for.'));
  return success(undefined);
}
