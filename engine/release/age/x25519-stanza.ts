import { hkdfSync, randomBytes } from 'node:crypto';
import { AgeError } from './age-error.ts';
import { openChunk, sealChunk, tagBytes } from './chunk-cipher.ts';
import { decodeBase64, encodeBase64, type Stanza } from './header.ts';
import { sharedSecret, type AgeIdentity, type AgeRecipient } from './x25519-keys.ts';
import sodium from 'sodium-native';

export const fileKeyBytes = 16;
const info = 'age-encryption.org/v1/X25519';
const zeroNonce = Buffer.alloc(12);

function wrapKey(shared: Uint8Array, share: Uint8Array, recipient: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', shared, Buffer.concat([share, recipient]), info, 32));
}

/** Wraps a file key for a recipient (age specification, "The X25519 recipient type"). */
export function wrapFileKey(fileKey: Uint8Array, recipient: AgeRecipient): Stanza {
  const ephemeral = randomBytes(32);
  const share = Buffer.alloc(32);
  sodium.crypto_scalarmult_base(share, ephemeral);
  const shared = sharedSecret(ephemeral, recipient);
  if (shared === undefined) throw new Error('a recipient of low order was let in');
  const body = Buffer.alloc(fileKeyBytes + tagBytes);
  sealChunk(body, fileKey, zeroNonce, wrapKey(shared, share, recipient));
  sodium.sodium_memzero(ephemeral);
  sodium.sodium_memzero(shared);
  return { arguments: ['X25519', encodeBase64(share)], body };
}

/** The file key that a stanza holds for one of the identities; undefined when it is for none of them. A malformed X25519 stanza is a header error. */
export function unwrapFileKey(stanza: Stanza, identities: readonly AgeIdentity[]): Buffer | undefined {
  const [type, shareText, ...extra] = stanza.arguments;
  if (type !== 'X25519') return undefined;
  if (shareText === undefined || extra.length > 0) throw new AgeError('header', 'an X25519 stanza has the wrong arguments');
  const share = decodeBase64(shareText);
  if (share.length !== 32) throw new AgeError('header', 'an X25519 share has the wrong length');
  if (stanza.body.length !== fileKeyBytes + tagBytes) throw new AgeError('header', 'a wrapped file key has the wrong length');
  for (const identity of identities) {
    const shared = sharedSecret(identity.secret, share);
    if (shared === undefined) throw new AgeError('header', 'an X25519 share has low order');
    const fileKey = Buffer.alloc(fileKeyBytes);
    if (openChunk(fileKey, stanza.body, zeroNonce, wrapKey(shared, share, identity.recipient))) return fileKey;
  }
  return undefined;
}
