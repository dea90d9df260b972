import { useCallback, useRef, useState } from 'react';
import type { Failure } from '../../../shared/failure.ts';
import type { Rect } from '../../../shared/geometry.ts';
import type { EditionName } from '../../../shared/identifiers.ts';
import { call } from '../../engine-client.ts';
import type { DocumentRow, Redaction } from '../../read-model/database.ts';
import { refreshPart, refreshRedactions } from '../../read-model/sync.ts';

export interface Redacting {
  readonly failure: Failure | null;
  readonly propose: (page: number, rects: readonly Rect[], why: string) => Promise<void>;
  readonly decide: (decision: 'approve' | 'reject' | 'remove', redactions: readonly Redaction[]) => Promise<void>;
  readonly undo: () => Promise<void>;
  readonly canUndo: boolean;
}

type Step = { readonly made: readonly Redaction['id'][]; readonly before: readonly Redaction[] };
const callOf = { approve: 'approveRedactions', reject: 'rejectRedactions', remove: 'removeRedactions' } as const;
const rememberedSteps = 50;

/** Proposes, decides and takes back redactions of one document for one edition. */
export function useRedacting(edition: string, document: DocumentRow['id']): Redacting {
  const steps = useRef<Step[]>([]);
  const [canUndo, setCanUndo] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const remember = useCallback((step: Step) => {
    steps.current = [...steps.current.slice(-rememberedSteps), step];
    setCanUndo(true);
  }, []);
  const refresh = useCallback(async () => { await Promise.all([refreshRedactions(edition), refreshPart('editions'), refreshPart('overview')]); }, [edition]);
  const place = useCallback(async (page: number, rects: readonly Rect[], why: string): Promise<readonly string[]> => {
    const result = await call('proposeRedaction', { edition: edition as EditionName, document, page, rects: [...rects], why });
    setFailure(result.ok ? null : result.failure);
    return result.ok ? result.value.redactions.map(({ id }) => id) : [];
  }, [edition, document]);

  const propose = useCallback(async (page: number, rects: readonly Rect[], why: string) => {
    const made = await place(page, rects, why);
    if (made.length > 0) remember({ made, before: [] });
    await refresh();
  }, [place, remember, refresh]);

  const decide = useCallback(async (decision: 'approve' | 'reject' | 'remove', redactions: readonly Redaction[]) => {
    if (redactions.length === 0) return;
    const ids = redactions.map(({ id }) => id);
    const result = await call(callOf[decision], { redactions: ids });
    setFailure(result.ok ? null : result.failure);
    if (result.ok) remember({ made: decision === 'remove' ? [] : ids, before: redactions });
    await refresh();
  }, [remember, refresh]);

  /** Takes the last step back: what it made goes, what it changed stands again as a proposal. */
  const undo = useCallback(async () => {
    const step = steps.current.pop();
    setCanUndo(steps.current.length > 0);
    if (step === undefined) return;
    if (step.made.length > 0) await call('removeRedactions', { redactions: [...step.made] });
    for (const { page, rect, why } of step.before) await place(page, [rect], why);
    await refresh();
  }, [place, refresh]);

  return { failure, propose, decide, undo, canUndo };
}
