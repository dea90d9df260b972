import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Sha256 } from '../../shared/identifiers.ts';

/** A value that one is bound to without showing it. Whoever has the salt can check it; whoever has not cannot guess it. */
export interface Commitment {
  /** 32 random bytes in hexadecimal; kept back until the value is shown. */
  readonly salt: string;
  readonly commitment: Sha256;
}

/** Commits to bytes: HMAC-SHA-256 under a random salt, checked by `openssl dgst -sha256 -mac HMAC -macopt hexkey:SALT`. */
export function commit(value: Uint8Array, salt: Uint8Array = randomBytes(32)): Commitment {
  if (salt.length !== 32) throw new RangeError('a salt is 32 bytes');
  return { salt: Buffer.from(salt).toString('hex'), commitment: createHmac('sha256', salt).update(value).digest('hex') as Sha256 };
}

/** Whether a commitment was made to exactly these bytes. */
export function verifyCommitment(value: Uint8Array, { salt, commitment }: Commitment): boolean {
  if (!/^[0-9a-f]{64}$/u.test(salt) || !/^[0-9a-f]{64}$/u.test(commitment)) return false;
  return timingSafeEqual(Buffer.from(commit(value, Buffer.from(salt, 'hex')).commitment, 'hex'), Buffer.from(commitment, 'hex'));
}
