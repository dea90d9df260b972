import { success } from '../../shared/result.ts';
import { caseFolder } from './case-folder.ts';
import { readIdentityFile } from './identity-file.ts';
import type { UnlockOptions } from './unlock-case.ts';
import type { OpenVaultOptions } from './vault-options.ts';

/** How a case is unlocked by passphrase. */
export function passphraseUnlock({ folder, passphrase, readOnly = false, takeOver = false, checkpoint, maker, identityFile = caseFolder.identity(folder) }: OpenVaultOptions): UnlockOptions {
  return {
    folder, readOnly, takeOver, checkpoint, maker, identityFile, needs: identityFile,
    identify: async () => {
      const read = await readIdentityFile(identityFile, passphrase);
      return read.ok ? success(read.value.identity) : read;
    },
  };
}
