import sodium from 'sodium-native';

/** Key material in memory that is locked against swapping and wiped when it is no longer needed. */
export type SecretBytes = Buffer & { readonly secretBytes?: unique symbol };

const released = new Map<number, SecretBytes[]>();

/**
 * Makes room for a secret: guarded and locked pages where the runtime allows them (`sodium_malloc`), else ordinary memory locked as far as
 * the system's limit goes (Electron's memory cage refuses foreign pages).
 */
export function secretBytes(length: number): SecretBytes {
  const used = released.get(length)?.pop();
  if (used !== undefined) return used;
  try {
    return sodium.sodium_malloc(length);
  } catch {
    const bytes = Buffer.alloc(length);
    try {
      sodium.sodium_mlock(bytes);
    } catch {
      // Past the limit for locked memory the secret is wiped all the same.
    }
    return bytes;
  }
}

/** Moves bytes into secret memory and wipes where they came from. */
export function moveToSecret(source: Uint8Array): SecretBytes {
  const secret = secretBytes(source.length);
  secret.set(source);
  wipe(source);
  return secret;
}

export function copyToSecret(source: Uint8Array): SecretBytes {
  const secret = secretBytes(source.length);
  secret.set(source);
  return secret;
}

export function randomSecret(length: number): SecretBytes {
  const secret = secretBytes(length);
  sodium.randombytes_buf(secret);
  return secret;
}

/** Overwrites bytes with zeros in a way that the compiler does not leave out. */
export function wipe(...secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) sodium.sodium_memzero(Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength));
}

/**
 * Wipes a secret and keeps its room for the next of the same length; nobody may hold it any longer. Each room takes several of the memory mappings that a
 * process may have (65,530 on Linux), and left to the garbage collector they run out over many objects.
 */
export function release(secret: SecretBytes): void {
  wipe(secret);
  const rooms = released.get(secret.length) ?? [];
  rooms.push(secret);
  released.set(secret.length, rooms);
}

/** A key for one purpose, derived from a longer-lived one (BLAKE2b, `crypto_kdf`). `purpose` is 8 ASCII characters. */
export function subkey(key: SecretBytes, purpose: string, id = 1): SecretBytes {
  const derived = secretBytes(32);
  sodium.crypto_kdf_derive_from_key(derived, id, Buffer.from(purpose, 'ascii'), key);
  return derived;
}
