import type { RedactionSet } from '../../shared/case-model/redaction.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { checkExpression } from '../people/index.ts';
import type { Vault } from '../vault/index.ts';
import { listCodeSets } from './review/redaction-codes.ts';

/**
 * Writes what an edition leaves out by rule; its planned zones and, where the new set names none, its order stay. Fails with `usage` for a person who is
 * not in the register, an expression that RE2 cannot take, or a set of codes that the case has not.
 */
export function saveRedactionSet(vault: Vault, set: RedactionSet): Result<Record<string, never>, Failure> {
  const unknown = set.persons.find((pseudonym) => vault.persons.get(pseudonym) === undefined);
  if (unknown !== undefined) return refusal(failure('usage', 'The edition names a person who is not in the register.', { subject: unknown }));
  for (const expression of set.expressions ?? []) {
    const checked = checkExpression(expression);
    if (!checked.ok) return checked;
  }
  const codes = set.order?.codes;
  if (codes !== undefined && !listCodeSets(vault).some(({ id }) => id === codes)) return refusal(failure('usage', 'There is no such set of reason codes.', { subject: codes }));
  const before = vault.redactions.set(set.edition);
  vault.redactions.putSet({ ...(before?.order === undefined ? {} : { order: before.order }), ...set, zones: before?.zones ?? [] });
  return success({});
}
