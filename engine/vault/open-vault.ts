import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { assembleVault } from './assemble-vault.ts';
import { passphraseUnlock } from './passphrase-unlock.ts';
import { unlockCase } from './unlock-case.ts';
import type { OpenVaultOptions } from './vault-options.ts';
import type { Vault } from './vault.ts';

/**
 * Opens a case with a passphrase: that of its maker, or a member's own for the member's identity file.
 * Codes: `case-missing`, `passphrase-wrong`, `identity-wrong`, `case-in-use` (the message names process, machine and time), `case-newer`,
 * `case-damaged`, `case-tampered`, `maker-unconfirmed`, `permission-denied`, `disk-full`.
 */
export async function openVault(options: OpenVaultOptions): Promise<Result<Vault, Failure>> {
  const opened = await unlockCase(passphraseUnlock(options));
  return opened.ok ? success(assembleVault(opened.value)) : opened;
}
