import { readFile } from 'node:fs/promises';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { assembleVault } from './assemble-vault.ts';
import { caseFolder } from './case-folder.ts';
import { importIdentity, type CaseIdentity } from './case-identity.ts';
import { parseKeyring } from './keyring-file.ts';
import { rememberedContext, rememberedSchema, type RememberOptions } from './remembered-identity.ts';
import { openSealed } from './sealed-bytes.ts';
import { moveToSecret, wipe } from './secret-memory.ts';
import { unlockCase } from './unlock-case.ts';
import type { OpenVaultOptions } from './vault-options.ts';
import type { Vault } from './vault.ts';

export type OpenRememberedOptions = Omit<OpenVaultOptions, 'passphrase'> & Omit<RememberOptions, 'passphrase'>;

/**
 * Opens a case that this computer remembers; its log says so. Codes: `passphrase-wrong` (not remembered here any more: the passphrase is to be
 * typed), and those of opening.
 */
export async function openRememberedVault(options: OpenRememberedOptions): Promise<Result<Vault, Failure>> {
  const { folder, readOnly = false, takeOver = false, checkpoint, maker, identityFile = caseFolder.identity(folder) } = options;
  const opened = await unlockCase({
    folder, readOnly, takeOver, checkpoint, maker, identityFile, needs: identityFile, by: 'key-store',
    identify: async () => {
      const identity = await recall(options, identityFile);
      return identity === undefined ? refusal(failure('passphrase-wrong', 'This computer does not remember this case, or its passphrase was changed. Type the passphrase.')) : success(identity);
    },
  });
  return opened.ok ? success(assembleVault(opened.value)) : opened;
}

/** The id of the case in a folder, as its keyring says it, without opening anything. Codes: `case-damaged`, `case-newer`. Throws where there is no such file. */
export async function readVaultId(folder: string): Promise<Result<string, Failure>> {
  const keyring = parseKeyring(await readFile(caseFolder.keyring(folder), 'utf8'));
  return keyring.ok ? success(keyring.value.case) : keyring;
}

async function recall({ folder, file, keyStore }: OpenRememberedOptions, identityFile: string): Promise<CaseIdentity | undefined> {
  const caseId = await readVaultId(folder);
  const remembered = rememberedSchema.safeParse(parseJson(await readFile(file, 'utf8').catch(() => ''))).data;
  if (!caseId.ok || remembered?.case !== caseId.value || await keyStore.whyUnavailable() !== undefined) return undefined;
  const revealed = await keyStore.reveal(Buffer.from(remembered.held, 'base64'));
  if (revealed?.length !== 32) return undefined;
  const key = moveToSecret(revealed);
  const secrets = openSealed(key, Buffer.from(remembered.sealed, 'base64'), await rememberedContext(remembered.case, identityFile));
  wipe(key);
  return secrets === undefined ? undefined : importIdentity(secrets);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
