import { randomUUID } from 'node:crypto';
import { covers, isRenewed, renews } from '../../../shared/case-model/consent-coverage.ts';
import { formsOfPerson, type PersonConsent, type ProtectedPerson, type ProtectiveMeasure } from '../../../shared/case-model/protected-person.ts';
import { failure, type Failure } from '../../../shared/failure.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { findPersons, preparePersons } from '../../people/index.ts';
import type { ReleaseRecord, Vault } from '../../vault/index.ts';
import { refuseClosed, unknownPerson } from './register.ts';

/** Adds a measure, or changes the one of that id. Fails with `permission-denied`, and with `usage` for an unknown person, measure or span. */
export function saveMeasure(vault: Vault, measure: Omit<ProtectiveMeasure, 'id'>, id: string = randomUUID()): Result<ProtectiveMeasure, Failure> {
  const closed = refuseClosed(vault);
  if (closed !== undefined) return closed;
  if (vault.persons.get(measure.pseudonym) === undefined) return unknownPerson(measure.pseudonym);
  if (measure.to !== undefined && measure.to < measure.from) return refusal(failure('usage', 'A measure ends after it begins.'));
  if (measure.variedBy !== undefined && (measure.variedBy === id || vault.persons.measures.get(measure.variedBy) === undefined)) return refusal(failure('usage', 'There is no such measure that varies this one.'));
  const saved = { id, ...measure };
  vault.persons.measures.put(saved);
  vault.appendEvent({ action: 'measure-recorded', object: id });
  return success(saved);
}

/** Records what a person agreed to. Fails with `permission-denied`, and with `usage` for an unknown person or document. */
export function recordConsent(vault: Vault, consent: Omit<PersonConsent, 'id' | 'withdrawnAt' | 'withdrawnReason'>): Result<PersonConsent, Failure> {
  const closed = refuseClosed(vault);
  if (closed !== undefined) return closed;
  if (vault.persons.get(consent.pseudonym) === undefined) return unknownPerson(consent.pseudonym);
  const missing = consent.documents.find((id) => !vault.documents.has(id));
  if (missing !== undefined) return refusal(failure('document-unknown', 'There is no such document in the case.', { subject: missing }));
  const recorded: PersonConsent = { id: randomUUID(), ...consent };
  vault.persons.consents.put(recorded);
  vault.appendEvent({ action: 'consent-recorded', object: recorded.id });
  return success(recorded);
}

/** Withdraws a consent: no edition with what it covers is built from now on. Answers the releases that went out while it was given. */
export function withdrawConsent(vault: Vault, id: string, reason: string): Result<readonly ReleaseRecord[], Failure> {
  const closed = refuseClosed(vault);
  if (closed !== undefined) return closed;
  const consent = vault.persons.consents.get(id);
  if (consent === undefined) return refusal(failure('usage', 'There is no such consent.', { subject: id }));
  if (consent.withdrawnAt === undefined) {
    vault.persons.consents.put({ ...consent, withdrawnAt: new Date().toISOString(), withdrawnReason: reason });
    vault.appendEvent({ action: 'consent-withdrawn', object: id });
  }
  return success(releasesUnder(vault, consent));
}

/** The releases that went out since a consent was given, of the editions that it covers: of a withdrawn one, until it was withdrawn. */
export function releasesUnder(vault: Vault, consent: PersonConsent): readonly ReleaseRecord[] {
  const { givenAt, withdrawnAt } = consent;
  return vault.releases.list().filter(({ edition, madeAt }) => covers(consent, edition) && madeAt.slice(0, 10) >= givenAt.slice(0, 10) && (withdrawnAt === undefined || madeAt <= withdrawnAt));
}

/** Pseudonyms of those who withdrew a consent and gave no later one that covers as much, each once. None where the register is closed to this identity. */
export function withdrawals(vault: Vault): readonly string[] {
  if (!vault.persons.available) return [];
  const consents = vault.persons.consents.list();
  return [...new Set(consents.filter((consent) => consent.withdrawnAt !== undefined && !isRenewed(consents, consent)).map(({ pseudonym }) => pseudonym))];
}

/**
 * What keeps an edition with these documents from being built: a consent that was withdrawn, unless the same person gave a later one that covers as much. Without the
 * register's key nothing can be said, and nothing is refused that an edition's own rules would not refuse.
 */
export function withdrawnConsent(vault: Vault, edition: string, documents: readonly DocumentId[]): Failure | undefined {
  if (!vault.persons.available) return undefined;
  const consents = vault.persons.consents.list();
  for (const consent of consents) {
    if (consent.withdrawnAt === undefined || !covers(consent, edition) || consents.some((other) => renews(other, consent, edition))) continue;
    const person = vault.persons.get(consent.pseudonym);
    const held = consent.documents.length > 0 ? documents.find((id) => consent.documents.includes(id)) : documents.find((id) => person !== undefined && names(vault, id, person));
    if (held !== undefined) return failure('consent-withdrawn', '{{pseudonym}} has withdrawn consent to what this edition holds.', { subject: held, values: { pseudonym: consent.pseudonym } });
  }
  return undefined;
}

function names(vault: Vault, document: DocumentId, person: ProtectedPerson): boolean {
  const prepared = preparePersons([{ pseudonym: person.pseudonym, names: formsOfPerson(person) }]);
  return vault.pageTexts.list(document).some((page) => findPersons(page, prepared).length > 0);
}
