import sodium from 'sodium-native';
import { release, secretBytes, type SecretBytes } from './secret-memory.ts';

const nonceBytes = sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
const tagBytes = sodium.crypto_aead_xchacha20poly1305_ietf_ABYTES;

/** Bytes that sealing adds: a random nonce in front, a tag behind. */
export const sealOverheadBytes = nonceBytes + tagBytes;

/** Encrypts a small thing under a key, bound to `context` (XChaCha20-Poly1305): nonce, ciphertext, tag. */
export function sealBytes(key: SecretBytes, plaintext: Uint8Array, context: Uint8Array): Buffer {
  const sealed = Buffer.alloc(plaintext.length + sealOverheadBytes);
  const nonce = sealed.subarray(0, nonceBytes);
  sodium.randombytes_buf(nonce);
  sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.subarray(nonceBytes), asBuffer(plaintext), asBuffer(context), null, nonce, key);
  return sealed;
}

/** Opens what `sealBytes` made, into secret memory; undefined when key, context or a single bit is not right. */
export function openSealed(key: SecretBytes, sealed: Uint8Array, context: Uint8Array): SecretBytes | undefined {
  if (sealed.length < sealOverheadBytes) return undefined;
  const plaintext = secretBytes(sealed.length - sealOverheadBytes);
  const bytes = asBuffer(sealed);
  try {
    sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(plaintext, null, bytes.subarray(nonceBytes), asBuffer(context), bytes.subarray(0, nonceBytes), key);
  } catch {
    release(plaintext);
    return undefined;
  }
  return plaintext;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
