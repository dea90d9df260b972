import type { ReleaseStatement } from '../release-statement.ts';
import { checkOf, type Check, type Fault } from './check.ts';

/** Checks that the court's result that the statement gives follows from its own rules: "holds" with a failed rule, or the reverse, is a contradiction. */
export function checkCourtResult({ court }: ReleaseStatement): Check[] {
  const failed = court.rules.filter(({ result }) => result === 'fail').map(({ rule }) => rule);
  const counted = (result: 'pass' | 'not-checked'): number => court.rules.filter((one) => one.result === result).length;
  const faults: Fault[] = court.holds === null || court.holds === (failed.length === 0) ? [] : [{ subject: court.profile, message: 'The release contradicts itself: its result against the rules of the court does not follow from the rules that it lists.' }];
  const result = court.holds === null ? 'was not checked' : `${counted('pass')} rules pass, ${failed.length} fail${failed.length === 0 ? '' : ` (${failed.join(', ')})`}, ${counted('not-checked')} not checked`;
  return checkOf('court-result', faults, `As its maker states for ${court.profile}: ${result}.`);
}
