import { failure, type Failure } from '../../shared/failure.ts';
import type { CaseHead } from '../../shared/case-model/bundle.ts';
import { refusal, type Result } from '../../shared/result.ts';
import { courtProfiles } from '../bundle/index.ts';
import { createVault, openRememberedVault, openVault, readVaultId, recoverVault, VaultDamage, type OpenRememberedOptions, type OpenVaultOptions, type RecoverVaultOptions, type Vault } from '../vault/index.ts';
import { systemFailure } from './system-failure.ts';

export interface CreateCase {
  readonly folder: string;
  readonly passphrase: string;
  readonly head: CaseHead;
}

/**
 * Makes a new encrypted case folder with a new identity for the office that signs.
 * Fails with `court-unknown`, `case-exists`, `passphrase-weak`, `permission-denied` or `disk-full`; nothing is left behind then.
 */
export async function createCase({ folder, passphrase, head }: CreateCase): Promise<Result<Vault, Failure>> {
  const known = courtProfiles().map(({ id }) => id);
  if (!known.includes(head.court)) return refusal(failure('court-unknown', 'There is no court profile "{{court}}". Known: {{known}}.', { subject: head.court, values: { court: head.court, known: known.join(', ') } }));
  return guarded(folder, () => createVault({ folder, passphrase, head }));
}

/**
 * Opens a case folder. Fails with `case-missing`, `passphrase-wrong`, `case-in-use` (naming who has it), `case-damaged`, `case-tampered` or
 * `case-newer`.
 */
export async function openCase(options: OpenVaultOptions): Promise<Result<Vault, Failure>> {
  return guarded(options.folder, () => openVault(options));
}

/** Opens a case whose passphrase is lost by its recovery words or shares, and gives it a new one. Codes: those of `recoverVault`. */
export async function recoverCase(options: RecoverVaultOptions): Promise<Result<Vault, Failure>> {
  return guarded(options.folder, () => recoverVault(options));
}

/** Opens a case that this computer remembers. Codes: those of `openRememberedVault`. */
export async function openRememberedCase(options: OpenRememberedOptions): Promise<Result<Vault, Failure>> {
  return guarded(options.folder, () => openRememberedVault(options));
}

/** The id of a case, which is no secret, without opening it. Codes: `case-missing`, `case-damaged`. */
export async function readCaseId(folder: string): Promise<Result<string, Failure>> {
  try {
    return await readVaultId(folder);
  } catch (error) {
    const failed = systemFailure(error, folder);
    if (failed === undefined) throw error;
    return refusal(failure('case-missing', 'There is no case in this folder.', { subject: folder }));
  }
}

async function guarded(folder: string, work: () => Promise<Result<Vault, Failure>>): Promise<Result<Vault, Failure>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof VaultDamage) return refusal(error.failure);
    const failed = systemFailure(error, folder);
    if (failed === undefined) throw error;
    return refusal(failed);
  }
}
