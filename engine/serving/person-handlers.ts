import type { personCalls } from '../../shared/ipc/person-calls.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import type { CallOutput } from '../../shared/ipc/contract.ts';
import type { EditionName } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { recordConsent, releasesUnder, saveMeasure, withdrawConsent } from '../operations/persons/consents.ts';
import { nextPseudonym, openPerson, personCards, refuseClosed, removePerson, savePerson, type PersonRecord } from '../operations/persons/register.ts';
import { tryNames } from '../operations/persons/try-names.ts';
import type { ReleaseRecord, Vault } from '../vault/index.ts';
import type { Handlers } from './dispatch.ts';
import { refuseReadOnly, type ServingContext } from './serving-context.ts';

type PersonHandlers = Pick<Handlers, keyof typeof personCalls>;

/** Answers what the window asks about the records of protected persons. */
export function personHandlers({ session, emit }: ServingContext): PersonHandlers {
  // Whose records were opened since the case was.
  const opened = new WeakMap<Vault, Set<string>>();

  /** Work that changes the register: refused on a read-only case, and told to the window when it is done. */
  function change<T>(work: (vault: Vault) => Result<T, Failure>): Promise<Result<T, Failure>> {
    return session.use((vault) => {
      const done = refuseReadOnly(vault) ?? work(vault);
      if (done.ok) emit('caseChanged', { parts: ['persons', 'redactions', 'log'] });
      return done;
    });
  }

  return {
    listPersonCards: () => session.use((vault) => onValue(personCards(vault), (persons) => ({ persons }))),
    openPerson: ({ pseudonym, reason }) => session.use((vault) => {
      const record = openPerson(vault, pseudonym, reason);
      if (!record.ok) return record;
      opened.set(vault, new Set([...opened.get(vault) ?? [], pseudonym]));
      emit('caseChanged', { parts: ['log'] });
      return success(shownRecord(vault, record.value));
    }),
    tryNames: ({ text, pseudonym }) => session.use((vault) => {
      if (pseudonym !== undefined && opened.get(vault)?.has(pseudonym) !== true) return refusal(failure('permission-denied', 'Open the record first, and say why.'));
      return onValue(tryNames(vault, text, pseudonym), (matches) => ({ matches }));
    }),
    savePerson: ({ person, was }) => change((vault) => onValue(savePerson(vault, person, was), () => {
      // Who has just written a record knows what it says.
      opened.set(vault, new Set([...opened.get(vault) ?? [], person.pseudonym]));
      return {};
    })),
    removePerson: ({ pseudonym, reason }) => change((vault) => onValue(removePerson(vault, pseudonym, reason), () => ({}))),
    nextPseudonym: ({ scheme }) => session.use((vault) => refuseClosed(vault) ?? success({ pseudonym: nextPseudonym(new Set(vault.persons.list().map(({ pseudonym }) => pseudonym)), scheme) })),
    saveMeasure: ({ id, measure }) => change((vault) => onValue(saveMeasure(vault, measure, id), (saved) => ({ id: saved.id }))),
    recordConsent: ({ consent }) => change((vault) => onValue(recordConsent(vault, consent), ({ id }) => ({ id }))),
    withdrawConsent: ({ consent, reason }) => change((vault) => onValue(withdrawConsent(vault, consent, reason), (releases) => ({ releases: releases.map(shownRelease) }))),
  };
}

function shownRecord(vault: Vault, { person, measures, consents, openings }: PersonRecord): CallOutput<'openPerson'> {
  const names = new Map(vault.members().map(({ fingerprint, name }) => [fingerprint, name]));
  return {
    person, measures,
    consents: consents.map((consent) => ({
      ...consent, editions: consent.editions as EditionName[],
      ...(consent.withdrawnAt === undefined ? {} : { releases: releasesUnder(vault, consent).map(shownRelease) }),
    })),
    openings: openings.map(({ actor, ...opening }) => ({ ...opening, by: names.get(actor) ?? actor })),
  };
}

function shownRelease({ id, edition, madeAt, recipients }: ReleaseRecord): NonNullable<CallOutput<'withdrawConsent'>>['releases'][number] {
  return { release: id, edition, madeAt, recipients };
}

function onValue<T, U>(result: Result<T, Failure>, map: (value: T) => U): Result<U, Failure> {
  return result.ok ? success(map(result.value)) : result;
}
