import { canonicalJson, sha256Hex } from '../../integrity/index.ts';
import type { ReleaseStatement } from '../release-statement.ts';
import type { SignedWithdrawal } from '../withdrawal.ts';
import { checkOf, saidTogether, say, type Check, type Fault } from './check.ts';

/**
 * Checks a release against notices that one was sent, and against later statements that name it as withdrawn. A notice by anybody else than the
 * signer of the release is told as such and says nothing about the release.
 */
export function checkWithdrawals(statement: ReleaseStatement, known: { readonly notices: readonly SignedWithdrawal[]; readonly later: readonly ReleaseStatement[] }): Check[] {
  const own = sha256Hex(canonicalJson(statement));
  const concerning = known.notices.filter(({ notice }) => notice.case === statement.case.id && notice.release.id === statement.release.id);
  const named = known.later.flatMap((one) => (one.case.id === statement.case.id && one.signer.fingerprint === statement.signer.fingerprint ? (one.withdrawals ?? []) : []))
    .filter(({ id, statementSha256 }) => id === statement.release.id && statementSha256 === own);
  if (concerning.length + named.length === 0) return known.notices.length === 0 ? [] : [{ name: 'withdrawal', holds: true, ...say('notices-of-others') }];
  const faults = [
    ...concerning.map(({ notice, key }): Fault => {
      if (key.fingerprint !== statement.signer.fingerprint || notice.release.statementSha256 !== own) return { subject: notice.release.id, ...say('notice-not-by-signer') };
      return { subject: notice.release.id, ...saidTogether(say('withdrawn-by-sender', { at: notice.at.slice(0, 10), reason: notice.reason }), say('withdrawn-cannot-be-undone')) };
    }),
    ...named.map(({ id, at }): Fault => ({ subject: id, ...saidTogether(say('withdrawn-in-later', { at: at.slice(0, 10) }), say('withdrawn-cannot-be-undone')) })),
  ];
  return checkOf('withdrawal', faults, undefined);
}
