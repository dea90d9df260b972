import type { Failure } from '../../shared/failure.ts';
import { failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { sha256Hex } from '../integrity/index.ts';
import { makeWithdrawal, withdrawalWords } from '../release/index.ts';
import type { Vault } from '../vault/index.ts';
import { editionSecrets } from './edition/edition-secrets.ts';
import { recordOrRemove } from './record-or-remove.ts';

export interface WithdrawnRelease {
  readonly release: string;
  readonly edition: string;
  readonly number: number;
  readonly at: string;
  /** Who was given it: `age1…` keys, to each of whom the notice goes. None: it left as a plain archive, and nobody knows who has it. */
  readonly recipients: readonly string[];
  /** The signed notice; its signature lies beside it, with `.sig`. */
  readonly notice: string;
  /** What cannot be taken back, in words for the one who withdraws. */
  readonly words: string;
}

/**
 * Records that a release no longer stands and writes the signed notice for those who got it. `usage`: no such release, already withdrawn, no reason;
 * `leak-found`: the reason names what this edition must not show; or as writing fails. Nothing is recorded unless the notice was written.
 */
export async function withdrawRelease(vault: Vault, request: { readonly release: string; readonly reason: string; readonly out: string }): Promise<Result<WithdrawnRelease, Failure>> {
  const record = vault.releases.get(request.release);
  const reason = request.reason.trim();
  if (record === undefined) return refusal(failure('usage', 'There is no such release in this case.', { subject: request.release }));
  if (record.withdrawn !== undefined) return refusal(failure('usage', 'This release was withdrawn already, on {{date}}.', { subject: request.release, values: { date: record.withdrawn.at.slice(0, 10) } }));
  if (reason === '') return refusal(failure('usage', 'Say why the release is withdrawn: its recipients read it.'));
  const { id, edition, recipients, statement } = record;
  if (editionSecrets(vault, edition).shows(reason)) return refusal(failure('leak-found', 'The reason names somebody or something that this edition must not show. Its recipients would read it.'));
  const number = numberOf(vault, id, edition);
  const at = new Date().toISOString();
  const { identity } = vault;
  const notice = await makeWithdrawal(
    { case: vault.caseId, release: { id, number, edition, statementSha256: sha256Hex(statement) }, at, reason },
    { signer: { name: identity.name, sshPublicKey: identity.sshPublicKey, sign: (message) => identity.sign(message) }, out: request.out },
  );
  if (!notice.ok) return notice;
  await recordOrRemove(notice.value.out, () => vault.transaction(() => {
    vault.releases.withdraw(id, { at, reason });
    vault.appendEvent({ action: 'release-withdrawn', object: edition, sha256: notice.value.sha256, reason, facts: { release: id, recipients: recipients.length } });
  }));
  return success({ release: id, edition, number, at, recipients, notice: notice.value.out, words: withdrawalWords });
}

/** 1-based among the releases of its edition. */
export function numberOf(vault: Vault, release: string, edition: string): number {
  return vault.releases.list(edition).findIndex(({ id }) => id === release) + 1;
}
