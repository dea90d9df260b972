import { randomBytes } from 'node:crypto';
import { combine, split } from 'shamir-secret-sharing';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { formatShare, parseShare, type RecoveryShare } from './recovery-words.ts';
import { wipe } from './secret-memory.ts';

/** Splits a recovery key into shares, any `needed` of which bring it back (Shamir, GF(256)); fewer tell nothing. */
export async function splitKey(key: Uint8Array, needed: number, of: number): Promise<{ readonly set: string; readonly shares: string[] }> {
  const set = randomBytes(4).toString('hex');
  const plain = Uint8Array.from(key);
  const parts = await split(plain, of, needed);
  wipe(plain);
  return { set, shares: parts.map((share) => formatShare({ needed, set, share })) };
}

/** Brings a key back from its shares. Code: `identity-wrong`, with what is wrong with which of them. */
export async function joinShares(texts: readonly string[]): Promise<Result<Uint8Array, Failure>> {
  const shares: RecoveryShare[] = [];
  for (const [index, text] of texts.entries()) {
    const share = parseShare(text);
    if (share === undefined) return refusal(failure('identity-wrong', 'Share {{share}} is misread: its checksum does not agree.', { values: { share: index + 1 } }));
    shares.push(share);
  }
  const [first] = shares;
  if (first === undefined || shares.some((share) => share.set !== first.set)) return refusal(failure('identity-wrong', 'The shares are not of one set.'));
  const different = [...new Map(shares.map((share) => [Buffer.from(share.share).toString('hex'), share.share])).values()];
  if (different.length < first.needed) return refusal(failure('identity-wrong', '{{needed}} different shares are needed; there are {{given}}.', { values: { needed: first.needed, given: different.length } }));
  return success(await combine(different));
}
