import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, type Result } from '../../shared/result.ts';
import type { ReleaseStatement } from '../release/index.ts';
import type { JsonValue, Vault } from '../vault/index.ts';

/** What a received case is a copy of: the sender's statement, and what the recipient keeps to judge later ones by. */
export interface ReceivedRelease {
  readonly statement: ReleaseStatement;
  readonly statementSha256: string;
  /** Signed head of the sender's log. */
  readonly checkpoint: string;
  readonly signer: { readonly name: string; readonly fingerprint: string; readonly publicKey: string; readonly knownWhenOpened: boolean };
  readonly openedAt: string;
}

const receivedKind = 'received';
const currentId = 'release';

/** Marks a case as received: its documents are the sender's and are not added to. */
export function keepReceived(vault: Vault, received: ReceivedRelease): void {
  vault.records.put(receivedKind, currentId, received as unknown as JsonValue);
}

/** The release that a case was opened from; undefined for a case of one's own. */
export function receivedRelease(vault: Vault): ReceivedRelease | undefined {
  return vault.records.get(receivedKind, currentId) as unknown as ReceivedRelease | undefined;
}

/** Refuses to change evidence, redactions, order or releases of a received case: only notes, positions and answers are made in it. */
export function refuseReceived(vault: Vault): Result<never, Failure> | undefined {
  return receivedRelease(vault) === undefined ? undefined : refusal(failure('case-read-only', 'This case was opened from a release that you received: its evidence is read only. Notes, positions and an answer can be made in it.'));
}
