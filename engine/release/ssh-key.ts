import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { parseSshPublicKeyLine, sshFingerprint, sshPublicKeyBlob } from '../integrity/index.ts';

/** An Ed25519 public key as OpenSSH names it. */
export interface SshPublicKey {
  /** The 32 bytes of the key. */
  readonly key: Uint8Array;
  /** `SHA256:…` as `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
}

/** Names a raw Ed25519 key. */
export function sshPublicKey(key: Uint8Array): SshPublicKey {
  return { key, fingerprint: sshFingerprint(key) };
}

/** Reads a line `ssh-ed25519 AAAA… comment`, or a line of an `allowed_signers` file. `usage` when it is neither. */
export function parseSshPublicKey(line: string): Result<SshPublicKey, Failure> {
  // In `allowed_signers` options may stand between the principal and the key.
  const at = line.search(/(?:^|\s)ssh-ed25519\s/);
  const key = at < 0 ? undefined : parseSshPublicKeyLine(line.slice(at).trim());
  return key === undefined ? refusal(failure('usage', 'This is not an SSH public key of the kind ssh-ed25519.')) : success(sshPublicKey(key));
}

/** Writes a key as `ssh-ed25519 AAAA…`. */
export function formatSshPublicKey(key: Uint8Array): string {
  return `ssh-ed25519 ${Buffer.from(sshPublicKeyBlob(key)).toString('base64')}`;
}

/** The name by which `ssh-keygen -Y verify -I` finds a signer: the identity's name in characters that every shell leaves alone. */
export function signerPrincipal(name: string): string {
  const plain = name.normalize('NFKD').replace(/[^A-Za-z0-9._@-]+/g, '-').replace(/^-+|-+$/g, '');
  return plain === '' ? 'custodia' : plain;
}

/** What the signer of a release signs: its statement, and the proof records of its redacted files. */
export const signerNamespaces = 'custodia-release,custodia-redaction,custodia-withdrawal';

/** The line for an `allowed_signers` file (`ssh-keygen(1)`, ALLOWED SIGNERS) that lets this key sign in these namespaces (separated by commas) and nothing else. */
export function allowedSignersLine(principal: string, key: Uint8Array, namespace: string): string {
  return `${principal} namespaces="${namespace}" ${formatSshPublicKey(key)}`;
}
