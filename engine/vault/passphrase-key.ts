import sodium from 'sodium-native';
import { secretBytes, wipe, type SecretBytes } from './secret-memory.ts';
import type { KeyDerivationCost } from './vault-options.ts';

export const defaultCost: KeyDerivationCost = { memoryMiB: 256, passes: 3 };
/** Below it a passphrase is too cheap to guess; above it a forged file could exhaust the machine. */
export const costFloor: KeyDerivationCost = { memoryMiB: 64, passes: 3 };
export const costCeiling: KeyDerivationCost = { memoryMiB: 4096, passes: 16 };

export const saltBytes = 16;
/** In Unicode code points (NIST SP 800-63B, section 5.1.1.2). */
export const shortestPassphrase = 8;

/** Whether a cost lies between floor and ceiling. */
export function isAllowedCost({ memoryMiB, passes }: KeyDerivationCost): boolean {
  return Number.isInteger(memoryMiB) && Number.isInteger(passes) && memoryMiB >= costFloor.memoryMiB && memoryMiB <= costCeiling.memoryMiB
    && passes >= costFloor.passes && passes <= costCeiling.passes;
}

/** The form of a passphrase that is hashed: NFC, because keyboards of different systems compose the same letters differently. */
export function normalPassphrase(passphrase: string): string {
  return passphrase.normalize('NFC');
}

export function isLongEnough(passphrase: string): boolean {
  return Array.from(normalPassphrase(passphrase)).length >= shortestPassphrase;
}

/** Derives a 256-bit key from a passphrase with Argon2id (RFC 9106), off the main thread. Throws for a cost that is not allowed. */
export async function passphraseKey(passphrase: string, salt: Uint8Array, cost: KeyDerivationCost): Promise<SecretBytes> {
  if (!isAllowedCost(cost)) throw new RangeError('this cost of key derivation is not allowed');
  const typed = Buffer.from(normalPassphrase(passphrase));
  const key = secretBytes(32);
  try {
    await new Promise<void>((resolve, reject) => {
      const { memoryMiB, passes } = cost;
      sodium.crypto_pwhash_async(key, typed, Buffer.from(salt), passes, memoryMiB * 1024 * 1024, sodium.crypto_pwhash_ALG_ARGON2ID13, (error) => {
        if (error instanceof Error) reject(error);
        else resolve();
      });
    });
  } finally {
    wipe(typed);
  }
  return key;
}
