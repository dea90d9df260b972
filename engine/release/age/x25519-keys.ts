import { randomBytes } from 'node:crypto';
import { bech32 } from '@scure/base';
import sodium from 'sodium-native';
import { failure, type Failure } from '../../../shared/failure.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';

const recipientPrefix = 'age';
const identityPrefix = 'age-secret-key-';

/** A recipient: the 32 bytes of a public X25519 key. */
export type AgeRecipient = Uint8Array;

/** A secret X25519 key with its public half. */
export interface AgeIdentity {
  readonly secret: Uint8Array;
  readonly recipient: AgeRecipient;
}

function decodeKey(text: string, prefix: string): Uint8Array | undefined {
  const decoded = bech32.decodeUnsafe(text, false);
  if (decoded?.prefix !== prefix) return undefined;
  const bytes = bech32.fromWordsUnsafe(decoded.words);
  return bytes?.length === 32 ? bytes : undefined;
}

/** Reads one `age1…` recipient; `recipient-invalid` when it is none (age specification, X25519 recipient). */
export function parseRecipient(text: string): Result<AgeRecipient, Failure> {
  const key = /^age1[a-z0-9]+$/.test(text) ? decodeKey(text, recipientPrefix) : undefined;
  if (key === undefined || !isUsablePublicKey(key)) return refusal(failure('recipient-invalid', 'This is not a recipient key of age (age1…).', { subject: text.slice(0, 80) }));
  return success(key);
}

/** Reads recipients from the contents of a file: one a line, `#` for comments. */
export function parseRecipientFile(contents: string): Result<string[], Failure> {
  const lines = contents.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  for (const line of lines) {
    const parsed = parseRecipient(line);
    if (!parsed.ok) return parsed;
  }
  return lines.length === 0 ? refusal(failure('recipient-invalid', 'The file of recipients names none.')) : success(lines);
}

/** Writes a recipient as `age1…`. */
export function formatRecipient(recipient: AgeRecipient): string {
  return bech32.encode(recipientPrefix, bech32.toWords(recipient), false);
}

/** Writes a secret key as `AGE-SECRET-KEY-1…`. */
export function formatIdentity(identity: AgeIdentity): string {
  return bech32.encode(identityPrefix, bech32.toWords(identity.secret), false).toUpperCase();
}

/**
 * Reads the secret keys in a text: one key, or the contents of a key file as `age-keygen` writes it (one a line, `#` for comments).
 * `identity-wrong` when there is none, or a line is something else.
 */
export function parseIdentities(text: string): Result<AgeIdentity[], Failure> {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  const identities: AgeIdentity[] = [];
  for (const line of lines) {
    const secret = /^AGE-SECRET-KEY-1[A-Z0-9]+$/.test(line) ? decodeKey(line.toLowerCase(), identityPrefix) : undefined;
    if (secret === undefined) return refusal(failure('identity-wrong', 'The key file holds something other than age secret keys (AGE-SECRET-KEY-1…).'));
    identities.push({ secret, recipient: publicKeyOf(secret) });
  }
  return identities.length === 0 ? refusal(failure('identity-wrong', 'The key file holds no age secret key (AGE-SECRET-KEY-1…).')) : success(identities);
}

/** A new secret key. */
export function generateIdentity(): AgeIdentity {
  const secret = randomBytes(32);
  return { secret, recipient: publicKeyOf(secret) };
}

function publicKeyOf(secret: Uint8Array): Uint8Array {
  const recipient = Buffer.alloc(sodium.crypto_scalarmult_BYTES);
  sodium.crypto_scalarmult_base(recipient, Buffer.from(secret));
  return recipient;
}

function isUsablePublicKey(key: Uint8Array): boolean {
  return sharedSecret(randomBytes(32), key) !== undefined;
}

/** X25519; undefined for a point of low order, whose shared secret would be all zero (RFC 7748, section 6.1). */
export function sharedSecret(secret: Uint8Array, point: Uint8Array): Buffer | undefined {
  const shared = Buffer.alloc(sodium.crypto_scalarmult_BYTES);
  try {
    sodium.crypto_scalarmult(shared, Buffer.from(secret), Buffer.from(point));
  } catch {
    return undefined; // sodium refuses points of low order
  }
  return shared.every((byte) => byte === 0) ? undefined : shared;
}
