import { createHash, createPublicKey, verify } from 'node:crypto';

/** Length of a raw Ed25519 public key. */
export const ed25519PublicKeyBytes = 32;

const subjectPublicKeyPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** Whether a raw Ed25519 signature (RFC 8032) by a raw public key stands over these bytes. False, not an error, for malformed input. */
export function verifyEd25519(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (publicKey.length !== ed25519PublicKeyBytes || signature.length !== 64) return false;
  const key = createPublicKey({ key: Buffer.concat([subjectPublicKeyPrefix, publicKey]), format: 'der', type: 'spki' });
  return verify(null, message, key, signature);
}

/** Public key blob in OpenSSH's wire format: `string "ssh-ed25519"`, `string key` (RFC 8709, section 4). */
export function sshPublicKeyBlob(publicKey: Uint8Array): Uint8Array {
  return Buffer.concat([sshString(Buffer.from('ssh-ed25519')), sshString(publicKey)]);
}

/** One line as in `id_ed25519.pub`: `ssh-ed25519 AAAA… comment`, with `-` for white space in the comment. */
export function sshPublicKeyLine(publicKey: Uint8Array, comment: string): string {
  const word = comment.trim().replace(/[\s\p{Cc}]+/gu, '-');
  return `ssh-ed25519 ${Buffer.from(sshPublicKeyBlob(publicKey)).toString('base64')}${word === '' ? '' : ` ${word}`}`;
}

/** The raw key in a line such as `ssh-ed25519 AAAA… comment`; undefined when it is not one. */
export function parseSshPublicKeyLine(line: string): Uint8Array | undefined {
  const match = /^(?:\S+\s+)?ssh-ed25519\s+([A-Za-z0-9+/]+={0,2})(?:\s|$)/u.exec(line.trim());
  if (match?.[1] === undefined) return undefined;
  const blob = Buffer.from(match[1], 'base64');
  const key = blob.subarray(blob.length - ed25519PublicKeyBytes);
  return blob.equals(sshPublicKeyBlob(key)) && blob.toString('base64') === match[1] ? new Uint8Array(key) : undefined;
}

/** As `ssh-keygen -l` prints it: `SHA256:` and unpadded base64 of the blob's SHA-256. */
export function sshFingerprint(publicKey: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(sshPublicKeyBlob(publicKey)).digest('base64').replace(/=+$/u, '')}`;
}

function sshString(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
