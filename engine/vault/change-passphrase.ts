import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { readIdentityFile, writeIdentityFile } from './identity-file.ts';
import type { OpenCase } from './open-case.ts';
import { isLongEnough, shortestPassphrase } from './passphrase-key.ts';
import { vaultFailure } from './vault-failure.ts';

/** Seals the identity under another passphrase. Codes: `passphrase-wrong`, `passphrase-weak`, `case-read-only`, `disk-full`. */
export async function changePassphrase(parts: OpenCase, { current, next }: { readonly current: string; readonly next: string }): Promise<Result<undefined, Failure>> {
  if (parts.readOnly) return refusal(failure('case-read-only', 'This case was opened read-only.'));
  if (!isLongEnough(next)) return refusal(failure('passphrase-weak', 'The new passphrase has fewer than {{characters}} characters. The old one stays.', { values: { characters: shortestPassphrase } }));
  const known = await readIdentityFile(parts.identityFile, current);
  if (!known.ok) return known;
  known.value.identity.wipe();
  try {
    await writeIdentityFile(parts.identityFile, parts.identity, next, known.value.cost);
  } catch (error) {
    const expected = vaultFailure(error);
    if (expected === undefined) throw error;
    return refusal(expected);
  }
  parts.log.append({ action: 'key-changed', facts: { what: 'passphrase' } }, parts.identity.fingerprint);
  parts.inventory?.touch();
  return success(undefined);
}
