import { failure, type Failure } from '../../../shared/failure.ts';
import type { Vault, ZoneRecord } from '../../vault/index.ts';
import { orderOf } from './zone-decision.ts';

/**
 * The redactions of an edition that nobody has decided on and that no rule decides: marked places that wait, finds that wait where the order asks for review, and
 * finds that were rejected although the order lets nothing be kept.
 */
export function undecidedRedactions(vault: Vault, edition: string): readonly ZoneRecord[] {
  const { review, mayKeep } = orderOf(vault, edition);
  return vault.redactions.zones({ edition }).filter(({ state, origin }) =>
    (state === 'proposed' && (origin === 'marked' || review === 'reviewed')) || (state === 'rejected' && origin === 'found' && !mayKeep));
}

/** Why an edition cannot be built yet: `redactions-undecided`, naming the first document; undefined where everything is decided. */
export function refuseUndecided(vault: Vault, edition: string, documents: ReadonlySet<string>): Failure | undefined {
  const waiting = undecidedRedactions(vault, edition).filter(({ document }) => documents.has(document));
  const [first] = waiting;
  if (first === undefined) return undefined;
  const rejected = waiting.filter(({ state }) => state === 'rejected').length;
  const what = rejected === waiting.length ? 'were rejected, which the order of this edition does not allow: propose them again' : 'wait for a decision';
  return failure('redactions-undecided', '{{count}} {{redactions}} of the edition {{edition}} {{what}} (the first on page {{page}}).', {
    subject: first.document, values: { count: waiting.length, redactions: waiting.length === 1 ? 'redaction' : 'redactions', edition, what, page: first.page },
  });
}
