import { useCallback, useDeferredValue, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { ClipboardEvent, KeyboardEvent, ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageSize, Rect } from '../../../shared/geometry.ts';
import type { PageText } from '../../../shared/page-text.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { boxStyle } from '../../components/pages/page-boxes.tsx';
import { nextZoom, textOfWords } from '../../components/pages/page-geometry.ts';
import type { Turn, Zoom } from '../../components/pages/page-geometry.ts';
import { PageScroller } from '../../components/pages/page-scroller.tsx';
import type { PageScrollerHandle } from '../../components/pages/page-scroller.tsx';
import { selectedWords } from '../../components/pages/selected-words.ts';
import type { SelectedWords } from '../../components/pages/selected-words.ts';
import { pagePictures } from '../../components/pages/page-pictures.ts';
import { Thumbnails } from '../../components/pages/thumbnails.tsx';
import type { DocumentRow } from '../../read-model/database.ts';
import { useOpenCase } from '../../session/case-session.tsx';
import { DoubtfulBar } from './doubtful-bar.tsx';
import { PageHits } from './page-hits.tsx';
import { PrintDialog } from './print-dialog.tsx';
import { useDocumentSearch } from './use-document-search.ts';
import { useDoubtfulWords } from './use-doubtful-words.ts';
import { useDocumentPages, usePageWords } from './use-pages.ts';
import { pictureAddress } from './picture-address.ts';
import { usePicturesAhead } from './use-pictures-ahead.ts';
import { ViewedPage } from './viewed-page.tsx';
import { ViewerTools } from './viewer-tools.tsx';
import './viewer.css';

export interface ViewedPlace {
  readonly page: number;
  readonly size: PageSize;
  readonly scale: number;
  readonly text: PageText | undefined;
}

export interface ViewerHandle {
  readonly toPage: (page: number, offsetPt?: number) => void;
  /** Follows another viewer: the same fraction of the same page in the middle. */
  readonly toPlace: (page: number, fraction: number) => void;
  readonly focus: () => void;
  readonly selection: () => readonly SelectedWords[];
  readonly wordsOf: (page: number) => PageText | undefined;
}

export interface ViewerProps {
  readonly document: DocumentRow;
  /** Shows the pages as this edition leaves them. */
  readonly edition?: string | undefined;
  /** Grows when the pictures of the edition were made anew. */
  readonly revision?: number;
  readonly initialPage?: number | undefined;
  /** How far down that page to begin, in points. */
  readonly initialOffset?: number | undefined;
  /** Once the pages are there and the first of them is in view. */
  readonly onArrived?: () => void;
  readonly initialQuery?: string | undefined;
  /** The doubtful word to begin with: its place on the initial page. */
  readonly initialDoubt?: Rect | undefined;
  /** What is drawn over each page. */
  readonly overlay?: (place: ViewedPlace) => ReactNode;
  /** Shown beside the pages. */
  readonly side?: ReactNode;
  /** Shown at the head, before the tools of the viewer. */
  readonly head?: ReactNode;
  readonly extraTools?: ReactNode;
  readonly onPage?: (page: number, fraction: number) => void;
  /** Keys that the owner answers; true when it did. */
  readonly onKey?: (event: KeyboardEvent) => boolean;
  readonly compact?: boolean;
  /** Pages stay upright where something is drawn on them. */
  readonly upright?: boolean;
  readonly ref?: Ref<ViewerHandle>;
}

const doubtfulBelow = 0.6;
// What is seen above a doubtful word, in points.
const aboveDoubt = 90;

/** Reads a document: pages as pictures with selectable words, thumbnails, zoom, search, all by keyboard too. */
export function Viewer({ document, edition, revision = 0, initialPage, initialOffset, onArrived, initialQuery = '', initialDoubt, overlay, side, head, extraTools, onPage, onKey, compact = false, upright = false, ref }: ViewerProps) {
  const { t } = useTranslation();
  const { pages, failure } = useDocumentPages(document.id, edition);
  // The page comes first, what helps to find one's way after it.
  const thumbnailPages = useDeferredValue(pages, null);
  const { wordsOf, want, renew } = usePageWords(document.id, edition);
  const [zoom, setZoom] = useState<Zoom>('width');
  const [page, setPage] = useState(initialPage ?? 1);
  const [thumbnails, setThumbnails] = useState(!compact);
  const [doubts, setDoubts] = useState(initialDoubt !== undefined);
  const [columns, setColumns] = useState<1 | 2>(1);
  const [printing, setPrinting] = useState(false);
  const [turn, setTurn] = useState<Turn>(0);
  const turned = upright ? 0 : turn;
  const turnOn = (): void => { setTurn((known) => ((known + 1) % 4) as Turn); };
  const [query, setQuery] = useState(initialQuery);
  const search = useDocumentSearch(document.id, query, page);
  const doubtful = useDoubtfulWords(document.id, doubts && edition === undefined, { page, first: initialDoubt });
  const { readOnly } = useOpenCase();
  const scroller = useRef<PageScrollerHandle>(null);
  const scale = useRef(1);
  const [shownScale, setShownScale] = useState<number | null>(null);
  const pageField = useRef<HTMLInputElement>(null);
  const searchField = useRef<HTMLInputElement>(null);
  usePicturesAhead({ document: document.id, edition, revision }, { page, count: pages?.length ?? 0, scale: shownScale });
  useEffect(() => () => { pagePictures.forget(); }, []);
  const toPage = useCallback((target: number, offsetPt?: number) => { scroller.current?.toPage(Math.min(Math.max(1, target), pages?.length ?? 1), offsetPt); }, [pages]);

  useImperativeHandle(ref, () => ({
    toPage, wordsOf,
    toPlace: (target, fraction) => { scroller.current?.toPlace(Math.min(target, pages?.length ?? 1), fraction); },
    focus: () => { scroller.current?.element()?.focus(); },
    selection: () => {
      const element = scroller.current?.element();
      return element === null || element === undefined ? [] : selectedWords(element);
    },
  }), [toPage, wordsOf, pages]);

  const arrived = useRef(false);
  useEffect(() => {
    if (pages === null || arrived.current) return;
    arrived.current = true;
    requestAnimationFrame(() => {
      if (initialPage !== undefined && (initialPage > 1 || initialOffset !== undefined)) toPage(initialPage, initialOffset);
      onArrived?.();
    });
    if (!compact) scroller.current?.element()?.focus({ preventScroll: true });
  }, [pages, initialPage, initialOffset, onArrived, toPage, compact]);
  const { page: hitPage, rects: [hitRect] = [] } = search.current ?? {};
  useEffect(() => { if (hitPage !== undefined) toPage(hitPage, hitRect?.[1] ?? 0); }, [hitPage, hitRect, toPage]);

  const doubt = doubtful.current;
  useEffect(() => { if (doubt !== undefined) toPage(doubt.page, Math.max(0, doubt.rect[1] - aboveDoubt)); }, [doubt, toPage]);
  const endDoubts = (): void => {
    setDoubts(false);
    scroller.current?.element()?.focus();
  };
  const checkWord = async (text: string): Promise<void> => {
    const checked = await doubtful.check(text);
    if (checked !== null) renew(checked.page);
  };

  const onScale = useCallback((next: number) => {
    scale.current = next;
    setShownScale(next);
  }, []);
  const changeZoom = useCallback((direction: 1 | -1) => { setZoom(nextZoom(scale.current, direction)); }, []);

  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'p' && !compact && pages !== null) {
      event.preventDefault();
      setPrinting(true);
      return;
    }
    const find = event.key === '/' || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f');
    // Ctrl and an arrow moves a zone by a large step; every other key with them is the system's.
    const moves = event.ctrlKey && !event.altKey && event.key.startsWith('Arrow');
    if (!find && !moves && (event.ctrlKey || event.metaKey || event.altKey)) return;
    if (onKey?.(event) === true) {
      event.preventDefault();
      return;
    }
    if (find) searchField.current?.focus();
    else if (event.key === 'PageDown' || event.key === 'n') toPage(page + 1);
    else if (event.key === 'PageUp' || event.key === 'p') toPage(page - 1);
    else if (event.key === 'Home') toPage(1);
    else if (event.key === 'End') toPage(pages?.length ?? 1);
    else if (event.key === '+' || event.key === '=') changeZoom(1);
    else if (event.key === '-') changeZoom(-1);
    else if (event.key === '0') setZoom('width');
    else if (event.key === '1') setZoom(1);
    else if (event.key === 'g') pageField.current?.select();
    else if (event.key === 't') setThumbnails((shown) => !shown);
    else if (event.key === '2') setColumns((known) => (known === 1 ? 2 : 1));
    else if (event.key === 'o' && !upright) turnOn();
    else if (event.key === 'F2' && edition === undefined && !compact) {
      if (doubts) doubtful.step(event.shiftKey ? -1 : 1);
      else setDoubts(true);
    } else if (event.key === 'F3') search.step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };
  const onCopy = (event: ClipboardEvent): void => {
    const element = scroller.current?.element();
    if (element === null || element === undefined) return;
    const chosen = selectedWords(element);
    if (chosen.length === 0) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', chosen.map(({ page: at, indexes }) => textOfWords(wordsOf(at)?.words ?? [], indexes)).join('\n'));
  };

  return (
    <div className="viewer" data-compact={compact || undefined}>
      {head}
      <ViewerTools
        page={page} count={pages?.length ?? 0} onPage={toPage} zoom={zoom} onZoom={setZoom} onStep={changeZoom} thumbnails={thumbnails} onThumbnails={setThumbnails}
        doubts={doubts} onDoubts={setDoubts} columns={columns} onColumns={setColumns} onTurn={upright ? undefined : turnOn} onPrint={() => { setPrinting(true); }} query={query} onQuery={setQuery} hitPages={search.pages?.length ?? null} hitPage={search.at + 1} onHit={search.step}
        pageField={pageField} searchField={searchField} compact={compact} extra={extraTools}
      />
      {doubts && edition === undefined && !compact ? <DoubtfulBar doubtful={doubtful} language={doubt === undefined ? undefined : wordsOf(doubt.page)?.language} readOnly={readOnly} onCheck={(text) => { void checkWord(text); }} onClose={endDoubts} /> : null}
      {printing && pages !== null ? <PrintDialog document={document.id} edition={edition} page={page} count={pages.length} onClose={() => { setPrinting(false); }} /> : null}
      {failure === null ? null : <div className="viewer-failure"><FailureNotice failure={failure.subject === document.id ? { ...failure, subject: document.title } : failure} /></div>}
      <div className="viewer-panes" onCopy={onCopy}>
        {!thumbnails ? null : thumbnailPages === null ? <div className="thumbnails" /> : (
          <Thumbnails
            label={t('viewer.thumbnails')} pageLabel={(at) => t('common.page', { page: at })} pages={thumbnailPages} current={page} onChoose={toPage}
            address={(at) => pictureAddress({ document: document.id, edition, revision }, at, 36)}
          />
        )}
        {pages === null ? <div className="pages" aria-busy /> : (
          <PageScroller
            ref={scroller} label={t('viewer.pages', { title: document.title })} pages={pages} zoom={zoom} columns={columns} turned={turned} onKeyDown={onKeyDown} onScale={onScale}
            onView={(at, fraction) => {
              setPage(at);
              onPage?.(at, fraction);
            }}
            renderPage={(at, pageScale, seen) => {
              const text = wordsOf(at);
              const size = pages[at - 1];
              return (
                <ViewedPage
                  document={document.id} page={at} scale={pageScale} edition={edition} revision={revision} text={text} want={want} seen={seen} doubtBelow={doubts ? doubtfulBelow : 0}
                  label={t('viewer.pageOf', { page: at, count: pages.length })}
                >
                  <PageHits search={search} page={at} scale={pageScale} />
                  {doubts && doubt?.page === at ? <span className="page-doubt" style={boxStyle(doubt.rect, pageScale)} /> : null}
                  {size === undefined ? null : overlay?.({ page: at, size, scale: pageScale, text })}
                </ViewedPage>
              );
            }}
          />
        )}
        {side}
      </div>
    </div>
  );
}
