import { bech32 } from '@scure/base';

const recipientPrefix = 'age';
const identityPrefix = 'age-secret-key-';

/** An X25519 public key as age writes it: `age1…` (age-encryption.org/v1, Bech32 of BIP 173). */
export function formatAgeRecipient(publicKey: Uint8Array): string {
  return bech32.encode(recipientPrefix, bech32.toWords(publicKey), false);
}

/** The public key in `age1…`; undefined when it is not one. */
export function parseAgeRecipient(text: string): Uint8Array | undefined {
  try {
    const { prefix, words } = bech32.decode(text as `${string}1${string}`, false);
    const key = bech32.fromWords(words);
    return prefix === recipientPrefix && key.length === 32 ? key : undefined;
  } catch {
    return undefined;
  }
}

/** An X25519 secret key as age writes it: `AGE-SECRET-KEY-1…`. */
export function formatAgeIdentity(secretKey: Uint8Array): string {
  return bech32.encode(identityPrefix, bech32.toWords(secretKey), false).toUpperCase();
}
