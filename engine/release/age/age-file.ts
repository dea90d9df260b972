import { randomBytes } from 'node:crypto';
import { AgeError } from './age-error.ts';
import { readArmored } from './armor.ts';
import { ByteReader } from '../archive/byte-reader.ts';
import { checkHeaderMac, formatHeader, readHeader } from './header.ts';
import { decryptPayload, encryptPayload, payloadNonceBytes } from './stream.ts';
import type { AgeIdentity, AgeRecipient } from './x25519-keys.ts';
import { fileKeyBytes, unwrapFileKey, wrapFileKey } from './x25519-stanza.ts';

export type ByteStream = AsyncIterable<Uint8Array>;

/** A new key for one file. */
export function newFileKey(): Buffer {
  return randomBytes(fileKeyBytes);
}

/** Encrypts a stream to an age file (age-encryption.org/v1) that each of the recipients opens, in constant memory. */
export async function* encryptAge(plain: ByteStream, recipients: readonly AgeRecipient[], fileKey: Uint8Array = newFileKey()): AsyncGenerator<Uint8Array, void, undefined> {
  const { head, nonce } = beginAge(recipients, fileKey);
  yield head;
  yield* encryptPayload(new ByteReader(plain), fileKey, nonce);
}

/** What stands before the payload of an age file, and the payload's nonce, with which `head` ends. */
export function beginAge(recipients: readonly AgeRecipient[], fileKey: Uint8Array): { readonly head: Buffer; readonly nonce: Buffer } {
  if (recipients.length === 0) throw new Error('an age file without recipients opens for nobody');
  const nonce = randomBytes(payloadNonceBytes);
  return { head: Buffer.concat([formatHeader(recipients.map((recipient) => wrapFileKey(fileKey, recipient)), fileKey), nonce]), nonce };
}

/**
 * Decrypts an age file, armored or not, with one of the identities or with its known file key.
 * Every byte that it yields is authentic; what does not fit is thrown as an `AgeError`.
 */
export async function* decryptAge(sealed: ByteStream, key: { readonly identities: readonly AgeIdentity[] } | { readonly fileKey: Uint8Array }): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = await readArmored(new ByteReader(sealed));
  try {
    const header = await readHeader(reader);
    if (header.stanzas.length > 1 && header.stanzas.some((stanza) => stanza.arguments[0] === 'scrypt')) throw new AgeError('header', 'a passphrase stands beside other recipients');
    const fileKey = 'fileKey' in key ? key.fileKey : findFileKey(header.stanzas, key.identities);
    checkHeaderMac(header, fileKey);
    const nonce = Buffer.from(await reader.upTo(payloadNonceBytes));
    if (nonce.length !== payloadNonceBytes) throw new AgeError('header', 'the payload has no nonce');
    yield* decryptPayload(reader, fileKey, nonce);
  } finally {
    await reader.close();
  }
}

function findFileKey(stanzas: Parameters<typeof formatHeader>[0], identities: readonly AgeIdentity[]): Buffer {
  let found: Buffer | undefined;
  // Every stanza is looked at, so that a malformed one is told whichever comes first.
  for (const stanza of stanzas) found ??= unwrapFileKey(stanza, identities);
  if (found === undefined) throw new AgeError('no-match', 'no stanza opens with these identities');
  return found;
}
