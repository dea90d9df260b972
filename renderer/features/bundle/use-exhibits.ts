import { useCallback, useEffect, useState } from 'react';
import { countOn } from '../../../shared/case-model/exhibit.ts';
import type { CallInput, CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { call, listen } from '../../engine-client.ts';

export type Exhibits = CallOutput<'listExhibits'>;
export type ExhibitState = Exhibits['exhibits'][number];
export type ExhibitChange = CallInput<'changeExhibits'>['change'];

export interface ExhibitEditing {
  readonly exhibits: Exhibits | null;
  readonly failure: ToldFailure | null;
  /** Changes several at once; a registration number counts on from one to the next by its pages. */
  readonly change: (chosen: readonly { readonly id: DocumentId; readonly pages: number }[], change: ExhibitChange) => Promise<ToldFailure | null>;
  readonly undo: () => Promise<void>;
  readonly canUndo: boolean;
}

const rememberedChanges = 50;
interface Step { readonly documents: readonly DocumentId[]; readonly change: ExhibitChange }

/** Changes with equal values in one call. */
function grouped(states: readonly ExhibitState[]): readonly Step[] {
  const groups = new Map<string, { readonly documents: DocumentId[]; readonly change: ExhibitChange }>();
  for (const { document, status, party, note, ern } of states) {
    const change = { status, party: party ?? null, note: note ?? null, ern: ern ?? null };
    const key = JSON.stringify(change);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { documents: [document], change });
    else known.documents.push(document);
  }
  return [...groups.values()];
}

/** Numbers, statuses and schemes of the exhibits, kept true to the engine; each change of status, party, note or registration number can be taken back. */
export function useExhibits(): ExhibitEditing {
  const [exhibits, setExhibits] = useState<Exhibits | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [history, setHistory] = useState<readonly (readonly ExhibitState[])[]>([]);
  const load = useCallback(async () => {
    const result = await call('listExhibits', {});
    setFailure(result.ok ? null : result.failure);
    if (result.ok) setExhibits(result.value);
  }, []);
  useEffect(() => {
    void load();
    const stops = [listen('caseChanged', ({ parts }) => { if (parts.includes('bundle')) void load(); }), listen('documentsChanged', () => { void load(); })];
    return () => { for (const stop of stops) stop(); };
  }, [load]);
  const apply = async (steps: readonly Step[]): Promise<ToldFailure | null> => {
    for (const { documents, change } of steps) {
      const result = await call('changeExhibits', { documents: [...documents], change });
      if (!result.ok) return result.failure;
    }
    return null;
  };
  return {
    exhibits, failure, canUndo: history.length > 0,
    change: async (chosen, change) => {
      const ids = new Set<string>(chosen.map(({ id }) => id));
      const before = (exhibits?.exhibits ?? []).filter(({ document }) => ids.has(document));
      const { ern, ...rest } = change;
      let pages = 0;
      const steps = typeof ern === 'string' && chosen.length > 1
        ? chosen.map((document): Step => {
          const step = { documents: [document.id], change: { ...rest, ern: countOn(ern, pages) } };
          pages += document.pages;
          return step;
        })
        : [{ documents: chosen.map(({ id }) => id), change }];
      const refused = await apply(steps);
      if (refused === null) setHistory((known) => [...known.slice(-rememberedChanges), before]);
      return refused;
    },
    undo: async () => {
      const before = history.at(-1);
      if (before === undefined) return;
      const refused = await apply(grouped(before));
      setFailure(refused);
      if (refused === null) setHistory((known) => known.slice(0, -1));
    },
  };
}
