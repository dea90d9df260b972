import { useCallback, useState } from 'react';
import type { ProtectedPerson } from '../../../shared/case-model/protected-person.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { call } from '../../engine-client.ts';

export type PersonRecord = CallOutput<'openPerson'>;
export type Measure = PersonRecord['measures'][number];
export type Consent = PersonRecord['consents'][number];

/** A record that somebody gave a reason for. It lives in this component alone and is gone with it. */
export interface OpenRecord {
  readonly record: PersonRecord | null;
  /** Pseudonym and reason go to the engine, the reason to the log. */
  readonly open: (pseudonym: string, reason: string) => Promise<ToldFailure | null>;
  readonly close: () => void;
  readonly savePerson: (person: ProtectedPerson) => Promise<ToldFailure | null>;
  readonly undo: () => Promise<ToldFailure | null>;
  readonly canUndo: boolean;
  /** What else of the record is known to have changed; no second look at it is taken, nor logged. */
  readonly change: (change: Partial<PersonRecord>) => void;
}

/** The input of a call from what may be frozen or shared. */
export function plainPerson(person: ProtectedPerson) {
  const { names, aliases, spellings, relations, ...rest } = person;
  return { ...rest, names: [...names], ...(aliases === undefined ? {} : { aliases: [...aliases] }), ...(spellings === undefined ? {} : { spellings: [...spellings] }), ...(relations === undefined ? {} : { relations: [...relations] }) };
}

export function useOpenRecord(): OpenRecord {
  const [record, setRecord] = useState<PersonRecord | null>(null);
  const [history, setHistory] = useState<readonly ProtectedPerson[]>([]);
  const open = useCallback(async (pseudonym: string, reason: string) => {
    const result = await call('openPerson', { pseudonym, reason });
    if (!result.ok) return result.failure;
    setRecord(result.value);
    setHistory([]);
    return null;
  }, []);
  const store = async (person: ProtectedPerson): Promise<ToldFailure | null> => {
    if (record === null) return null;
    const result = await call('savePerson', { person: plainPerson(person), was: record.person.pseudonym });
    if (!result.ok) return result.failure;
    const { pseudonym } = person;
    setRecord({ ...record, person, measures: record.measures.map((measure) => ({ ...measure, pseudonym })), consents: record.consents.map((consent) => ({ ...consent, pseudonym })) });
    return null;
  };
  return {
    record, open, close: () => { setRecord(null); }, canUndo: history.length > 0,
    savePerson: async (person) => {
      const before = record?.person;
      const failure = await store(person);
      if (failure === null && before !== undefined) setHistory((known) => [...known, before]);
      return failure;
    },
    undo: async () => {
      const before = history.at(-1);
      const failure = before === undefined ? null : await store(before);
      if (failure === null) setHistory((known) => known.slice(0, -1));
      return failure;
    },
    change: (change) => { setRecord((known) => (known === null ? null : { ...known, ...change })); },
  };
}
