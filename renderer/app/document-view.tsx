import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { EyeOff } from 'lucide-react';
import type { ToldFailure } from '../../shared/failure.ts';
import type { PageSize, Rect } from '../../shared/geometry.ts';
import { Button } from '../components/button.tsx';
import { boxStyle } from '../components/pages/page-boxes.tsx';
import { ReviewPanel } from '../features/review/review-panel.tsx';
import { useInStep } from '../features/viewer/use-in-step.tsx';
import { Viewer } from '../features/viewer/viewer.tsx';
import type { ViewerHandle } from '../features/viewer/viewer.tsx';
import { RunningJobs } from '../jobs/job-progress.tsx';
import type { DocumentRow } from '../read-model/database.ts';
import { useDocument, usePart } from '../read-model/use-case.ts';
import { CaseFailure } from '../session/case-failure.tsx';
import { useOpenCase } from '../session/case-session.tsx';
import { useEditionName } from '../session/edition-switch.tsx';
import { useNavigation } from '../session/navigation.tsx';
import { DocumentHead } from './document-head.tsx';
import type { Beside, DocumentMode } from './document-head.tsx';
import { useMadeEdition } from './use-made-edition.ts';
import { useNotePlace } from './use-note-place.tsx';
import { useRedactionDesk } from './use-redaction-desk.tsx';

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
  const [mode, setMode] = useState<DocumentMode>(initialMode ?? 'read');
  const [beside, setBeside] = useState<Beside>(partnerId === undefined ? 'nothing' : 'partner');
  const partner = usePartner(document, partnerId);
  const viewer = useRef<ViewerHandle>(null);
  const other = useRef<ViewerHandle>(null);
  const page = useRef(initialPage ?? 1);
  // Beside another document the pages are laid out anew: at the page where one was.
  const paired = beside !== 'nothing';
  const [startPage, setStartPage] = useState(initialPage);
  const showBeside = (next: Beside): void => {
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

  const [trouble, setTrouble] = useState<ToldFailure | null>(null);
  const sizes = useRef(new Map<number, PageSize>());
  const desk = useRedactionDesk({ document, edition, viewer, page, sizes, onTrouble: setTrouble });
  const noting = useNotePlace(viewer, page, sizes);
  const notes = (usePart('review')?.items ?? []).filter((item) => item.document === document.id);

  const { made, revision, make: makeEdition } = useMadeEdition({ document: document.id, edition, looked: mode === 'edition' || beside === 'edition', onTrouble: setTrouble });
  // What is left whole is shown as it is.
  const shownEdition = made?.whole === true ? undefined : edition;

  const onMode = (next: DocumentMode): void => {
    showBeside('nothing');
    if (next === 'edition') void makeEdition().then((made) => { if (made) setMode('edition'); });
    else setMode(next);
  };
  const onBeside = (next: Beside): void => {
    if (next !== 'edition') showBeside(next);
    else void makeEdition().then((made) => {
      if (!made) return;
      setMode('read');
      showBeside('edition');
    });
  };
  const onKey = (event: KeyboardEvent): boolean => {
    if (desk.drafting) return desk.onKey(event);
    if (received && noting.onKey(event)) return true;
    if (received && !paired && event.key === 'd') {
      noting.byKeyboard();
      return true;
    }
    if (besidePartner && (event.key === 'j' || event.key === 'k')) inStep.step(event.key === 'j' ? 1 : -1);
    else if (event.key === 'r' && !readOnly) setMode(mode === 'redact' ? 'read' : 'redact');
    else if (event.key === 'Escape') back();
    else return mode === 'redact' && !readOnly && desk.onKey(event);
    return true;
  };

  const side = mode === 'redact' ? desk.panel : received ? <ReviewPanel document={document} pageNow={() => page.current} place={noting.place} drawing={noting.drawing} onDraw={noting.onDraw} onPlaceByKeyboard={noting.byKeyboard} onClearPlace={noting.clear} current={noting.current} onChoose={noting.choose} /> : null;
  const main = (
    <Viewer
      key={document.id} ref={viewer} document={document} edition={mode === 'edition' ? shownEdition : undefined} revision={revision} initialPage={startPage} initialOffset={startPage === initialPage ? mark?.[0]?.[1] : undefined} onArrived={() => { if (besidePartner) viewer.current?.focus(); }} initialQuery={query} initialDoubt={doubt} onKey={onKey} compact={paired} upright={mode === 'redact' || paired} side={paired ? null : side}
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
        return desk.layer(place);
      }}
    />
  );
  return (
    <main className="screen" onKeyDown={mode === 'redact' ? desk.onUndoKey : undefined}>
      <DocumentHead document={document} mode={mode} onMode={onMode} paired={paired} hasPartner={partner !== undefined} onBeside={onBeside} />
      <div className="document-jobs"><RunningJobs kinds={['findRedactions', 'proveRedactions']} /></div>
      {trouble === null ? null : <div className="viewer-failure"><CaseFailure failure={trouble} actions={<Button onPress={() => { setTrouble(null); }}>{t('common.close')}</Button>} /></div>}
      {mode === 'read' || paired ? null : <p className="mode-hint small" data-mode={mode} role="status">{mode === 'redact' ? t('redactions.stillThere') : made === null ? t('redactions.beingMade', { edition: nameOf(edition) }) : t(made.whole ? 'redactions.leavesWhole' : 'redactions.isGone', { edition: nameOf(edition) })}</p>}
      {desk.drafting ? <p className="draft-hint" role="status"><EyeOff size={15} aria-hidden />{t('redactions.draftHint')}</p> : null}
      {beside === 'nothing' || (beside === 'partner' && partner === undefined) ? (mode === 'edition' && made === null ? null : main) : (
        <div className="document-pair">
          <div className="document-side" onPointerEnter={() => { inStep.lead(ownSide); }} onFocus={() => { inStep.lead(ownSide); }}>{main}</div>
          {beside === 'edition' || partner === undefined
            ? made === null ? null : <Viewer key={`${document.id} ${edition}`} ref={other} document={document} edition={shownEdition} revision={revision} compact initialPage={page.current} head={<p className="pair-title truncate">{t(made.whole ? 'redactions.leavesWhole' : 'redactions.asSeenBy', { edition: nameOf(edition) })}</p>} />
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
      {desk.dialogs}
    </main>
  );
}
