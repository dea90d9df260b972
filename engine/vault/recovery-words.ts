import { bech32m } from '@scure/base';
import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';

/** A recovery key as 24 words with a checksum (BIP 39, English list). */
export function recoveryWords(key: Uint8Array): string[] {
  return entropyToMnemonic(key, wordlist).split(' ');
}

/** The key in 24 words, however they were spaced or capitalised; undefined when one is misread. */
export function parseRecoveryWords(words: string): Uint8Array | undefined {
  try {
    const key = mnemonicToEntropy(words.normalize('NFKD').toLowerCase().trim().split(/[\s,.;0-9]+/u).filter((word) => word !== '').join(' '), wordlist);
    return key.length === 32 ? key : undefined;
  } catch {
    return undefined;
  }
}

const sharePrefix = 'custodia-share-';

/** One of several shares of a recovery key. */
export interface RecoveryShare {
  /** How many shares of the set are needed. */
  readonly needed: number;
  /** 4 random bytes in hexadecimal that the shares of one set have in common. */
  readonly set: string;
  readonly share: Uint8Array;
}

/** A share as text with a checksum (Bech32m, BIP 350). */
export function formatShare({ needed, set, share }: RecoveryShare): string {
  return bech32m.encode(sharePrefix, bech32m.toWords(Buffer.concat([Buffer.of(1, needed), Buffer.from(set, 'hex'), share])), false);
}

/** The share in a text, however it was spaced or capitalised; undefined when a character is misread. */
export function parseShare(text: string): RecoveryShare | undefined {
  try {
    const { prefix, words } = bech32m.decode(text.replace(/\s+/gu, '').toLowerCase() as `${string}1${string}`, false);
    const bytes = bech32m.fromWords(words);
    if (prefix !== sharePrefix || bytes[0] !== 1 || bytes[1] === undefined || bytes.length !== 6 + 33) return undefined;
    return { needed: bytes[1], set: Buffer.from(bytes.subarray(2, 6)).toString('hex'), share: bytes.subarray(6) };
  } catch {
    return undefined;
  }
}
