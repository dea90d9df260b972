import sodium from 'sodium-native';

/** ChaCha20-Poly1305 of RFC 8439, which sodium has and its type package leaves out. */
interface ChaChaPoly {
  crypto_aead_chacha20poly1305_ietf_encrypt(out: Buffer, message: Buffer, additional: null, unused: null, nonce: Buffer, key: Buffer): number;
  crypto_aead_chacha20poly1305_ietf_decrypt(out: Buffer, unused: null, sealed: Buffer, additional: null, nonce: Buffer, key: Buffer): number;
}

const cipher = sodium as unknown as ChaChaPoly;

/** Bytes that ChaCha20-Poly1305 adds. */
export const tagBytes = 16;

/** Encrypts into `out`, which is `tagBytes` longer than the plaintext. */
export function sealChunk(out: Buffer, plaintext: Uint8Array, nonce: Buffer, key: Buffer): void {
  cipher.crypto_aead_chacha20poly1305_ietf_encrypt(out, asBuffer(plaintext), null, null, nonce, key);
}

/** Decrypts into `out`, which is `tagBytes` shorter than the ciphertext; false, and nothing to be used in `out`, when it is not authentic. */
export function openChunk(out: Buffer, ciphertext: Uint8Array, nonce: Buffer, key: Buffer): boolean {
  try {
    cipher.crypto_aead_chacha20poly1305_ietf_decrypt(out, null, asBuffer(ciphertext), null, nonce, key);
    return true;
  } catch {
    return false; // sodium throws for a tag that does not fit, and for nothing else once lengths are right
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
