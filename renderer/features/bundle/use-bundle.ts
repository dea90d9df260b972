import { useCallback, useEffect, useRef, useState } from 'react';
import type { Bundle } from '../../../shared/case-model/bundle.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { EditionName } from '../../../shared/identifiers.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { call } from '../../engine-client.ts';
import { refreshPart } from '../../read-model/sync.ts';
import { useDocumentCount, usePart } from '../../read-model/use-case.ts';

export type BundlePages = CallOutput<'planBundle'>;

export interface BundleEditing {
  readonly bundle: Bundle;
  readonly ready: boolean;
  readonly change: (next: Bundle) => void;
  readonly undo: () => void;
  readonly canUndo: boolean;
  readonly pages: BundlePages | null;
  /** Asks again where exhibits fall. */
  readonly replan: () => void;
  readonly failure: ToldFailure | null;
}

const rememberedStates = 100;

/** The bundle as it is being ordered: each change is saved at once, can be taken back, and shows where each exhibit falls. */
export function useBundle(edition: string, title: string): BundleEditing {
  const saved = usePart('bundle');
  const documents = useDocumentCount();
  const [bundle, setBundle] = useState<Bundle | null>(null);
  const [pages, setPages] = useState<BundlePages | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const history = useRef<Bundle[]>([]);
  const [canUndo, setCanUndo] = useState(false);
  const saving = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => { if (bundle === null && saved !== undefined) setBundle(saved ?? { title, sections: [] }); }, [bundle, saved, title]);

  const planned = useRef(0);
  const plan = useCallback(async () => {
    const mine = ++planned.current;
    const result = await call('planBundle', { edition: edition as EditionName });
    if (mine === planned.current) setPages(result.ok ? result.value : null);
  }, [edition]);
  useEffect(() => { void plan(); }, [plan, documents]);

  const store = useCallback((next: Bundle) => {
    setBundle(next);
    saving.current = saving.current.then(async () => {
      const result = await call('saveBundle', { bundle: { title: next.title, sections: next.sections.map((section) => ({ title: section.title, entries: [...section.entries] })) } });
      setFailure(result.ok ? null : result.failure);
      await Promise.all([refreshPart('bundle'), refreshPart('overview'), plan()]);
    });
  }, [plan]);
  const change = useCallback((next: Bundle) => {
    if (bundle !== null) history.current = [...history.current.slice(-rememberedStates), bundle];
    setCanUndo(true);
    store(next);
  }, [bundle, store]);
  const undo = useCallback(() => {
    const last = history.current.pop();
    setCanUndo(history.current.length > 0);
    if (last !== undefined) store(last);
  }, [store]);
  return { bundle: bundle ?? { title, sections: [] }, ready: bundle !== null, change, undo, canUndo, pages, replan: () => { void plan(); }, failure };
}
