import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { canonicalJson, canonicalJsonBytes, sha256Hex, writeFileAtomically } from '../integrity/index.ts';
import { formatVersion } from './case-folder.ts';
import { readIdentityFile } from './identity-file.ts';
import type { KeyStore } from './key-store.ts';
import type { OpenCase } from './open-case.ts';
import { sealBytes } from './sealed-bytes.ts';
import { randomSecret, wipe } from './secret-memory.ts';
import { vaultFailure } from './vault-failure.ts';

/** What this computer keeps of a case that it remembers. */
export const rememberedSchema = z.strictObject({ custodia: z.literal('remembered'), version: z.int(), case: z.string(), held: z.base64(), sealed: z.base64() });

export interface RememberOptions {
  readonly keyStore: KeyStore;
  /** Where this computer remembers; never inside the case folder, which travels. */
  readonly file: string;
  /** Asked again, so that nobody else turns it on at an open case. */
  readonly passphrase: string;
}

/**
 * Lets this account on this computer open the case without its passphrase, until the passphrase is changed. Codes: `passphrase-wrong`,
 * `not-offered` (no key store here), `case-read-only`, `disk-full`, `permission-denied`.
 */
export async function rememberIdentity(parts: OpenCase, { keyStore, file, passphrase }: RememberOptions): Promise<Result<undefined, Failure>> {
  const unavailable = await keyStore.whyUnavailable();
  if (unavailable !== undefined) return refusal(failure('not-offered', unavailable));
  if (parts.readOnly) return refusal(failure('case-read-only', 'This case was opened read-only.'));
  const confirmed = await readIdentityFile(parts.identityFile, passphrase);
  if (!confirmed.ok) return confirmed;
  confirmed.value.identity.wipe();
  const key = randomSecret(32);
  const secrets = parts.identity.exportSecrets();
  try {
    const sealed = sealBytes(key, secrets, await rememberedContext(parts.keyring.caseId, parts.identityFile)).toString('base64');
    const held = Buffer.from(await keyStore.protect(key)).toString('base64');
    await writeFileAtomically(file, `${canonicalJson({ custodia: 'remembered', version: formatVersion, case: parts.keyring.caseId, held, sealed })}\n`);
  } catch (error) {
    const known = vaultFailure(error);
    if (known === undefined) throw error;
    return refusal(known);
  } finally {
    wipe(key, secrets);
  }
  parts.log.append({ action: 'key-changed', facts: { what: 'key-store' } }, parts.identity.fingerprint);
  parts.inventory?.touch();
  return success(undefined);
}

/** Bound to the identity file as it is, so that a change of passphrase, wherever it was made, ends the remembering. */
export async function rememberedContext(caseId: string, identityFile: string): Promise<Uint8Array> {
  return canonicalJsonBytes({ case: caseId, identityFile: sha256Hex(await readFile(identityFile)), key: 'remembered' });
}
