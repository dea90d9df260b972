import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowLeft, Check, Columns2, EllipsisVertical, RefreshCw } from 'lucide-react';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { ActionMenu } from '../../components/menu.tsx';
import { showToast } from '../../components/toast.tsx';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import { useChooser } from '../../places/place-chooser.tsx';
import { foldForFilter, matchesFilter } from '../../../shared/fold-for-filter.ts';
import { useDocuments } from '../../read-model/use-case.ts';
import { useOpenCase } from '../../session/case-session.tsx';
import { useNavigation } from '../../session/navigation.tsx';
import { labelOf } from './document-field.tsx';
import { LookedAtDialog } from './looked-at-dialog.tsx';
import { NextButton } from './next-button.tsx';
import { SentenceRow } from './sentence-row.tsx';
import { SentenceTools } from './sentence-tools.tsx';
import { TranslationDialogs } from './translation-dialogs.tsx';
import { useAlignment } from './use-alignment.ts';
import type { Alignment } from './use-alignment.ts';
import { useSentenceLinks } from './use-sentence-links.ts';
import { useTranslations } from './use-translations.ts';
import { useVersionActions } from './use-version-actions.ts';
import { useWork } from './use-work.ts';

const guessedRowPx = 84;
const pageOfRows = 8;

/** The links that a filter leaves, as indexes; `toCheck` those that differ or stand alone. */
function useShownLinks(alignment: Alignment | null, query: string, toCheck: boolean): readonly number[] {
  const folded = useMemo(() => (alignment?.links ?? []).map((link) => foldForFilter([
    ...link.original.map((index) => alignment?.original.sentences[index]?.text ?? ''), ...link.translation.map((index) => alignment?.translation.sentences[index]?.text ?? ''),
  ].join(' '))), [alignment]);
  return useMemo(() => {
    const differing = new Set((alignment?.differences ?? []).map(({ link }) => link));
    return folded.flatMap((text, index) => ((!toCheck || differing.has(index)) && (query.trim() === '' || matchesFilter(text, query)) ? [index] : []));
  }, [alignment, folded, query, toCheck]);
}

/** A translation beside its original, sentence by sentence: what differs is marked, and links are set by hand. */
export function SentenceView({ translation, row }: { readonly translation: string; readonly row: number }) {
  const { t } = useTranslation();
  const { language } = useFormats();
  const { go } = useNavigation();
  const { readOnly } = useOpenCase();
  const { chooseNew } = useChooser();
  const id = useId();
  const rows = useDocuments();
  const documents = useMemo(() => new Map((rows ?? []).map((known) => [known.id as string, known])), [rows]);
  const aligning = useAlignment(translation);
  const { alignment, failure, again } = aligning;
  const { versions } = useTranslations();
  const version = (versions ?? []).find((known) => known.translation === translation && known.state !== 'superseded');
  const actions = useVersionActions();
  const memory = useWork();
  const [query, setQuery] = useState('');
  const [toCheck, setToCheck] = useState(false);
  const [noting, setNoting] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useShownLinks(alignment, query, toCheck);
  const virtual = useVirtualizer({ count: shown.length, getScrollElement: () => scroller.current, estimateSize: () => guessedRowPx, overscan: 8, getItemKey: (index) => shown[index] ?? index });
  const arrived = useRef(false);
  useEffect(() => {
    if (alignment === null || arrived.current) return;
    arrived.current = true;
    scroller.current?.focus({ preventScroll: true });
    if (row > 0) virtual.scrollToIndex(row, { align: 'center' });
  }, [alignment, row, virtual]);

  const links = useSentenceLinks({ aligning, shown, row, readOnly, bringIntoView: (index, align) => { virtual.scrollToIndex(index, { align }); } });
  const { current, link, here, chosen } = links;
  const differences = alignment?.differences ?? [];
  const toPages = (index: number, side: 'original' | 'translation'): void => {
    const at = alignment?.links[index];
    if (alignment === null || at === undefined) return;
    const from = at[side].length > 0 ? side : side === 'original' ? 'translation' : 'original';
    const places = at[from].flatMap((sentence) => alignment[from].sentences[sentence]?.places ?? []);
    const [first] = places;
    if (first === undefined) return;
    go({ screen: 'translations', sentences: translation, row: Math.max(0, shown.indexOf(index)) });
    go({ screen: 'document', document: alignment[from].document, page: first.page, mark: places.filter(({ page }) => page === first.page).flatMap(({ rects }) => rects), beside: alignment[from === 'original' ? 'translation' : 'original'].document });
  };
  const saveMemory = async (): Promise<void> => {
    const place = await chooseNew('save-file', `${(documents.get(translation)?.exhibit ?? t('translations.memoryFile')).replaceAll(/[^\p{L}\p{N}.-]+/gu, '-')}.tmx`);
    if (place === null) return;
    const done = await memory.run(() => call('saveTranslationMemory', { translation: translation as DocumentId, place: place.token }));
    if (done !== undefined) showToast({ tone: 'success', title: t('common.savedAs', { name: place.name }), detail: t('translations.memoryUnits', { count: done.units }) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== scroller.current) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
      event.preventDefault();
      links.undo();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (key === 'ArrowDown') links.moveTo(current + 1);
    else if (key === 'ArrowUp') links.moveTo(current - 1);
    else if (key === 'PageDown') links.moveTo(current + pageOfRows);
    else if (key === 'PageUp') links.moveTo(current - pageOfRows);
    else if (key === 'Home') links.moveTo(0);
    else if (key === 'End') links.moveTo(shown.length - 1);
    else if (key === 'n') links.toDifference(1);
    else if (key === 'N' || key === 'p') links.toDifference(-1);
    else if (key === 'Enter') toPages(shown[current] ?? -1, 'original');
    else if (key === 'Escape' && chosen.size > 0) links.chooseNone();
    else if (key === 'Escape') go({ screen: 'translations', ...(version === undefined ? {} : { version: version.id }) });
    else if (readOnly) return;
    else if (key === ' ') links.turn(shown[current]);
    else if (key === 'l') links.join();
    else if (key === 'u') links.part();
    else if (key === 's') links.split();
    else if (key === 'c') links.look();
    else if (key === 'C' && here.length > 0) setNoting(true);
    else return;
    event.preventDefault();
  };
  const onRow = (event: MouseEvent, index: number): void => {
    if ((event.target as Element).closest('button') !== null) return;
    links.setActive(index);
    if (!readOnly && (event.ctrlKey || event.metaKey || event.shiftKey)) links.turn(shown[index]);
  };
  const original = documents.get(alignment?.original.document ?? '');
  return (
    <main className="screen sentences">
      <header className="document-head">
        <IconButton label={t('common.back')} icon={ArrowLeft} shortcut="Esc" onPress={() => { go({ screen: 'translations', ...(version === undefined ? {} : { version: version.id }) }); }} />
        <h1 className="grow truncate"><bdi>{original === undefined ? t('translations.sentenceBySentence') : labelOf(original)}</bdi></h1>
        <Button icon={Columns2} isDisabled={link === undefined} onPress={() => { toPages(shown[current] ?? -1, 'original'); }}>{t('translations.pagesBeside')}</Button>
        <ActionMenu
          label={t('translations.more')} trigger={<IconButton label={t('translations.more')} icon={EllipsisVertical} />}
          actions={[
            { id: 'again', label: t('translations.sentence.again'), icon: RefreshCw, isDisabled: readOnly || alignment === null, onAction: () => { links.chooseNone(); void again(); } },
            { id: 'memory', label: t('translations.memory'), isDisabled: alignment === null, onAction: () => { void saveMemory(); } },
            { id: 'carry', label: t('translations.carry.title'), isDisabled: readOnly || alignment === null, onAction: () => { if (alignment !== null) actions.open({ kind: 'carry', original: alignment.original.document, translation }); } },
          ]}
        />
        {readOnly || version === undefined ? null : version.state === 'received' && !version.stale ? <Button kind="primary" icon={Check} onPress={() => { actions.takeStep(version, 'reviewed'); }}>{t('translations.steps.reviewed')}</Button> : <NextButton version={version} actions={actions} kind="primary" />}
      </header>
      <SentenceTools
        aligning={aligning} links={links} shownCount={shown.length} query={query} onQuery={(next) => { setQuery(next); links.setActive(0); }} toCheck={toCheck} onToCheck={(on) => { setToCheck(on); links.setActive(0); }}
        readOnly={readOnly} onNote={() => { setNoting(true); }}
      />
      {failure === null && actions.failure === null && memory.failure === null ? null : <div className="translations-notices">{[failure, actions.failure, memory.failure].map((one, index) => (one === null ? null : <FailureNotice key={index} failure={one} />))}</div>}
      {alignment === null && failure === null ? <p className="quiet translations-empty" role="status">{t('common.loading')}</p> : null}
      {alignment === null ? null : (
        <div
          ref={scroller} className="sentence-list" role="grid" tabIndex={0} aria-label={t('translations.sentenceBySentence')} aria-rowcount={shown.length + 1} aria-multiselectable
          aria-activedescendant={shown.length === 0 ? undefined : `${id}-${String(current)}`} onKeyDown={onKeyDown}
        >
          <div role="rowgroup" className="sentence-head">
            <div role="row" aria-rowindex={1} className="sentence-columns">
              <span role="columnheader">{t('translations.original')} · {language(alignment.original.language)}</span><span role="columnheader">{t('translations.sentence.check')}</span><span role="columnheader">{t('translations.translation')} · {language(alignment.translation.language)}</span>
            </div>
          </div>
          <div role="rowgroup" className="sentence-body" style={{ blockSize: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, start, key }) => {
              const at = shown[index] ?? -1;
              const shownLink = alignment.links[at];
              if (shownLink === undefined) return null;
              const own = differences.filter((one) => one.link === at);
              return (
                <div
                  key={key} ref={virtual.measureElement} data-index={index} id={`${id}-${String(index)}`} role="row" aria-rowindex={index + 2} aria-selected={chosen.has(at)} className="sentence-columns sentence-row"
                  data-active={index === current || undefined} data-differs={own.some(({ looked }) => looked === undefined) || undefined} data-looked={(own.length > 0 && own.every(({ looked }) => looked !== undefined)) || undefined} data-chosen={chosen.has(at) || undefined} style={{ transform: `translateY(${String(start)}px)` }}
                  onClick={(event) => { onRow(event, index); }} onDoubleClick={() => { toPages(at, 'original'); }}
                >
                  <SentenceRow alignment={alignment} link={shownLink} differences={own} onPage={(side) => { toPages(at, side); }} />
                </div>
              );
            })}
          </div>
        </div>
      )}
      {noting && here.length > 0 ? <LookedAtDialog differences={here} aligning={aligning} onClose={() => { setNoting(false); }} /> : null}
      <TranslationDialogs actions={actions} documents={documents} />
    </main>
  );
}
