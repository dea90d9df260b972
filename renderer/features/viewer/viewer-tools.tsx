import { useEffect, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { BookOpen, ChevronDown, ChevronUp, GalleryVertical, Maximize, MoveHorizontal, Printer, RotateCw, Search, SpellCheck, ZoomIn, ZoomOut } from 'lucide-react';
import { IconButton, IconToggle } from '../../components/button.tsx';
import type { Zoom } from '../../components/pages/page-geometry.ts';

export interface ViewerToolsProps {
  readonly page: number;
  readonly count: number;
  readonly onPage: (page: number) => void;
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
  readonly onStep: (direction: 1 | -1) => void;
  readonly thumbnails: boolean;
  readonly onThumbnails: (shown: boolean) => void;
  readonly doubts: boolean;
  readonly onDoubts: (shown: boolean) => void;
  readonly columns: 1 | 2;
  readonly onColumns: (columns: 1 | 2) => void;
  /** Absent where pages stay upright. */
  readonly onTurn: (() => void) | undefined;
  readonly onPrint: () => void;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** How many pages hold what is looked for; null while nothing is. */
  readonly hitPages: number | null;
  /** 1-based among them. */
  readonly hitPage: number;
  readonly onHit: (step: 1 | -1) => void;
  readonly pageField: RefObject<HTMLInputElement | null>;
  readonly searchField: RefObject<HTMLInputElement | null>;
  readonly compact: boolean;
  readonly extra: ReactNode;
}

function PageField({ page, count, onPage, field }: { readonly page: number; readonly count: number; readonly onPage: (page: number) => void; readonly field: RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(String(page));
  useEffect(() => { setTyped(String(page)); }, [page]);
  return (
    <form
      className="viewer-page"
      onSubmit={(event) => {
        event.preventDefault();
        const wanted = Number.parseInt(typed, 10);
        if (Number.isFinite(wanted)) onPage(wanted);
        else setTyped(String(page));
      }}
    >
      <input ref={field} className="input number" inputMode="numeric" aria-label={t('viewer.goToPage')} value={typed} onChange={(event) => { setTyped(event.target.value); }} onFocus={(event) => { event.target.select(); }} />
      {count === 0 ? null : <span className="quiet number">{t('viewer.of', { count })}</span>}
    </form>
  );
}

/** The tools above the pages. */
export function ViewerTools(props: ViewerToolsProps) {
  const { t } = useTranslation();
  const { page, count, onPage, zoom, onZoom, onStep, thumbnails, onThumbnails, doubts, onDoubts, columns, onColumns, onTurn, onPrint, query, onQuery, hitPages, hitPage, onHit, pageField, searchField, compact, extra } = props;
  return (
    <div className="viewer-tools" role="toolbar" aria-label={t('viewer.tools')}>
      {compact ? null : <IconToggle label={t('viewer.thumbnails')} shortcut="T" icon={GalleryVertical} isSelected={thumbnails} onChange={onThumbnails} />}
      <IconButton label={t('viewer.previousPage')} shortcut="PgUp" icon={ChevronUp} isDisabled={page <= 1} onPress={() => { onPage(page - 1); }} />
      <PageField page={page} count={count} onPage={onPage} field={pageField} />
      <IconButton label={t('viewer.nextPage')} shortcut="PgDn" icon={ChevronDown} isDisabled={page >= count} onPress={() => { onPage(page + 1); }} />
      <span className="viewer-gap" />
      <IconButton label={t('viewer.zoomOut')} shortcut="−" icon={ZoomOut} onPress={() => { onStep(-1); }} />
      <span className="viewer-zoom number" aria-live="polite">{typeof zoom === 'number' ? `${String(Math.round(zoom * 100))} %` : t(`viewer.zoom.${zoom}`)}</span>
      <IconButton label={t('viewer.zoomIn')} shortcut="+" icon={ZoomIn} onPress={() => { onStep(1); }} />
      <IconToggle label={t('viewer.fitWidth')} shortcut="0" icon={MoveHorizontal} isSelected={zoom === 'width'} onChange={() => { onZoom('width'); }} />
      {compact ? null : <IconToggle label={t('viewer.fitPage')} icon={Maximize} isSelected={zoom === 'page'} onChange={() => { onZoom('page'); }} />}
      {compact ? null : <IconToggle label={t('viewer.twoUp')} shortcut="2" icon={BookOpen} isSelected={columns === 2} onChange={(on) => { onColumns(on ? 2 : 1); }} />}
      {onTurn === undefined || compact ? null : <IconButton label={t('viewer.turn')} shortcut="O" icon={RotateCw} onPress={onTurn} />}
      {compact ? null : <IconToggle label={t('viewer.doubts')} shortcut="F2" icon={SpellCheck} isSelected={doubts} onChange={onDoubts} />}
      {compact ? null : <IconButton label={t('viewer.print.open')} shortcut="Ctrl P" icon={Printer} isDisabled={count === 0} onPress={onPrint} />}
      {extra}
      <span className="grow" />
      {compact ? null : <form
        className="viewer-search" role="search"
        onSubmit={(event) => {
          event.preventDefault();
          onHit(1);
        }}
      >
        <Search size={15} aria-hidden />
        <input
          ref={searchField} className="input" type="text" aria-label={t('viewer.search')} placeholder={t('viewer.search')} value={query}
          onChange={(event) => { onQuery(event.target.value); }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onQuery('');
            if (event.key === 'Enter' && event.shiftKey) {
              event.preventDefault();
              onHit(-1);
            }
          }}
        />
        <span className="viewer-hits number small" role="status">{hitPages === null ? '' : hitPages === 0 ? t('viewer.noHits') : t('viewer.hitOf', { hit: hitPage, count: hitPages })}</span>
        <IconButton small label={t('viewer.previousHit')} shortcut="⇧F3" icon={ChevronUp} isDisabled={hitPages === null || hitPages === 0} onPress={() => { onHit(-1); }} />
        <IconButton small label={t('viewer.nextHit')} shortcut="F3" icon={ChevronDown} isDisabled={hitPages === null || hitPages === 0} onPress={() => { onHit(1); }} />
      </form>}
    </div>
  );
}

