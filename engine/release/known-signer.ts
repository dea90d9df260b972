import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { parseSshPublicKey, signerPrincipal, type SshPublicKey } from './ssh-key.ts';

/** A key that the verifier got by another way than the release, and whose it is. */
export interface KnownSigner extends SshPublicKey {
  /** The name in characters that `allowed_signers` takes; absent where the line names nobody. */
  readonly principal?: string;
}

/**
 * Reads known signers from lines `ssh-ed25519 AAAA… comment` or `PRINCIPAL options ssh-ed25519 AAAA…` (`ssh-keygen(1)`, ALLOWED SIGNERS), or from whole
 * files of them; `#` begins a remark. None given is none known. `usage` for a line that holds no such key.
 */
export function readSigners(lines: readonly string[] | undefined): Result<KnownSigner[] | undefined, Failure> {
  if (lines === undefined) return success(undefined);
  const keys: KnownSigner[] = [];
  for (const line of lines.flatMap((text) => text.split(/\r?\n/)).map((text) => text.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const key = parseSshPublicKey(line);
    if (!key.ok) return key;
    const principal = principalOf(line);
    keys.push({ ...key.value, ...(principal === undefined ? {} : { principal }) });
  }
  return success(keys);
}

/** A pinned contact as a known signer. `usage` when its key is none. */
export function knownSigner(contact: { readonly name: string; readonly sshPublicKey: string }): Result<KnownSigner, Failure> {
  const key = parseSshPublicKey(contact.sshPublicKey);
  return key.ok ? success({ ...key.value, principal: signerPrincipal(contact.name) }) : key;
}

function principalOf(line: string): string | undefined {
  const words = line.split(/\s+/);
  const at = words.indexOf('ssh-ed25519');
  return at > 0 ? words[0] : words[2];
}
