import { useCallback, useRef, useState } from 'react';
import type { ToldFailure } from '../../../shared/failure.ts';
import type { Rect } from '../../../shared/geometry.ts';
import type { EditionName } from '../../../shared/identifiers.ts';
import { call } from '../../engine-client.ts';
import type { DocumentRow, Redaction } from '../../read-model/database.ts';
import { putRedactions, refreshPart, refreshRedactions } from '../../read-model/sync.ts';

export type RedactionStep = Redaction['steps'][number];

export interface Redacting {
  readonly failure: ToldFailure | null;
  readonly propose: (page: number, rects: readonly Rect[], why: string) => Promise<void>;
  readonly decide: (step: RedactionStep, redactions: readonly Redaction[], reason?: string) => Promise<void>;
  readonly remove: (redactions: readonly Redaction[]) => Promise<void>;
  /** Gives redactions a reason code, or `null` for none. */
  readonly encode: (redactions: readonly Redaction[], code: string | null) => Promise<void>;
  /** Makes redactions a group that is decided together, or takes them out of theirs. */
  readonly link: (redactions: readonly Redaction['id'][], linked: boolean) => Promise<void>;
  readonly undo: () => Promise<void>;
  readonly canUndo: boolean;
}

type Step = { readonly made: readonly Redaction['id'][] } | { readonly linked: readonly Redaction['id'][] } | { readonly decision: string };
const rememberedSteps = 50;

/** Whether the log must be able to say why this step was taken. */
export function needsReason(step: RedactionStep, redactions: readonly Redaction[]): boolean {
  return step === 'contest' || step === 'uphold' || step === 'lift' || (step === 'reject' && redactions.some(({ origin }) => origin === 'found'));
}

/** Proposes, decides and takes back redactions of one document for one edition. */
export function useRedacting(edition: string, document: DocumentRow['id']): Redacting {
  const steps = useRef<Step[]>([]);
  const [canUndo, setCanUndo] = useState(false);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const remember = useCallback((step: Step) => {
    steps.current = [...steps.current.slice(-rememberedSteps), step];
    setCanUndo(true);
  }, []);
  const refresh = useCallback(async () => { await Promise.all([refreshRedactions(edition), refreshPart('editions'), refreshPart('overview')]); }, [edition]);
  const idsOf = (redactions: readonly Redaction[]): Redaction['id'][] => redactions.map(({ id }) => id);

  const propose = useCallback(async (page: number, rects: readonly Rect[], why: string) => {
    const result = await call('proposeRedaction', { edition: edition as EditionName, document, page, rects: [...rects], why });
    setFailure(result.ok ? null : result.failure);
    if (!result.ok) return;
    remember({ made: idsOf(result.value.redactions) });
    await putRedactions(result.value.redactions);
  }, [edition, document, remember]);

  const decide = useCallback(async (step: RedactionStep, redactions: readonly Redaction[], reason?: string) => {
    if (redactions.length === 0) return;
    const result = await call('decideRedactions', { redactions: idsOf(redactions), step, ...(reason === undefined ? {} : { reason }) });
    setFailure(result.ok ? null : result.failure);
    if (!result.ok) return;
    remember({ decision: result.value.decision });
    // What a decision changed is shown at once; the rest follows when the engine says that the case changed.
    await putRedactions(result.value.redactions);
  }, [remember]);

  const remove = useCallback(async (redactions: readonly Redaction[]) => {
    const result = await call('removeRedactions', { redactions: idsOf(redactions) });
    setFailure(result.ok ? null : result.failure);
    if (result.ok) remember({ decision: result.value.decision });
    await refresh();
  }, [remember, refresh]);

  const encode = useCallback(async (redactions: readonly Redaction[], code: string | null) => {
    const result = await call('changeRedactions', { redactions: idsOf(redactions), change: { code } });
    setFailure(result.ok ? null : result.failure);
    if (result.ok) remember({ decision: result.value.decision });
    await refresh();
  }, [remember, refresh]);

  const link = useCallback(async (redactions: readonly Redaction['id'][], linked: boolean) => {
    const result = await call('linkRedactions', { redactions: [...redactions], linked });
    setFailure(result.ok ? null : result.failure);
    if (!result.ok) return;
    if (linked) remember({ linked: redactions });
    await putRedactions(result.value.redactions);
  }, [remember]);

  const undo = useCallback(async () => {
    const step = steps.current.pop();
    setCanUndo(steps.current.length > 0);
    if (step === undefined) return;
    const result = 'made' in step ? await call('removeRedactions', { redactions: [...step.made] }) : 'linked' in step ? await call('linkRedactions', { redactions: [...step.linked], linked: false }) : await call('undoRedactionDecision', { decision: step.decision });
    setFailure(result.ok ? null : result.failure);
    await refresh();
  }, [refresh]);

  return { failure, propose, decide, remove, encode, link, undo, canUndo };
}
