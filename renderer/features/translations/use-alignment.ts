import { useCallback, useEffect, useState } from 'react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { success } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { call } from '../../engine-client.ts';
import type { Link } from './edit-links.ts';

export type Alignment = CallOutput<'getAlignment'>;
export type Difference = Alignment['differences'][number];

export interface Aligning {
  /** Null until it is there. */
  readonly alignment: Alignment | null;
  readonly failure: ToldFailure | null;
  /** Keeps links that a person set. */
  readonly save: (links: readonly Link[]) => Promise<void>;
  /** Links all anew; what was set by hand can be had back by `undo`. */
  readonly again: () => Promise<void>;
  /** Marks differences as looked at; answers whether all were. */
  readonly look: (differences: readonly Difference[], note?: string) => Promise<boolean>;
  /** Takes such marks back. */
  readonly reopen: (differences: readonly Difference[]) => Promise<boolean>;
  /** Takes the last change of links back; undefined where there is none. */
  readonly undo: (() => Promise<void>) | undefined;
}

/** The linked sentences of a translation and its original, with each change kept at once. */
export function useAlignment(translation: string): Aligning {
  const [alignment, setAlignment] = useState<Alignment | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [earlier, setEarlier] = useState<readonly (readonly Link[])[]>([]);
  const take = useCallback((result: Result<Alignment, ToldFailure>): boolean => {
    setFailure(result.ok ? null : result.failure);
    if (result.ok) setAlignment(result.value);
    return result.ok;
  }, []);
  const id = translation as DocumentId;
  useEffect(() => {
    let stale = false;
    void call('getAlignment', { translation: id }).then((result) => { if (!stale) take(result); });
    return () => { stale = true; };
  }, [id, take]);
  const change = async (work: () => Promise<Result<Alignment, ToldFailure>>): Promise<void> => {
    const before = alignment?.links;
    if (before !== undefined && take(await work())) setEarlier((known) => [...known, before]);
  };
  const mark = async (differences: readonly Difference[], work: (difference: Difference) => Promise<Result<Pick<Difference, 'looked'>, ToldFailure>>): Promise<boolean> => {
    for (const difference of differences) {
      const marked = await work(difference);
      setFailure(marked.ok ? null : marked.failure);
      if (!marked.ok) return false;
      const { looked } = marked.value;
      setAlignment((known) => (known === null ? null : { ...known, differences: known.differences.map(({ looked: before, ...one }) => (one.id === difference.id ? { ...one, ...(looked === undefined ? {} : { looked }) } : { ...one, ...(before === undefined ? {} : { looked: before }) })) }));
    }
    return true;
  };
  const [last] = earlier.slice(-1);
  return {
    alignment, failure,
    save: (links) => change(() => call('saveAlignment', { translation: id, links: [...links] })),
    look: (differences, note) => mark(differences, (difference) => call('lookAtDifference', { translation: id, link: difference.link, difference: difference.id, ...(note === undefined || note.trim() === '' ? {} : { note: note.trim() }) })),
    reopen: (differences) => mark(differences, async (difference) => {
      const reopened = await call('reopenDifference', { translation: id, difference: difference.id });
      return reopened.ok ? success({}) : reopened;
    }),
    again: () => change(() => call('alignAgain', { translation: id })),
    undo: last === undefined ? undefined : async () => {
      if (take(await call('saveAlignment', { translation: id, links: [...last] }))) setEarlier((known) => known.slice(0, -1));
    },
  };
}
