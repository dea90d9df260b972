import { createHash } from 'node:crypto';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { readSshString, sshString } from './ssh-wire.ts';

const keyType = 'ssh-ed25519';

/** An Ed25519 public key as OpenSSH names it. */
export interface SshPublicKey {
  /** The 32 bytes of the key. */
  readonly key: Uint8Array;
  /** The key as in `ssh-ed25519 AAAA…`, decoded (RFC 8709, section 4). */
  readonly blob: Uint8Array;
  /** `SHA256:…` as `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
  /** What follows the key on its line; empty where nothing does. */
  readonly comment: string;
}

/** Reads the public key of an SSH wire blob; undefined when it is no Ed25519 key. */
export function decodeSshKey(blob: Uint8Array, comment = ''): SshPublicKey | undefined {
  const type = readSshString(blob, 0);
  const key = type === undefined ? undefined : readSshString(blob, type.next);
  if (key === undefined || Buffer.from(type?.value ?? []).toString('latin1') !== keyType) return undefined;
  if (key.value.length !== 32 || key.next !== blob.length) return undefined;
  const fingerprint = `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
  return { key: key.value, blob, fingerprint, comment };
}

/**
 * Reads one line `ssh-ed25519 AAAA… comment`, or a line of an `allowed_signers` file, whose principal then is the comment.
 * `usage` when it is neither.
 */
export function parseSshPublicKey(line: string): Result<SshPublicKey, Failure> {
  const words = line.trim().split(/\s+/);
  const at = words.indexOf(keyType);
  const encoded = at < 0 ? undefined : words[at + 1];
  const comment = at > 0 ? (words[0] ?? '') : words.slice(2).join(' ');
  const key = encoded === undefined || !/^[A-Za-z0-9+/]+=*$/.test(encoded) ? undefined : decodeSshKey(Buffer.from(encoded, 'base64'), comment);
  return key === undefined ? refusal(failure('usage', 'This is not an SSH public key of the kind ssh-ed25519.')) : success(key);
}

/** Writes a key as `ssh-ed25519 AAAA…`. */
export function formatSshPublicKey(key: SshPublicKey): string {
  return `${keyType} ${Buffer.from(key.blob).toString('base64')}`;
}

/** The wire form of a raw Ed25519 key. */
export function encodeSshKey(key: Uint8Array): Uint8Array {
  return Buffer.concat([sshString(keyType), sshString(key)]);
}

/** The name by which `ssh-keygen -Y verify -I` finds a signer: the identity's name in the characters that every shell leaves alone. */
export function signerPrincipal(name: string): string {
  const plain = name.normalize('NFKD').replace(/[^A-Za-z0-9._@-]+/g, '-').replace(/^-+|-+$/g, '');
  return plain === '' ? 'custodia' : plain;
}

/** The line for an `allowed_signers` file (`ssh-keygen(1)`, ALLOWED SIGNERS) that lets this key sign releases and nothing else. */
export function allowedSignersLine(principal: string, key: SshPublicKey, namespace: string): string {
  return `${principal} namespaces="${namespace}" ${formatSshPublicKey(key)}`;
}
