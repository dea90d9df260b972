import type { PersonConsent, ProtectedPerson, ProtectiveMeasure } from '../../../shared/case-model/protected-person.ts';
import { isRenewed } from '../../../shared/case-model/consent-coverage.ts';
import { formsOfPerson, inForce } from '../../../shared/case-model/protected-person.ts';
import { failure, type Failure } from '../../../shared/failure.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import type { Vault } from '../../vault/index.ts';

/** A whole record of the register. */
export interface PersonRecord {
  readonly person: ProtectedPerson;
  readonly measures: readonly ProtectiveMeasure[];
  readonly consents: readonly PersonConsent[];
  /** Who opened it, oldest first, this time included. */
  readonly openings: readonly Opening[];
}

/** An opening of a record, as the log has it. */
export interface Opening {
  /** ISO 8601. */
  readonly at: string;
  /** Fingerprint of the identity that opened it. */
  readonly actor: string;
  readonly reason?: string;
}

/** What a list may show: no name. */
export interface PersonCard {
  readonly pseudonym: string;
  readonly protected: boolean;
  readonly child: boolean;
  readonly risk: NonNullable<ProtectedPerson['risk']>;
  readonly forms: number;
  readonly measures: number;
  readonly consents: number;
  readonly withdrawn: boolean;
}

/** The register without names. Fails with `permission-denied` where it is closed to this identity. */
export function personCards(vault: Vault): Result<PersonCard[], Failure> {
  const closed = refuseClosed(vault);
  if (closed !== undefined) return closed;
  const today = new Date().toISOString().slice(0, 10);
  return success(vault.persons.list().map((person) => {
    const consents = vault.persons.consents.list(person.pseudonym);
    return {
      pseudonym: person.pseudonym, protected: person.protected, child: person.child, risk: person.risk ?? 'unknown', forms: formsOfPerson(person).length,
      measures: vault.persons.measures.list(person.pseudonym).filter((measure) => inForce(measure, today)).length, consents: consents.length,
      withdrawn: consents.some((consent) => consent.withdrawnAt !== undefined && !isRenewed(consents, consent)),
    };
  }));
}

/**
 * Opens one record for somebody who says why; the reason goes to the log, with no name in it. Fails with `permission-denied`, and with `usage` for an
 * unknown pseudonym or a reason that names the person.
 */
export function openPerson(vault: Vault, pseudonym: string, reason: string): Result<PersonRecord, Failure> {
  const closed = refuseClosed(vault);
  if (closed !== undefined) return closed;
  const person = vault.persons.get(pseudonym);
  if (person === undefined) return unknownPerson(pseudonym);
  if (reason.trim() === '') return refusal(failure('usage', 'Say why this record is opened.'));
  if (namesSomebody(vault, reason)) return refusal(failure('usage', 'The reason is kept in the log: say it without a name.'));
  if (!vault.readOnly) {
    const { index } = vault.appendEvent({ action: 'person-viewed', reason, facts: { place: placeInRegister(vault, pseudonym) } });
    vault.persons.accesses.put({ id: String(index), pseudonym, event: index });
  }
  return success({ person, measures: vault.persons.measures.list(pseudonym), consents: vault.persons.consents.list(pseudonym), openings: openingsOf(vault, pseudonym) });
}

/**
 * Adds or changes one record. `was`: the pseudonym until now, where it changes; the editions, measures and consents follow. Fails with
 * `permission-denied`, and with `usage` for a pseudonym that is taken or contains a name.
 */
export function savePerson(vault: Vault, person: ProtectedPerson, was: string = person.pseudonym): Result<undefined, Failure> {
  const closed = refuseClosed(vault);
  if (closed !== undefined) return closed;
  const { pseudonym } = person;
  if (was !== pseudonym && vault.persons.get(was) === undefined) return unknownPerson(was);
  if (was !== pseudonym && vault.persons.get(pseudonym) !== undefined) return refusal(failure('usage', 'Another person has this pseudonym.'));
  if (revealsName(person)) return refusal(failure('usage', 'A pseudonym must not contain the name that it stands for.'));
  vault.persons.put(person);
  if (was !== pseudonym) rename(vault, was, pseudonym);
  vault.appendEvent({ action: 'person-changed', facts: { place: placeInRegister(vault, pseudonym) } });
  return success(undefined);
}

/**
 * Takes a person out of the register, with measures and consents: who gets the pseudonym next inherits nothing. Fails with `permission-denied`, and with `usage` while an
 * edition redacts the person or a consent stands withdrawn.
 */
export function removePerson(vault: Vault, pseudonym: string, reason: string): Result<undefined, Failure> {
  const closed = refuseClosed(vault);
  if (closed !== undefined) return closed;
  if (vault.persons.get(pseudonym) === undefined) return unknownPerson(pseudonym);
  if (vault.redactions.sets().some(({ persons }) => persons.includes(pseudonym))) return refusal(failure('usage', 'An edition redacts this person. Take the person out of the edition first.', { subject: pseudonym }));
  if (namesSomebody(vault, reason)) return refusal(failure('usage', 'The reason is kept in the log: say it without a name.'));
  if (vault.persons.consents.list(pseudonym).some(({ withdrawnAt }) => withdrawnAt !== undefined)) return refusal(failure('usage', 'A consent of this person was withdrawn. The record stays, so that the withdrawal goes on to hold.', { subject: pseudonym }));
  vault.persons.remove(pseudonym);
  for (const records of [vault.persons.measures, vault.persons.consents, vault.persons.accesses]) records.removeOf(pseudonym);
  vault.appendEvent({ action: 'person-removed', reason });
  return success(undefined);
}

/** The next free pseudonym of a scheme: `#` a number from 1, `@` letters A, B … Z, AA; a scheme without either gets a number at its end. */
export function nextPseudonym(taken: ReadonlySet<string>, scheme: string): string {
  const pattern = /[#@]/u.test(scheme) ? scheme : `${scheme.trim()} #`.trim();
  for (let count = 1; ; count++) {
    const pseudonym = pattern.replace(/#/u, String(count)).replace(/@/u, letters(count));
    if (!taken.has(pseudonym)) return pseudonym;
  }
}

/** Whether a pseudonym gives the person away. */
export function revealsName(person: ProtectedPerson): boolean {
  const { pseudonym } = person;
  return formsOfPerson(person).some((name) => name.trim().length > 1 && pseudonym.toLowerCase().includes(name.toLowerCase()));
}

/** The refusal for whoever holds no key of the register. */
export function refuseClosed(vault: Vault): Result<never, Failure> | undefined {
  return vault.persons.available ? undefined : refusal(failure('permission-denied', 'Your role does not open the register of protected persons.'));
}

/** The refusal for a pseudonym that nobody has. */
export function unknownPerson(pseudonym: string): Result<never, Failure> {
  return refusal(failure('usage', 'Nobody in the register has this pseudonym.', { subject: pseudonym }));
}

// The log may leave the case: it says which record by its place, never by pseudonym or name.
function placeInRegister(vault: Vault, pseudonym: string): number {
  return vault.persons.list().findIndex((person) => person.pseudonym === pseudonym) + 1;
}

function openingsOf(vault: Vault, pseudonym: string): Opening[] {
  const opened = new Set(vault.persons.accesses.list(pseudonym).map(({ event }) => event));
  if (opened.size === 0) return [];
  const openings: Opening[] = [];
  for (const { index, at, actor, reason } of vault.events()) if (opened.has(index)) openings.push({ at, actor, ...(reason === undefined ? {} : { reason }) });
  return openings;
}

function namesSomebody(vault: Vault, text: string): boolean {
  const lower = text.toLowerCase();
  return vault.persons.list().some((person) => formsOfPerson(person).some((name) => lower.includes(name.toLowerCase())));
}

function rename(vault: Vault, was: string, pseudonym: string): void {
  vault.persons.remove(was);
  for (const measure of vault.persons.measures.list(was)) vault.persons.measures.put({ ...measure, pseudonym });
  for (const consent of vault.persons.consents.list(was)) vault.persons.consents.put({ ...consent, pseudonym });
  for (const access of vault.persons.accesses.list(was)) vault.persons.accesses.put({ ...access, pseudonym });
  for (const other of vault.persons.list()) {
    if (other.relations?.some(({ to }) => to === was) === true) vault.persons.put({ ...other, relations: other.relations.map((relation) => (relation.to === was ? { ...relation, to: pseudonym } : relation)) });
  }
  for (const set of vault.redactions.sets()) {
    if (set.persons.includes(was)) vault.redactions.putSet({ ...set, persons: set.persons.map((name) => (name === was ? pseudonym : name)) });
  }
}

function letters(count: number): string {
  const before = Math.floor((count - 1) / 26);
  return (before === 0 ? '' : letters(before)) + String.fromCharCode(65 + ((count - 1) % 26));
}
