import { canonicalJson, sha256Hex } from '../../integrity/index.ts';
import type { ReleaseStatement } from '../release-statement.ts';
import { checkOf, say, type Check, type Fault, type Said } from './check.ts';

/** What one release changed against an earlier one of the same edition, by exhibit number. */
export interface ReleaseChanges {
  /** Number of the earlier release. */
  readonly since: number;
  readonly added: readonly string[];
  readonly replaced: readonly string[];
  readonly withdrawn: readonly string[];
}

/** Compares the exhibits of two releases. */
export function compareReleases(earlier: ReleaseStatement, later: ReleaseStatement): ReleaseChanges {
  const before = new Map(earlier.exhibits.map(({ number, sha256 }) => [number, sha256]));
  const after = new Map(later.exhibits.map(({ number, sha256 }) => [number, sha256]));
  return {
    since: earlier.release.number,
    added: [...after.keys()].filter((number) => !before.has(number)),
    replaced: [...after].filter(([number, sha256]) => before.has(number) && before.get(number) !== sha256).map(([number]) => number),
    withdrawn: [...before.keys()].filter((number) => !after.has(number)),
  };
}

/**
 * Checks a release against those that its recipient already has: the same case and signer, the chain of editions unbroken, not an older one
 * given again, and every sealed item still there or opened as what it was.
 */
export function checkPrevious(statement: ReleaseStatement, earlier: readonly ReleaseStatement[]): { readonly checks: Check[]; readonly changes?: ReleaseChanges } {
  if (earlier.length === 0) return { checks: [] };
  const sameEdition = earlier.filter((one) => one.case.id === statement.case.id && one.release.edition === statement.release.edition);
  const last = sameEdition.filter((one) => one.release.number < statement.release.number).toSorted((a, b) => a.release.number - b.release.number).at(-1);
  const faults = [...strangerFaults(statement, earlier), ...chainFaults(statement, sameEdition)];
  return {
    checks: [
      ...checkOf('previous-release', faults, last === undefined ? say('releases-agree') : say('release-follows', { number: last.release.number })),
      ...(last === undefined ? [] : checkOf('sealed-item', sealedFaults(last, statement), sealedSince(last, statement))),
    ],
    ...(last === undefined ? {} : { changes: compareReleases(last, statement) }),
  };
}

function strangerFaults(statement: ReleaseStatement, earlier: readonly ReleaseStatement[]): Fault[] {
  return earlier.flatMap((one): Fault[] => {
    if (one.case.id !== statement.case.id) return [{ subject: one.release.id, ...say('earlier-of-another-case') }];
    if (one.signer.fingerprint === statement.signer.fingerprint) return [];
    return [{ subject: one.release.id, ...say('signer-changed-since', { before: one.signer.fingerprint, now: statement.signer.fingerprint }) }];
  });
}

function chainFaults(statement: ReleaseStatement, sameEdition: readonly ReleaseStatement[]): Fault[] {
  const { release, previous } = statement;
  const own = hashOf(statement);
  return sameEdition.flatMap((one): Fault[] => {
    const subject = one.release.id;
    if (one.withdrawals?.some(({ id }) => id === release.id) === true) return [];
    if (one.release.number > release.number) return [{ subject, ...say('release-older', { number: release.number, later: one.release.number }) }];
    if (one.release.number === release.number) return hashOf(one) === own ? [] : [{ subject, ...say('release-number-twice', { number: release.number }) }];
    if (previous === null) return [{ subject, ...say('release-unaware', { number: one.release.number }) }];
    const named = previous.number === one.release.number;
    return named && (previous.id !== one.release.id || previous.statementSha256 !== hashOf(one)) ? [{ subject, ...say('release-names-another', { number: one.release.number }) }] : [];
  });
}

/** By commitment, not by number: an item without an exhibit number is named by its place, which may move. */
function sealedFaults(earlier: ReleaseStatement, later: ReleaseStatement): Fault[] {
  const there = new Set([
    ...later.sealed.map((item) => item.commitment),
    ...(later.opened ?? []).map((item) => item.commitment),
    // Released with redactions: its original stays a commitment, and it is the same one.
    ...later.exhibits.flatMap(({ original }) => ('commitment' in original ? [original.commitment] : [])),
  ]);
  const numbers = new Set([...later.sealed, ...later.exhibits].map((item) => item.number));
  return earlier.sealed.filter(({ commitment }) => !there.has(commitment))
    .map(({ number }) => ({ subject: number, ...say(numbers.has(number) ? 'sealed-is-another' : 'sealed-gone', { number }) }));
}

function sealedSince(earlier: ReleaseStatement, later: ReleaseStatement): Said {
  const sealedBefore = new Set(earlier.sealed.map(({ commitment }) => commitment));
  const opened = (later.opened ?? []).filter(({ commitment }) => sealedBefore.has(commitment)).map(({ number }) => number);
  return opened.length === 0 ? say('sealed-still') : say('sealed-opened', { release: earlier.release.number, numbers: opened.join(', ') });
}

function hashOf(statement: ReleaseStatement): string {
  return sha256Hex(canonicalJson(statement));
}
