import { failure, type Failure } from '../../shared/failure.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
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

/** What a later release changed in a received case, when it was taken in. */
export interface ReceivedChange {
  /** Numbers of the releases. */
  readonly from: number;
  readonly to: number;
  readonly at: string;
  /** Exhibit numbers. */
  readonly added: readonly string[];
  readonly replaced: readonly string[];
  readonly withdrawn: readonly string[];
  /** Notes, tags and bookmarks that went along to the same page of the new file. */
  readonly movedItems: number;
  /** Those whose page was changed or is gone: they stay with the file that they were written on. */
  readonly staleItems: readonly string[];
  /** Documents of the earlier release on which a position was taken and which no longer count. */
  readonly stalePositions: readonly DocumentId[];
}

const receivedKind = 'received';
const currentId = 'release';
const earlierKind = 'received-earlier';
const changeKind = 'received-change';

/** Marks a case as received: its documents are the sender's and are not added to. */
export function keepReceived(vault: Vault, received: ReceivedRelease): void {
  vault.records.put(receivedKind, currentId, received as unknown as JsonValue);
}

/** Puts a later release in the place of the one before, which is kept, and notes what that changed. */
export function replaceReceived(vault: Vault, received: ReceivedRelease, change: ReceivedChange): void {
  const before = receivedRelease(vault);
  if (before !== undefined) vault.records.put(earlierKind, before.statement.release.id, before as unknown as JsonValue);
  keepReceived(vault, received);
  vault.records.put(changeKind, received.statement.release.id, change as unknown as JsonValue);
}

/** What later releases changed in a received case, oldest first. */
export function receivedChanges(vault: Vault): readonly ReceivedChange[] {
  return vault.records.list(changeKind).map(({ value }) => value as unknown as ReceivedChange).toSorted((a, b) => a.to - b.to);
}

/** Documents of a received case that are exhibits of the release as it now stands; others were replaced or withdrawn and are kept for what was written on them. */
export function standingDocuments(vault: Vault): ReadonlySet<DocumentId> {
  const current = receivedRelease(vault)?.statement.exhibits ?? [];
  const released = new Map(current.map(({ number, sha256 }) => [number, sha256]));
  return new Set(vault.documents.list().filter(({ exhibit, sha256 }) => exhibit !== undefined && released.get(exhibit) === sha256).map(({ id }) => id));
}

/** The release that a case was opened from; undefined for a case of one's own. */
export function receivedRelease(vault: Vault): ReceivedRelease | undefined {
  return vault.records.get(receivedKind, currentId) as unknown as ReceivedRelease | undefined;
}

/** Refuses to change evidence, redactions, order or releases of a received case: only notes, positions and answers are made in it. */
export function refuseReceived(vault: Vault): Result<never, Failure> | undefined {
  return receivedRelease(vault) === undefined ? undefined : refusal(failure('case-read-only', 'This case was opened from a release that you received: its evidence is read only. Notes, positions and an answer can be made in it.'));
}
