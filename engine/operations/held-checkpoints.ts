import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { parseCheckpoint, parseSshPublicKeyLine, sha256Hex } from '../integrity/index.ts';
import { caseOfCheckpoint, checkAgainstLog, countersignCheckpoint, countersignersOf, knownSigner, parseSshPublicKey, witnessName, type KnownSigner } from '../release/index.ts';
import type { Vault } from '../vault/index.ts';
import { pinnedSigners } from './pin-contact.ts';

/** A head of this case's log that somebody else holds. */
export interface HeldCheckpoint {
  readonly checkpoint: string;
  /** Events that it vouches for. */
  readonly size: number;
  /** Whose countersignature under it held when it came back. */
  readonly witnesses: readonly { readonly name: string; readonly fingerprint: string }[];
  readonly takenInAt: string;
}

const heldKind = 'held-checkpoint';

/** Countersigned checkpoints that came back, oldest head first. */
export function heldCheckpoints(vault: Vault): readonly HeldCheckpoint[] {
  return vault.records.list(heldKind).map(({ value }) => value as unknown as HeldCheckpoint).toSorted((a, b) => a.size - b.size);
}

/**
 * Holds a checkpoint, countersigned or not, against this case's log, and names the witnesses that are known. `verification-failed`: not of this case;
 * `case-tampered`: the history was rewritten since, or an earlier state was put back.
 */
export function checkCheckpoint(vault: Vault, note: string, witnesses: readonly KnownSigner[] = []): Result<Omit<HeldCheckpoint, 'takenInAt'>, Failure> {
  const checked = checkAgainstLog(note, {
    caseId: vault.caseId, publicKeys: [vault.identity.publicKey, ...memberKeys(vault)], checkpoint: vault.checkpoint(), consistencyProof: (from, to) => vault.consistencyProof(from, to),
  });
  if (!checked.ok) return checked;
  return success({ checkpoint: note, size: checked.value.size, witnesses: countersignersOf(note, [...witnesses, ...pinnedSigners(vault)].filter(distinct())) });
}

/** Keeps a countersigned checkpoint that came back, so that later releases prove that they go on from it. `usage` when no known witness signed it; else as `checkCheckpoint`. */
export function takeInCheckpoint(vault: Vault, note: string, witnesses: readonly KnownSigner[] = []): Result<HeldCheckpoint, Failure> {
  const checked = checkCheckpoint(vault, note, witnesses);
  if (!checked.ok) return checked;
  if (checked.value.witnesses.length === 0) return refusal(failure('usage', 'No known witness signed this checkpoint: name the key of the one who did, or pin it as a contact.'));
  const held: HeldCheckpoint = { ...checked.value, takenInAt: new Date().toISOString() };
  vault.transaction(() => {
    vault.records.put(heldKind, sha256Hex(note).slice(0, 32), { ...held, witnesses: held.witnesses.map((witness) => ({ ...witness })) });
    vault.appendEvent({ action: 'checkpoint-countersigned', facts: { size: held.size, witnesses: held.witnesses.map(({ fingerprint }) => fingerprint).join(' ') } });
  });
  return success(held);
}

/** Countersigns a checkpoint of another side's log with this case's identity. `signer` is that side's key; `verification-failed` when it did not sign the checkpoint. */
export function countersignForOther(vault: Vault, note: string, signer: string): Result<{ readonly checkpoint: string; readonly caseId: string; readonly size: number }, Failure> {
  const key = parseSshPublicKey(signer);
  if (!key.ok) return key;
  const caseId = caseOfCheckpoint(note);
  const size = parseCheckpoint(note)?.size;
  if (caseId === undefined || size === undefined) return refusal(failure('release-damaged', 'This is not the checkpoint of a case.'));
  const { identity } = vault;
  const signed = countersignCheckpoint(note, { caseId, publicKey: key.value.key }, { name: witnessName(identity.name), publicKey: identity.publicKey, sign: (message) => identity.sign(message) });
  return signed.ok ? success({ checkpoint: signed.value, caseId, size }) : signed;
}

/** A witness given as a key line rather than as a contact. */
export function witnessOfLine(line: string): Result<KnownSigner, Failure> {
  return knownSigner({ name: 'witness', sshPublicKey: line });
}

function memberKeys(vault: Vault): Uint8Array[] {
  return vault.members().flatMap(({ sshPublicKey }) => parseSshPublicKeyLine(sshPublicKey) ?? []);
}

function distinct(): (one: KnownSigner) => boolean {
  const seen = new Set<string>();
  return ({ fingerprint }) => !seen.has(fingerprint) && seen.add(fingerprint).size > 0;
}
