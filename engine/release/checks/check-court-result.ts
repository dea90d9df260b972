import type { ReleaseStatement } from '../release-statement.ts';
import { checkOf, saidTogether, say, type Check, type Fault } from './check.ts';

/** Checks that the court's result that the statement gives follows from its own rules: "holds" with a failed rule, or the reverse, is a contradiction. */
export function checkCourtResult({ court }: ReleaseStatement): Check[] {
  const failed = court.rules.filter(({ result }) => result === 'fail').map(({ rule }) => rule);
  const counted = (result: 'pass' | 'not-checked'): number => court.rules.filter((one) => one.result === result).length;
  const faults: Fault[] = court.holds === null || court.holds === (failed.length === 0) ? [] : [{ subject: court.profile, ...say('court-contradicts') }];
  if (court.holds === null) return checkOf('court-result', faults, say('court-unchecked', { profile: court.profile }));
  const stated = say('court-stated', { profile: court.profile, passed: counted('pass'), failed: failed.length, unchecked: counted('not-checked') });
  return checkOf('court-result', faults, failed.length === 0 ? stated : saidTogether(stated, say('court-failed-rules', { rules: failed.join(', ') })));
}
