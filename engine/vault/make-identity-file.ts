import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { makeIdentity } from './case-identity.ts';
import type { CaseMember } from './case-member.ts';
import { writeIdentityFile } from './identity-file.ts';
import { defaultCost, isLongEnough, shortestPassphrase } from './passphrase-key.ts';
import { vaultFailure } from './vault-failure.ts';
import type { KeyDerivationCost } from './vault-options.ts';

export interface MakeIdentityOptions {
  readonly path: string;
  readonly name: string;
  readonly passphrase: string;
  readonly keyDerivation?: KeyDerivationCost;
}

/**
 * Makes an identity for a colleague, in a file of their own under their own passphrase; what it answers is what they send. Codes:
 * `passphrase-weak`, `disk-full`, `permission-denied`.
 */
export async function makeIdentityFile(options: MakeIdentityOptions): Promise<Result<Pick<CaseMember, 'name' | 'fingerprint' | 'sshPublicKey' | 'recipient'>, Failure>> {
  if (!isLongEnough(options.passphrase)) return refusal(failure('passphrase-weak', 'The passphrase has fewer than {{characters}} characters. No identity was made.', { values: { characters: shortestPassphrase } }));
  const identity = makeIdentity(options.name);
  const { name, fingerprint, sshPublicKey, recipient } = identity;
  try {
    await writeIdentityFile(options.path, identity, options.passphrase, options.keyDerivation ?? defaultCost);
    return success({ name, fingerprint, sshPublicKey, recipient });
  } catch (error) {
    const known = vaultFailure(error);
    if (known === undefined) throw error;
    return refusal(known);
  } finally {
    identity.wipe();
  }
}
