import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { canonicalJson, sha256Hex } from '../integrity/index.ts';
import { readAnswer, type Answer, type SignerFound } from '../release/index.ts';
import type { JsonValue, Vault } from '../vault/index.ts';
import { checkCheckpoint, takeInCheckpoint, witnessOfLine } from './held-checkpoints.ts';
import { pinnedSigners } from './pin-contact.ts';

/** An answer to one of this case's releases, as it was taken in. */
export interface TakenAnswer {
  readonly id: string;
  readonly answer: Answer;
  readonly signer: SignerFound;
  readonly takenInAt: string;
  /** Exhibits that the answer names with another hash than the release that it answers. */
  readonly otherFiles: readonly string[];
  /** Whether the countersigned checkpoint in it was kept. */
  readonly countersigned: boolean;
}

const answerKind = 'answer';

/** Answers that were taken in, oldest first. */
export function listAnswers(vault: Vault): readonly TakenAnswer[] {
  return vault.records.list(answerKind).map(({ value }) => value as unknown as TakenAnswer).toSorted((a, b) => a.answer.at.localeCompare(b.answer.at));
}

/**
 * Takes in an answer to a release of this case: decrypted with this case's identity, its signature held against pinned contacts and the given signers.
 * Taken in twice it stays one. `release-damaged`, `identity-wrong`; `verification-failed`: its signature does not hold, a known signer's key changed, it
 * answers no release of this case, or its checkpoint is not one of this case's log; `case-tampered`: the log no longer holds what was countersigned.
 */
export async function takeInAnswer(vault: Vault, file: string, signers?: readonly string[]): Promise<Result<TakenAnswer, Failure>> {
  const read = await readAnswer(file, { identity: vault.identity.ageIdentity(), pinned: pinnedSigners(vault), signers });
  if (!read.ok) return read;
  const { answer, signer } = read.value;
  const release = vault.releases.get(answer.release.id);
  if (release === undefined || answer.case !== vault.caseId || sha256Hex(release.statement) !== answer.release.statementSha256) {
    return refusal(failure('verification-failed', 'This answer is not about a release of this case.', { subject: file }));
  }
  const countersigned = keepCheckpoint(vault, answer, signer);
  if (!countersigned.ok) return countersigned;
  const released = new Map((JSON.parse(release.statement) as { exhibits: { number: string; sha256: string }[] }).exhibits.map(({ number, sha256 }) => [number, sha256]));
  const otherFiles = [...new Set([...answer.positions, ...answer.remarks].filter(({ exhibit, sha256 }) => released.get(exhibit) !== sha256).map(({ exhibit }) => exhibit))];
  const id = sha256Hex(canonicalJson(answer)).slice(0, 32);
  const taken: TakenAnswer = { id, answer, signer, takenInAt: new Date().toISOString(), otherFiles, countersigned: countersigned.value };
  vault.transaction(() => {
    const again = vault.records.get(answerKind, id) !== undefined;
    vault.records.put(answerKind, id, taken as unknown as JsonValue);
    if (!again) vault.appendEvent({ action: 'answer-taken-in', object: release.edition, sha256: sha256Hex(canonicalJson(answer)), facts: { release: release.id, positions: answer.positions.length, remarks: answer.remarks.length } });
  });
  return success(taken);
}

function keepCheckpoint(vault: Vault, { checkpoint }: Answer, signer: SignerFound): Result<boolean, Failure> {
  if (checkpoint === undefined) return success(false);
  const witness = witnessOfLine(signer.publicKey);
  if (!witness.ok) return witness;
  const checked = checkCheckpoint(vault, checkpoint, [witness.value]);
  if (!checked.ok) return checked;
  if (checked.value.witnesses.length === 0) return success(false);
  const kept = takeInCheckpoint(vault, checkpoint, [witness.value]);
  return kept.ok ? success(true) : kept;
}
