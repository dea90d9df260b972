import { useCallback, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ArrowLeft, Columns2, Eye, EyeOff } from 'lucide-react';
import type { ToldFailure } from '../../shared/failure.ts';
import type { Rect } from '../../shared/geometry.ts';
import type { EditionName } from '../../shared/identifiers.ts';
import { Button, IconButton } from '../components/button.tsx';
import { Segments } from '../components/field.tsx';
import { Badge } from '../components/notice.tsx';
import { rectsOverWords } from '../components/pages/page-geometry.ts';
import { isUndo } from '../components/undo-key.ts';
import { ReasonDialog } from '../components/reason-dialog.tsx';
import { showToast } from '../components/toast.tsx';
import { runJob } from '../engine-client.ts';
import { moveZone, startZone } from '../features/redactions/move-zone.ts';
import { RedactionLayer } from '../features/redactions/redaction-layer.tsx';
import { RedactionPanel } from '../features/redactions/redaction-panel.tsx';
import type { RedactionTool } from '../features/redactions/redaction-panel.tsx';
import { ProofDialog } from '../features/redactions/proof-dialog.tsx';
import { useReasonCodes } from '../features/redactions/use-reason-codes.ts';
import { needsReason, useRedacting } from '../features/redactions/use-redacting.ts';
import type { RedactionStep } from '../features/redactions/use-redacting.ts';
import { useWhy } from '../features/redactions/use-why.ts';
import { useInStep } from '../features/viewer/use-in-step.tsx';
import { boxStyle } from '../components/pages/page-boxes.tsx';
import { RunningJobs } from '../jobs/job-progress.tsx';
import { ReviewPanel } from '../features/review/review-panel.tsx';
import { Viewer } from '../features/viewer/viewer.tsx';
import type { ViewerHandle } from '../features/viewer/viewer.tsx';
import type { DocumentRow, Redaction } from '../read-model/database.ts';
import { refreshPart, refreshRedactions } from '../read-model/sync.ts';
import { useDocument, usePart, useRedactions } from '../read-model/use-case.ts';
import { CaseFailure } from '../session/case-failure.tsx';
import { useOpenCase } from '../session/case-session.tsx';
import { EditionSwitch, useEditionName } from '../session/edition-switch.tsx';
import { useNavigation } from '../session/navigation.tsx';
import { useNotePlace } from './use-note-place.tsx';

type Mode = 'read' | 'redact' | 'edition';
interface Draft { readonly page: number; readonly rect: Rect }

function usePartner(document: DocumentRow, wanted: string | undefined): DocumentRow | undefined {
  const pairs = (usePart('translations') ?? []).filter(({ original, translation }) => original === document.id || translation === document.id);
  const pair = pairs.find(({ original, translation }) => original === wanted || translation === wanted) ?? pairs[0];
  return useDocument(pair === undefined ? undefined : pair.original === document.id ? pair.translation : pair.original);
}

/** A document with its tools: read it, redact it for an edition, see it as the edition sees it, or beside its translation. */
export function DocumentView({ document, page: initialPage, query, doubt, mode: initialMode, mark, beside: partnerId }: {
  readonly document: DocumentRow; readonly page: number | undefined; readonly query: string | undefined; readonly doubt: Rect | undefined; readonly mode: 'read' | 'redact' | undefined;
  readonly mark: readonly Rect[] | undefined; readonly beside: string | undefined;
}) {
  const { t } = useTranslation();
  const { back, edition } = useNavigation();
  const { readOnly, received } = useOpenCase();
  const nameOf = useEditionName();
  const [mode, setMode] = useState<Mode>(initialMode ?? 'read');
  const [beside, setBeside] = useState<'nothing' | 'partner' | 'edition'>(partnerId === undefined ? 'nothing' : 'partner');
  const partner = usePartner(document, partnerId);
  const viewer = useRef<ViewerHandle>(null);
  const other = useRef<ViewerHandle>(null);
  const page = useRef(initialPage ?? 1);
  // Beside another document the pages are laid out anew: at the page where one was.
  const paired = beside !== 'nothing';
  const [startPage, setStartPage] = useState(initialPage);
  const showBeside = (next: 'nothing' | 'partner' | 'edition'): void => {
    setStartPage(page.current);
    setBeside(next);
  };
  const ownSide = document.translation === undefined || document.translation.original !== partner?.id ? 'original' : 'translation';
  const besidePartner = beside === 'partner' && partner !== undefined;
  const inStep = useInStep(
    besidePartner ? (ownSide === 'original' ? { original: document.id, translation: partner.id } : { original: partner.id, translation: document.id }) : null,
    ownSide === 'original' ? { original: viewer, translation: other } : { original: other, translation: viewer },
    mark === undefined ? undefined : { side: ownSide, page: initialPage ?? 1, rects: mark },
  );
  const otherSide = ownSide === 'original' ? 'translation' : 'original';

  const redactions = useRedactions(edition, document.id);
  const redacting = useRedacting(edition, document.id);
  const set = (usePart('editions') ?? []).find((known) => known.edition === edition);
  const [tool, setTool] = useState<RedactionTool>('words');
  const [why, setWhy] = useState(t('redactions.byHand'));
  const [current, setCurrent] = useState<string | undefined>();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [revision, setRevision] = useState(0);
  const [asking, setAsking] = useState<{ readonly step: RedactionStep; readonly redactions: readonly Redaction[] } | null>(null);
  const [proving, setProving] = useState(false);
  const [trouble, setTrouble] = useState<ToldFailure | null>(null);
  const whyOf = useWhy();
  const codes = useReasonCodes(set?.set?.order?.codes);
  const sizes = useRef(new Map<number, { readonly widthPt: number; readonly heightPt: number }>());

  const noting = useNotePlace(viewer, page, sizes);
  const notes = (usePart('review')?.items ?? []).filter((item) => item.document === document.id);

  const choose = useCallback((redaction: Redaction) => {
    setCurrent(redaction.id);
    viewer.current?.toPage(redaction.page, redaction.rect[1]);
  }, []);
  const proposeSelection = useCallback(() => {
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
  }, [redacting, t, why]);
  const placeByKeyboard = useCallback(() => {
    const at = page.current;
    const size = sizes.current.get(at);
    if (size === undefined) return;
    setTool('zone');
    setDraft({ page: at, rect: startZone(size) });
    viewer.current?.toPage(at, size.heightPt / 2);
    viewer.current?.focus();
  }, []);
  const find = useCallback(async () => {
    const result = await runJob('findRedactions', { edition: edition as EditionName, documents: [document.id] });
    await Promise.all([refreshRedactions(edition), refreshPart('editions')]);
    setTrouble(result.ok ? null : result.failure);
    if (result.ok) showToast({ tone: 'success', title: t('redactions.found', { count: result.value.proposed }) });
  }, [edition, document.id, t]);

  const takeStep = (step: RedactionStep, chosen: readonly Redaction[]): void => {
    if (needsReason(step, chosen)) setAsking({ step, redactions: chosen });
    else void redacting.decide(step, chosen);
  };
  /** Makes the pages as the edition leaves them; answers whether they can be shown. */
  const makeEdition = async (): Promise<boolean> => {
    const result = await runJob('proveRedactions', { edition: edition as EditionName, documents: [document.id] });
    setTrouble(result.ok ? null : result.failure);
    if (!result.ok) return false;
    setRevision((known) => known + 1);
    return true;
  };

  /** Goes on from what was decided, unless somebody went elsewhere meanwhile. */
  const decided = (chosen: readonly Redaction[]): void => {
    if (chosen.length === 1 && chosen[0]?.id === current) step(1);
  };
  const step = (direction: 1 | -1): void => {
    const index = redactions.findIndex(({ id }) => id === current);
    const next = redactions[index < 0 ? 0 : (index + direction + redactions.length) % redactions.length];
    if (next !== undefined) choose(next);
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
  const onKey = (event: KeyboardEvent): boolean => {
    if (draft !== null) return onDraftKey(event, draft);
    if (received && noting.onKey(event)) return true;
    if (received && !paired && event.key === 'd') {
      noting.byKeyboard();
      return true;
    }
    if (besidePartner && (event.key === 'j' || event.key === 'k')) inStep.step(event.key === 'j' ? 1 : -1);
    else if (event.key === 'r' && !readOnly) setMode(mode === 'redact' ? 'read' : 'redact');
    else if (event.key === 'Escape') back();
    else if (mode !== 'redact' || readOnly) return false;
    else if (event.key === 'm') proposeSelection();
    else if (event.key === 'd') placeByKeyboard();
    else if (event.key === 'j') step(1);
    else if (event.key === 'k') step(-1);
    else if (event.key === 'u') void redacting.undo();
    else {
      const chosen = redactions.find(({ id }) => id === current);
      if (chosen === undefined) return false;
      const decision = ({ a: 'approve', x: 'reject' } as const)[event.key as 'a' | 'x'] as 'approve' | 'reject' | undefined;
      if (event.key === 'Delete') void redacting.remove([chosen]);
      else if (decision !== undefined && chosen.steps.includes(decision)) {
        if (!needsReason(decision, [chosen])) step(1);
        takeStep(decision, [chosen]);
      } else if (decision === 'reject' && chosen.state === 'proposed' && chosen.origin === 'found') showToast({ tone: 'info', title: t('failureDetail.order-hides-all') });
      else return false;
    }
    return true;
  };

  const onUndoKey = (event: KeyboardEvent): void => {
    if (mode !== 'redact' || readOnly || asking !== null || !isUndo(event) || !redacting.canUndo) return;
    event.preventDefault();
    void redacting.undo();
  };

  const shownEdition = mode === 'edition' ? edition : undefined;
  const visible = useMemo(() => redactions.filter(({ state }) => state !== 'rejected' && state !== 'lifted'), [redactions]);
  const head = (
    <header className="document-head">
      <IconButton label={t('common.back')} icon={ArrowLeft} shortcut="Esc" onPress={back} />
      {document.exhibit === undefined ? null : <Badge tone="accent">{document.exhibit}</Badge>}
      <h1 className="grow truncate" title={document.title}><bdi>{document.title}</bdi></h1>
      {mode === 'edition' ? <Badge tone="danger"><Eye size={13} aria-hidden />{t('redactions.asSeenBy', { edition: nameOf(edition) })}</Badge> : null}
      {paired ? <Button icon={Columns2} onPress={() => { showBeside('nothing'); }} aria-pressed>{t('viewer.single')}</Button> : null}
      {paired || partner === undefined || mode === 'redact' ? null : <Button icon={Columns2} onPress={() => { showBeside('partner'); }}>{document.translation === undefined ? t('viewer.besideTranslation') : t('viewer.besideOriginal')}</Button>}
      {paired || mode === 'read' ? null : <Button icon={Columns2} onPress={() => { void makeEdition().then((made) => { if (made) { setMode('read'); showBeside('edition'); } }); }}>{t('redactions.beforeAfter')}</Button>}
      {received ? null : <Segments
        label={t('viewer.mode')} value={mode === 'edition' ? 'edition' : mode}
        onChange={(next) => {
          showBeside('nothing');
          if (next === 'edition') void makeEdition().then((made) => { if (made) setMode('edition'); });
          else setMode(next);
        }}
        choices={[{ id: 'read', label: t('viewer.modes.read') }, { id: 'redact', label: t('viewer.modes.redact') }, { id: 'edition', label: t('viewer.modes.edition') }]}
      />}
      {mode === 'read' ? null : <EditionSwitch placement="screen" />}
    </header>
  );
  const side = mode !== 'redact' ? (received ? <ReviewPanel document={document} pageNow={() => page.current} place={noting.place} drawing={noting.drawing} onDraw={noting.onDraw} onPlaceByKeyboard={noting.byKeyboard} onClearPlace={noting.clear} current={noting.current} onChoose={noting.choose} /> : null) : (
    <RedactionPanel
      redactions={redactions} current={current} onChoose={choose} redacting={redacting} onStep={takeStep} onProof={() => { setProving(true); }} codes={codes} tool={tool} onTool={setTool} why={why} onWhy={setWhy}
      onProposeSelection={proposeSelection} onPlaceByKeyboard={placeByKeyboard} onFind={() => { void find(); }} readOnly={readOnly} wholeEdition={edition === 'court' && (set?.whole ?? true)}
    />
  );
  const main = (
    <Viewer
      key={document.id} ref={viewer} document={document} edition={shownEdition} revision={revision} initialPage={startPage} initialOffset={startPage === initialPage ? mark?.[0]?.[1] : undefined} onArrived={() => { if (besidePartner) viewer.current?.focus(); }} initialQuery={query} initialDoubt={doubt} onKey={onKey} compact={paired} upright={mode === 'redact' || paired} side={paired ? null : side}
      head={paired ? <p className="pair-title truncate"><bdi>{beside === 'edition' ? t('redactions.before') : document.title}</bdi></p> : null}
      onPage={(at, fraction) => {
        page.current = at;
        if (besidePartner) inStep.onView(ownSide, at, fraction);
        else if (paired) other.current?.toPlace(at, fraction);
      }}
      overlay={(place) => {
        const { page: at, size, scale } = place;
        sizes.current.set(at, size);
        const marked = at !== initialPage ? null : (mark ?? []).map((rect, index) => <span key={index} className="page-mark" style={boxStyle(rect, scale)} />);
        if (mode !== 'redact') return <>{marked}{besidePartner ? inStep.overlay(ownSide, place) : null}{received && !paired ? noting.layer(place, notes) : null}</>;
        return (
          <RedactionLayer
            size={size} scale={scale} redactions={visible.filter((redaction) => redaction.page === at)} current={current} drawing={tool === 'zone' && !readOnly && draft === null}
            draft={draft?.page === at ? draft.rect : undefined} onChoose={choose} onDraw={(rect) => { void redacting.propose(at, [rect], why.trim() === '' ? t('redactions.byHand') : why.trim()); }}
          />
        );
      }}
    />
  );
  return (
    <main className="screen" onKeyDown={onUndoKey}>
      {head}
      <div className="document-jobs"><RunningJobs kinds={['findRedactions', 'proveRedactions']} /></div>
      {trouble === null ? null : <div className="viewer-failure"><CaseFailure failure={trouble} actions={<Button onPress={() => { setTrouble(null); }}>{t('common.close')}</Button>} /></div>}
      {mode === 'read' || paired ? null : <p className="mode-hint small" data-mode={mode} role="status">{mode === 'redact' ? t('redactions.stillThere') : t('redactions.isGone', { edition: nameOf(edition) })}</p>}
      {draft === null ? null : <p className="draft-hint" role="status"><EyeOff size={15} aria-hidden />{t('redactions.draftHint')}</p>}
      {beside === 'nothing' || (beside === 'partner' && partner === undefined) ? main : (
        <div className="document-pair">
          <div className="document-side" onPointerEnter={() => { inStep.lead(ownSide); }} onFocus={() => { inStep.lead(ownSide); }}>{main}</div>
          {beside === 'edition' || partner === undefined
            ? <Viewer key={`${document.id} ${edition}`} ref={other} document={document} edition={edition} revision={revision} compact initialPage={page.current} head={<p className="pair-title truncate">{t('redactions.asSeenBy', { edition: nameOf(edition) })}</p>} />
            : (
              <div className="document-side" onPointerEnter={() => { inStep.lead(otherSide); }} onFocus={() => { inStep.lead(otherSide); }}>
                <Viewer
                  key={partner.id} ref={other} document={partner} compact upright head={<p className="pair-title truncate"><bdi>{partner.title}</bdi></p>} onKey={onKey} onArrived={inStep.follow}
                  onPage={(at, fraction) => { inStep.onView(otherSide, at, fraction); }} overlay={(place) => inStep.overlay(otherSide, place)}
                />
              </div>
            )}
        </div>
      )}
      {asking === null ? null : <ReasonDialog title={t(`redactions.steps.${asking.step}`)} hint={t('redactions.reasonHint')} submitLabel={t(`redactions.steps.${asking.step}`)} onClose={() => { setAsking(null); }} onReason={(reason) => {
        void redacting.decide(asking.step, asking.redactions, reason);
        decided(asking.redactions);
        return null;
      }}><ul className="asked-redactions">{asking.redactions.map((redaction) => <li key={redaction.id}>{t('common.page', { page: redaction.page })} · <bdi>{whyOf(redaction)}</bdi></li>)}</ul></ReasonDialog>}
      {proving ? <ProofDialog edition={edition} document={document.id} title={document.title} onClose={() => { setProving(false); }} /> : null}
    </main>
  );
}
