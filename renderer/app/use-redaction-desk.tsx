import { useCallback, useMemo, useState } from 'react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ToldFailure } from '../../shared/failure.ts';
import type { PageSize, Rect } from '../../shared/geometry.ts';
import type { EditionName } from '../../shared/identifiers.ts';
import { rectsOverWords } from '../components/pages/page-geometry.ts';
import { isUndo } from '../components/undo-key.ts';
import { ReasonDialog } from '../components/reason-dialog.tsx';
import { showToast } from '../components/toast.tsx';
import { runJob } from '../engine-client.ts';
import { moveZone, startZone } from '../features/redactions/move-zone.ts';
import { ProofDialog } from '../features/redactions/proof-dialog.tsx';
import { RedactionLayer } from '../features/redactions/redaction-layer.tsx';
import { RedactionPanel } from '../features/redactions/redaction-panel.tsx';
import type { RedactionTool } from '../features/redactions/redaction-panel.tsx';
import { useReasonCodes } from '../features/redactions/use-reason-codes.ts';
import { needsReason, useRedacting } from '../features/redactions/use-redacting.ts';
import type { RedactionStep } from '../features/redactions/use-redacting.ts';
import { useWhy } from '../features/redactions/use-why.ts';
import type { ViewedPlace, ViewerHandle } from '../features/viewer/viewer.tsx';
import type { DocumentRow, Redaction } from '../read-model/database.ts';
import { refreshPart, refreshRedactions } from '../read-model/sync.ts';
import { usePart, useRedactions } from '../read-model/use-case.ts';
import { useOpenCase } from '../session/case-session.tsx';

interface Draft { readonly page: number; readonly rect: Rect }

export interface RedactionDesk {
  /** A zone is being placed by keyboard: the next keys are for it. */
  readonly drafting: boolean;
  /** Answers whether the key was for a redaction. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  /** Takes the last step back where the key asks for it. */
  readonly onUndoKey: (event: KeyboardEvent) => void;
  readonly panel: ReactNode;
  readonly layer: (place: ViewedPlace) => ReactNode;
  readonly dialogs: ReactNode;
}

export interface DeskOptions {
  readonly document: DocumentRow;
  readonly edition: string;
  readonly viewer: RefObject<ViewerHandle | null>;
  /** In view now. */
  readonly page: RefObject<number>;
  readonly sizes: RefObject<ReadonlyMap<number, PageSize>>;
  readonly onTrouble: (trouble: ToldFailure | null) => void;
}

/** The redactions of one document for one edition: proposed by words, zones and rules, decided one by one, by pointer and by keys. */
export function useRedactionDesk({ document, edition, viewer, page, sizes, onTrouble }: DeskOptions): RedactionDesk {
  const { t } = useTranslation();
  const { readOnly } = useOpenCase();
  const redactions = useRedactions(edition, document.id);
  const redacting = useRedacting(edition, document.id);
  const set = (usePart('editions') ?? []).find((known) => known.edition === edition);
  const codes = useReasonCodes(set?.set?.order?.codes);
  const whyOf = useWhy();
  const [tool, setTool] = useState<RedactionTool>('words');
  const [why, setWhy] = useState(t('redactions.byHand'));
  const [current, setCurrent] = useState<string | undefined>();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [asking, setAsking] = useState<{ readonly step: RedactionStep; readonly redactions: readonly Redaction[] } | null>(null);
  const [proving, setProving] = useState(false);

  const choose = useCallback((redaction: Redaction) => {
    setCurrent(redaction.id);
    viewer.current?.toPage(redaction.page, redaction.rect[1]);
  }, [viewer]);
  const proposeSelection = (): void => {
    const chosen = viewer.current?.selection() ?? [];
    if (chosen.length === 0) {
      showToast({ tone: 'info', title: t('redactions.selectFirst') });
      return;
    }
    for (const { page: at, indexes } of chosen) {
      const words = viewer.current?.wordsOf(at)?.words ?? [];
      void redacting.propose(at, rectsOverWords(words, indexes), why.trim());
    }
    globalThis.getSelection()?.removeAllRanges();
  };
  const placeByKeyboard = (): void => {
    const at = page.current;
    const size = sizes.current.get(at);
    if (size === undefined) return;
    setTool('zone');
    setDraft({ page: at, rect: startZone(size) });
    viewer.current?.toPage(at, size.heightPt / 2);
    viewer.current?.focus();
  };
  const find = async (): Promise<void> => {
    const result = await runJob('findRedactions', { edition: edition as EditionName, documents: [document.id] });
    await Promise.all([refreshRedactions(edition), refreshPart('editions')]);
    onTrouble(result.ok ? null : result.failure);
    if (result.ok) showToast({ tone: 'success', title: t('redactions.found', { count: result.value.proposed }) });
  };

  const takeStep = (step: RedactionStep, chosen: readonly Redaction[]): void => {
    if (needsReason(step, chosen)) setAsking({ step, redactions: chosen });
    else void redacting.decide(step, chosen);
  };
  const step = (direction: 1 | -1): void => {
    const index = redactions.findIndex(({ id }) => id === current);
    const next = redactions[index < 0 ? 0 : (index + direction + redactions.length) % redactions.length];
    if (next !== undefined) choose(next);
  };
  /** Goes on from what was decided, unless somebody went elsewhere meanwhile. */
  const decided = (chosen: readonly Redaction[]): void => {
    if (chosen.length === 1 && chosen[0]?.id === current) step(1);
  };
  const onDraftKey = (event: KeyboardEvent, open: Draft): boolean => {
    const size = sizes.current.get(open.page);
    const moved = size === undefined ? undefined : moveZone(open.rect, event.key, size, { shift: event.shiftKey, ctrl: event.ctrlKey });
    if (moved !== undefined) setDraft({ ...open, rect: moved });
    else if (event.key === 'Enter') {
      void redacting.propose(open.page, [open.rect], why.trim());
      setDraft(null);
    } else if (event.key === 'Escape') setDraft(null);
    else return false;
    return true;
  };
  const onDecisionKey = (event: KeyboardEvent): boolean => {
    const chosen = redactions.find(({ id }) => id === current);
    if (chosen === undefined) return false;
    const decision = event.key === 'a' ? 'approve' : event.key === 'x' ? 'reject' : undefined;
    if (event.key === 'Delete') void redacting.remove([chosen]);
    else if (decision !== undefined && chosen.steps.includes(decision)) {
      if (!needsReason(decision, [chosen])) step(1);
      takeStep(decision, [chosen]);
    } else if (decision === 'reject' && chosen.state === 'proposed' && chosen.origin === 'found') showToast({ tone: 'info', title: t('failureDetail.order-hides-all') });
    else return false;
    return true;
  };
  const visible = useMemo(() => redactions.filter(({ state }) => state !== 'rejected' && state !== 'lifted'), [redactions]);

  return {
    drafting: draft !== null,
    onKey(event) {
      if (draft !== null) return onDraftKey(event, draft);
      if (event.key === 'm') proposeSelection();
      else if (event.key === 'd') placeByKeyboard();
      else if (event.key === 'j') step(1);
      else if (event.key === 'k') step(-1);
      else if (event.key === 'u') void redacting.undo();
      else return onDecisionKey(event);
      return true;
    },
    onUndoKey(event) {
      if (readOnly || asking !== null || !isUndo(event) || !redacting.canUndo) return;
      event.preventDefault();
      void redacting.undo();
    },
    panel: (
      <RedactionPanel
        redactions={redactions} current={current} onChoose={choose} redacting={redacting} onStep={takeStep} onProof={() => { setProving(true); }} codes={codes} tool={tool} onTool={setTool} why={why} onWhy={setWhy}
        onProposeSelection={proposeSelection} onPlaceByKeyboard={placeByKeyboard} onFind={() => { void find(); }} readOnly={readOnly} wholeEdition={edition === 'court' && (set?.whole ?? true)}
      />
    ),
    layer: ({ page: at, size, scale }) => (
      <RedactionLayer
        size={size} scale={scale} redactions={visible.filter((redaction) => redaction.page === at)} current={current} drawing={tool === 'zone' && !readOnly && draft === null}
        draft={draft?.page === at ? draft.rect : undefined} onChoose={choose} onDraw={(rect) => { void redacting.propose(at, [rect], why.trim() === '' ? t('redactions.byHand') : why.trim()); }}
      />
    ),
    dialogs: (
      <>
        {asking === null ? null : <ReasonDialog title={t(`redactions.steps.${asking.step}`)} hint={t('redactions.reasonHint')} submitLabel={t(`redactions.steps.${asking.step}`)} onClose={() => { setAsking(null); }} onReason={(reason) => {
          void redacting.decide(asking.step, asking.redactions, reason);
          decided(asking.redactions);
          return null;
        }}><ul className="asked-redactions">{asking.redactions.map((redaction) => <li key={redaction.id}>{t('common.page', { page: redaction.page })} · <bdi>{whyOf(redaction)}</bdi></li>)}</ul></ReasonDialog>}
        {proving ? <ProofDialog edition={edition} document={document.id} title={document.title} onClose={() => { setProving(false); }} /> : null}
      </>
    ),
  };
}
