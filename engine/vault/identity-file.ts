import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { canonicalJson, canonicalJsonBytes, writeFileAtomically } from '../integrity/index.ts';
import { formatVersion } from './case-folder.ts';
import { importIdentity, type CaseIdentity } from './case-identity.ts';
import { isAllowedCost, passphraseKey, saltBytes } from './passphrase-key.ts';
import { openSealed, sealBytes } from './sealed-bytes.ts';
import { wipe } from './secret-memory.ts';
import type { KeyDerivationCost } from './vault-options.ts';

const identitySchema = z.strictObject({
  custodia: z.literal('identity'),
  version: z.int(),
  kdf: z.strictObject({ algorithm: z.literal('argon2id'), memoryMiB: z.number(), passes: z.number(), salt: z.base64() }),
  sealed: z.base64(),
});

/** Writes an identity sealed under a passphrase. The parameters of the derivation are authenticated with it. */
export async function writeIdentityFile(path: string, identity: CaseIdentity, passphrase: string, cost: KeyDerivationCost): Promise<void> {
  const salt = randomBytes(saltBytes);
  const key = await passphraseKey(passphrase, salt, cost);
  const secrets = identity.exportSecrets();
  const open = { custodia: 'identity', version: formatVersion, kdf: { algorithm: 'argon2id', ...cost, salt: salt.toString('base64') } };
  const sealed = sealBytes(key, secrets, canonicalJsonBytes(open)).toString('base64');
  wipe(key, secrets);
  await writeFileAtomically(path, `${canonicalJson({ ...open, sealed })}\n`);
}

/**
 * Opens an identity file. Codes: `passphrase-wrong`, `case-damaged` (not such a file), `case-tampered` (a cost below the floor or above
 * the ceiling, refused before anything is derived), `case-newer`.
 */
export async function readIdentityFile(path: string, passphrase: string): Promise<Result<{ identity: CaseIdentity; cost: KeyDerivationCost }, Failure>> {
  const parsed = parseIdentity(await readFile(path, 'utf8'));
  if (!parsed.ok) return parsed;
  const { sealed, ...open } = parsed.value;
  const cost = { memoryMiB: open.kdf.memoryMiB, passes: open.kdf.passes };
  if (!isAllowedCost(cost)) return refusal(failure('case-tampered', 'The key derivation of this case was set to a cost that Custodia never uses. The file with the identity was altered; nothing was opened.'));
  const key = await passphraseKey(passphrase, Buffer.from(open.kdf.salt, 'base64'), cost);
  const secrets = openSealed(key, Buffer.from(sealed, 'base64'), canonicalJsonBytes(open));
  wipe(key);
  const identity = secrets === undefined ? undefined : importIdentity(secrets);
  if (identity === undefined) return refusal(failure('passphrase-wrong', 'The passphrase does not open this case. Nothing was changed.'));
  return success({ identity, cost });
}

function parseIdentity(text: string): Result<z.infer<typeof identitySchema>, Failure> {
  try {
    const parsed = identitySchema.safeParse(JSON.parse(text));
    if (parsed.success && Buffer.from(parsed.data.kdf.salt, 'base64').length === saltBytes) {
      if (parsed.data.version > formatVersion) return refusal(failure('case-newer', 'This case was made by a newer version of Custodia.'));
      return success(parsed.data);
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return refusal(failure('case-damaged', 'The file that holds the identity is damaged. Put it back from a backup of the case.'));
}
