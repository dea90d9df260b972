import { readFile } from 'node:fs/promises';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { assembleVault } from './assemble-vault.ts';
import { caseFolder } from './case-folder.ts';
import { writeIdentityFile } from './identity-file.ts';
import { parseKeyring } from './keyring-file.ts';
import { defaultCost, isLongEnough, shortestPassphrase } from './passphrase-key.ts';
import { openRecovery } from './recovery-file.ts';
import { joinShares } from './recovery-shares.ts';
import { parseRecoveryWords } from './recovery-words.ts';
import { wipe } from './secret-memory.ts';
import { unlockCase } from './unlock-case.ts';
import type { KeyDerivationCost } from './vault-options.ts';
import type { Vault } from './vault.ts';

export interface RecoverVaultOptions {
  readonly folder: string;
  /** The 24 words of the recovery sheet, or as many shares as their set needs. */
  readonly words?: string;
  readonly shares?: readonly string[];
  /** The new passphrase. */
  readonly passphrase: string;
  readonly keyDerivation?: KeyDerivationCost;
}

/**
 * Opens a case whose passphrase is lost, gives it a new one, and writes on the log that recovery was used. Codes: `passphrase-weak`,
 * `identity-wrong` (words or shares are misread, too few, of different sets, or of another case), and those of opening.
 */
export async function recoverVault(options: RecoverVaultOptions): Promise<Result<Vault, Failure>> {
  const { folder, passphrase, keyDerivation = defaultCost } = options;
  if (!isLongEnough(passphrase)) return refusal(failure('passphrase-weak', 'The new passphrase has fewer than {{characters}} characters.', { values: { characters: shortestPassphrase } }));
  const identityFile = caseFolder.identity(folder);
  const opened = await unlockCase({
    folder, identityFile, needs: caseFolder.recovery(folder), readOnly: false, takeOver: false, checkpoint: undefined,
    identify: async () => {
      const key = options.words === undefined ? await joinShares(options.shares ?? []) : success(parseRecoveryWords(options.words));
      if (!key.ok) return key;
      if (key.value === undefined) return refusal(failure('identity-wrong', 'The recovery words are not complete, or one of them is misread.'));
      const keyring = parseKeyring(await readFile(caseFolder.keyring(folder), 'utf8'));
      if (!keyring.ok) return keyring;
      const identity = await openRecovery(folder, keyring.value.case, key.value);
      wipe(key.value);
      return identity === undefined ? refusal(failure('identity-wrong', 'These recovery words or shares are not of this case, or newer ones took their place.')) : success(identity);
    },
  });
  if (!opened.ok) return opened;
  const { identity, log, inventory } = opened.value;
  const vault = assembleVault(opened.value);
  try {
    await writeIdentityFile(identityFile, identity, passphrase, keyDerivation);
  } catch (error) {
    await vault.close();
    throw error;
  }
  log.append({ action: 'recovery-used', facts: { by: options.words === undefined ? 'shares' : 'sheet' } }, identity.fingerprint);
  inventory?.touch();
  return success(vault);
}
