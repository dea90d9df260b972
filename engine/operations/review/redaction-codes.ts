import { failure, type Failure } from '../../../shared/failure.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { parseCodeSet, redactionCodeSets, type RedactionCodeSet } from '../../redaction/index.ts';
import type { Vault } from '../../vault/index.ts';
import { orderOf } from './zone-decision.ts';

const codesKind = 'redaction-codes';

export interface ListedCodeSet extends RedactionCodeSet {
  /** Whether it was edited in this case. */
  readonly own: boolean;
}

/** The sets of reason codes of a case: those that come with the application, each replaced by the case's own of the same id, and the case's others. */
export function listCodeSets(vault: Vault): ListedCodeSet[] {
  const own = vault.records.list(codesKind).map(({ value }) => ({ ...parseCodeSet(value), own: true }));
  return [...redactionCodeSets().filter(({ id }) => !own.some((set) => set.id === id)).map((set) => ({ ...set, own: false })), ...own].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Writes a set of the case's own. Fails with `usage` where a code stands twice. */
export function saveCodeSet(vault: Vault, set: RedactionCodeSet): Result<Record<string, never>, Failure> {
  if (new Set(set.codes.map(({ code }) => code)).size < set.codes.length) return refusal(failure('usage', 'A code stands twice in this set.'));
  vault.records.put(codesKind, set.id, parseCodeSet(set));
  return success({});
}

/** Removes a set of the case's own; the one that comes with the application stands again. Fails with `usage` where an edition's order names a set that would be gone. */
export function removeCodeSet(vault: Vault, id: string): Result<Record<string, never>, Failure> {
  if (vault.records.get(codesKind, id) === undefined) return refusal(failure('usage', 'This set is not the case’s own.', { subject: id }));
  const shipped = redactionCodeSets().some((set) => set.id === id);
  if (!shipped && vault.redactions.sets().some(({ order }) => order?.codes === id)) return refusal(failure('usage', 'An edition takes its codes from this set. Choose another for it first.', { subject: id }));
  vault.records.remove(codesKind, id);
  return success({});
}

/** The codes that redactions of an edition may carry: those of its order's set, or of every set where its order names none. */
export function codesOf(vault: Vault, edition: string): RedactionCodeSet['codes'] {
  const { codes } = orderOf(vault, edition);
  return listCodeSets(vault).filter(({ id }) => codes === undefined || id === codes).flatMap((set) => set.codes);
}
