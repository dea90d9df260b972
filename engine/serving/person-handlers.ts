import type { Failure } from '../../shared/failure.ts';
import type { personCalls } from '../../shared/ipc/person-calls.ts';
import type { EditionName } from '../../shared/identifiers.ts';
import { success, type Result } from '../../shared/result.ts';
import { recordConsent, saveMeasure, withdrawConsent } from '../operations/persons/consents.ts';
import { nextPseudonym, openPerson, personCards, refuseClosed, removePerson, savePerson } from '../operations/persons/register.ts';
import type { Vault } from '../vault/index.ts';
import type { Handlers } from './dispatch.ts';
import { refuseReadOnly, type ServingContext } from './serving-context.ts';

type PersonHandlers = Pick<Handlers, keyof typeof personCalls>;

/** Answers what the window asks about the records of protected persons. */
export function personHandlers({ session, emit }: ServingContext): PersonHandlers {
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
      const opened = openPerson(vault, pseudonym, reason);
      if (!opened.ok) return opened;
      emit('caseChanged', { parts: ['log'] });
      const { person, measures, consents } = opened.value;
      return success({ person, measures, consents: consents.map((consent) => ({ ...consent, editions: consent.editions as EditionName[] })) });
    }),
    savePerson: ({ person, was }) => change((vault) => onValue(savePerson(vault, person, was), () => ({}))),
    removePerson: ({ pseudonym, reason }) => change((vault) => onValue(removePerson(vault, pseudonym, reason), () => ({}))),
    nextPseudonym: ({ scheme }) => session.use((vault) => refuseClosed(vault) ?? success({ pseudonym: nextPseudonym(new Set(vault.persons.list().map(({ pseudonym }) => pseudonym)), scheme) })),
    saveMeasure: ({ id, measure }) => change((vault) => onValue(saveMeasure(vault, measure, id), (saved) => ({ id: saved.id }))),
    recordConsent: ({ consent }) => change((vault) => onValue(recordConsent(vault, consent), ({ id }) => ({ id }))),
    withdrawConsent: ({ consent, reason }) => change((vault) => onValue(withdrawConsent(vault, consent, reason), (releases) => ({
      releases: releases.map(({ id, edition, madeAt, recipients }) => ({ release: id, edition, madeAt, recipients })),
    }))),
  };
}

function onValue<T, U>(result: Result<T, Failure>, map: (value: T) => U): Result<U, Failure> {
  return result.ok ? success(map(result.value)) : result;
}
