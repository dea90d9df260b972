import { randomBytes } from 'node:crypto';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Verification } from '../operations/verify-file.ts';

/** A verification that the window was told of. */
export interface KeptVerification {
  /** Path of what was verified: never leaves the engine. */
  readonly file: string;
  readonly verification: Verification;
}

/** The last verifications, so that a record can be written and exhibits be found without reading a release again. In memory only. */
export interface KeptVerifications {
  keep(verified: KeptVerification): string;
  /** Fails with `usage` when it is no longer kept. */
  get(id: string): Result<KeptVerification, Failure>;
}

const most = 20;

/** Keeps none yet. */
export function keepVerifications(): KeptVerifications {
  const kept = new Map<string, KeptVerification>();
  return {
    keep(verified) {
      const id = randomBytes(16).toString('hex');
      kept.set(id, verified);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
      return id;
    },
    get(id) {
      const verified = kept.get(id);
      return verified === undefined ? refusal(failure('usage', 'That verification is no longer at hand: verify the release again.')) : success(verified);
    },
  };
}
