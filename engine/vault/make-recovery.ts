import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { caseFolder } from './case-folder.ts';
import type { OpenCase } from './open-case.ts';
import { writeRecoverySlot } from './recovery-file.ts';
import { splitKey } from './recovery-shares.ts';
import { recoveryWords } from './recovery-words.ts';
import { randomSecret, wipe } from './secret-memory.ts';
import { vaultFailure } from './vault-failure.ts';

/** What is printed on a recovery sheet; shown once, kept nowhere. */
export interface RecoverySheet {
  readonly caseId: string;
  /** 24 words. */
  readonly words: readonly string[];
  /** The words in one line, for a QR code. */
  readonly qr: string;
}

/** What is printed on recovery shares, one page for each institution; shown once, kept nowhere. */
export interface RecoveryShares {
  readonly caseId: string;
  /** How many shares together open the case. */
  readonly needed: number;
  /** What the shares of this set have in common: 8 hexadecimal digits. */
  readonly set: string;
  readonly shares: readonly string[];
}

/** Puts on paper what opens the case; where it fails, the earlier sheet or shares stay good. */
export type PrintRecovery<T> = (secret: T) => Promise<Result<undefined, Failure>>;

/** Makes a recovery sheet; once it is printed, an earlier one no longer opens the case. Codes: `case-read-only`, `identity-wrong`, `disk-full`, `permission-denied`, and those of printing. */
export async function makeRecoverySheet(parts: OpenCase, print: PrintRecovery<RecoverySheet> = kept): Promise<Result<RecoverySheet, Failure>> {
  const key = randomSecret(32);
  const words = recoveryWords(key);
  const sheet: RecoverySheet = { caseId: parts.keyring.caseId, words, qr: words.join(' ') };
  const written = await replaceSlot(parts, { kind: 'sheet', set: '', key }, () => print(sheet));
  wipe(key);
  return written.ok ? success(sheet) : written;
}

/** Makes shares for different institutions; once they are printed, earlier ones no longer open the case. Codes: `usage` (not 2 ≤ needed ≤ of ≤ 20), and as above. */
export async function makeRecoveryShares(parts: OpenCase, { needed, of }: { readonly needed: number; readonly of: number }, print: PrintRecovery<RecoveryShares> = kept): Promise<Result<RecoveryShares, Failure>> {
  if (!Number.isInteger(needed) || !Number.isInteger(of) || needed < 2 || needed > of || of > 20) return refusal(failure('usage', 'Between 2 and 20 shares can be made, and at least 2 are needed.'));
  const key = randomSecret(32);
  const { set, shares } = await splitKey(key, needed, of);
  const made: RecoveryShares = { caseId: parts.keyring.caseId, needed, set, shares };
  const written = await replaceSlot(parts, { kind: 'shares', set, key }, () => print(made));
  wipe(key);
  return written.ok ? success(made) : written;
}

interface NewSlot {
  readonly kind: 'sheet' | 'shares';
  readonly set: string;
  readonly key: Uint8Array;
}

async function replaceSlot(parts: OpenCase, slot: NewSlot, print: () => Promise<Result<undefined, Failure>>): Promise<Result<undefined, Failure>> {
  if (parts.readOnly) return refusal(failure('case-read-only', 'This case was opened read-only.'));
  if (parts.identityFile !== caseFolder.identity(parts.folder)) return refusal(failure('identity-wrong', 'Only the maker of a case makes ways to recover it.'));
  const printed = await print();
  if (!printed.ok) return printed;
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

function kept(): Promise<Result<undefined, Failure>> {
  return Promise.resolve(success(undefined));
}
