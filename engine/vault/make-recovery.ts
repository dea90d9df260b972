import { randomBytes } from 'node:crypto';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { caseFolder } from './case-folder.ts';
import type { OpenCase } from './open-case.ts';
import { writeRecoverySlot } from './recovery-file.ts';
import { splitKey } from './recovery-shares.ts';
import { recoveryWords } from './recovery-words.ts';
import { wipe } from './secret-memory.ts';
import { vaultFailure } from './vault-failure.ts';

/** What is printed on a recovery sheet; shown once, kept nowhere. */
export interface RecoverySheet {
  readonly caseId: string;
  /** 24 words. */
  readonly words: readonly string[];
  /** The words in one line, for a QR code. */
  readonly qr: string;
}

/** Makes a recovery sheet; an earlier one no longer opens the case. Codes: `case-read-only`, `identity-wrong`, `disk-full`, `permission-denied`. */
export async function makeRecoverySheet(parts: OpenCase): Promise<Result<RecoverySheet, Failure>> {
  const key = randomBytes(32);
  const words = recoveryWords(key);
  const written = await keep(parts, { kind: 'sheet', set: '', key });
  wipe(key);
  return written.ok ? success({ caseId: parts.keyring.caseId, words, qr: words.join(' ') }) : written;
}

/** Makes shares for different institutions; earlier ones no longer open the case. Codes: `usage` (not 2 ≤ needed ≤ of ≤ 20), and as above. */
export async function makeRecoveryShares(parts: OpenCase, { needed, of }: { readonly needed: number; readonly of: number }): Promise<Result<readonly string[], Failure>> {
  if (!Number.isInteger(needed) || !Number.isInteger(of) || needed < 2 || needed > of || of > 20) return refusal(failure('usage', 'Between 2 and 20 shares can be made, and at least 2 are needed.'));
  const key = randomBytes(32);
  const { set, shares } = await splitKey(key, needed, of);
  const written = await keep(parts, { kind: 'shares', set, key });
  wipe(key);
  return written.ok ? success(shares) : written;
}

async function keep(parts: OpenCase, slot: { readonly kind: 'sheet' | 'shares'; readonly set: string; readonly key: Uint8Array }): Promise<Result<undefined, Failure>> {
  if (parts.readOnly) return refusal(failure('case-read-only', 'This case was opened read-only.'));
  if (parts.identityFile !== caseFolder.identity(parts.folder)) return refusal(failure('identity-wrong', 'Only the maker of a case makes ways to recover it.'));
  try {
    await writeRecoverySlot(parts.folder, parts.keyring.caseId, parts.identity, slot);
  } catch (error) {
    const known = vaultFailure(error);
    if (known === undefined) throw error;
    return refusal(known);
  }
  parts.log.append({ action: 'key-changed', facts: { what: `recovery-${slot.kind}` } }, parts.identity.fingerprint);
  parts.inventory?.touch();
  return success(undefined);
}
