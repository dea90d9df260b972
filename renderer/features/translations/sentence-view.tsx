import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowLeft, Check, CheckCheck, ChevronDown, ChevronUp, Columns2, EllipsisVertical, Link2, MessageSquareText, RefreshCw, Split, Undo2, Unlink } from 'lucide-react';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { CheckboxField, SearchField } from '../../components/field.tsx';
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
import { canSplit, joinLinks, splitLink, unlink } from './edit-links.ts';
import type { Link } from './edit-links.ts';
import { LookedAtDialog } from './looked-at-dialog.tsx';
import { NextButton } from './next-button.tsx';
import { SentenceRow } from './sentence-row.tsx';
import { TranslationDialogs } from './translation-dialogs.tsx';
import { useAlignment } from './use-alignment.ts';
import type { Alignment } from './use-alignment.ts';
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
  const { alignment, failure, save, again, undo, look, reopen } = aligning;
  const { versions } = useTranslations();
  const version = (versions ?? []).find((known) => known.translation === translation && known.state !== 'superseded');
  const actions = useVersionActions();
  const memory = useWork();
  const [query, setQuery] = useState('');
  const [toCheck, setToCheck] = useState(false);
  const [active, setActive] = useState(row);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [noting, setNoting] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useShownLinks(alignment, query, toCheck);
  const current = Math.min(active, shown.length - 1);
  const virtual = useVirtualizer({ count: shown.length, getScrollElement: () => scroller.current, estimateSize: () => guessedRowPx, overscan: 8, getItemKey: (index) => shown[index] ?? index });
  const arrived = useRef(false);
  useEffect(() => {
    if (alignment === null || arrived.current) return;
    arrived.current = true;
    scroller.current?.focus({ preventScroll: true });
    if (row > 0) virtual.scrollToIndex(row, { align: 'center' });
  }, [alignment, row, virtual]);

  const links = alignment?.links ?? [];
  const differences = alignment?.differences ?? [];
  const link = links[shown[current] ?? -1];
  const here = differences.filter((one) => one.link === (shown[current] ?? -1));
  const lookedAt = differences.filter(({ looked }) => looked !== undefined).length;
  const allLooked = here.length > 0 && here.every(({ looked }) => looked !== undefined);
  const moveTo = (index: number): void => {
    const target = Math.min(Math.max(0, index), shown.length - 1);
    setActive(target);
    virtual.scrollToIndex(target, { align: 'auto' });
  };
  const toDifference = (direction: 1 | -1): void => {
    // What nobody has looked at comes first; where nothing is left, all of them.
    const open = differences.filter(({ looked }) => looked === undefined);
    const differing = new Set((open.length > 0 ? open : differences).map((one) => one.link));
    const order = shown.flatMap((index, place) => (differing.has(index) ? [place] : []));
    const next = direction === 1 ? order.find((place) => place > current) ?? order[0] : order.findLast((place) => place < current) ?? order.at(-1);
    if (next === undefined) return;
    setActive(next);
    virtual.scrollToIndex(next, { align: 'center' });
  };
  const lookHere = (): void => {
    if (readOnly || here.length === 0) return;
    if (allLooked) void reopen(here);
    else void look(here.filter(({ looked }) => looked === undefined));
  };
  const turn = (index: number | undefined): void => {
    if (index === undefined) return;
    const next = new Set(chosen);
    if (!next.delete(index)) next.add(index);
    setChosen(next);
  };
  const change = (next: readonly Link[]): void => {
    setChosen(new Set());
    if (next !== links) void save(next);
  };
  // Alone, the link at hand is joined with the one below it.
  const joined = (): ReadonlySet<number> => (chosen.size > 1 ? chosen : new Set([shown[current] ?? 0, (shown[current] ?? 0) + 1]));
  const join = (): void => { change(joinLinks(links, joined())); };
  const part = (): void => { change(unlink(links, shown[current] ?? -1)); };
  const split = (): void => { change(splitLink(links, shown[current] ?? -1)); };
  const takeBack = (): void => {
    setChosen(new Set());
    void undo?.();
  };
  const toPages = (index: number, side: 'original' | 'translation'): void => {
    const at = links[index];
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
      takeBack();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (key === 'ArrowDown') moveTo(current + 1);
    else if (key === 'ArrowUp') moveTo(current - 1);
    else if (key === 'PageDown') moveTo(current + pageOfRows);
    else if (key === 'PageUp') moveTo(current - pageOfRows);
    else if (key === 'Home') moveTo(0);
    else if (key === 'End') moveTo(shown.length - 1);
    else if (key === 'n') toDifference(1);
    else if (key === 'N' || key === 'p') toDifference(-1);
    else if (key === 'Enter') toPages(shown[current] ?? -1, 'original');
    else if (key === 'Escape' && chosen.size > 0) setChosen(new Set());
    else if (key === 'Escape') go({ screen: 'translations', ...(version === undefined ? {} : { version: version.id }) });
    else if (readOnly) return;
    else if (key === ' ') turn(shown[current]);
    else if (key === 'l') join();
    else if (key === 'u') part();
    else if (key === 's') split();
    else if (key === 'c') lookHere();
    else if (key === 'C' && here.length > 0) setNoting(true);
    else return;
    event.preventDefault();
  };
  const onRow = (event: MouseEvent, index: number): void => {
    if ((event.target as Element).closest('button') !== null) return;
    setActive(index);
    if (!readOnly && (event.ctrlKey || event.metaKey || event.shiftKey)) turn(shown[index]);
  };
  const original = documents.get(alignment?.original.document ?? '');
  const linkedBoth = link !== undefined && link.original.length > 0 && link.translation.length > 0;
  return (
    <main className="screen sentences">
      <header className="document-head">
        <IconButton label={t('common.back')} icon={ArrowLeft} shortcut="Esc" onPress={() => { go({ screen: 'translations', ...(version === undefined ? {} : { version: version.id }) }); }} />
        <h1 className="grow truncate"><bdi>{original === undefined ? t('translations.sentenceBySentence') : labelOf(original)}</bdi></h1>
        <Button icon={Columns2} isDisabled={link === undefined} onPress={() => { toPages(shown[current] ?? -1, 'original'); }}>{t('translations.pagesBeside')}</Button>
        <ActionMenu
          label={t('translations.more')} trigger={<IconButton label={t('translations.more')} icon={EllipsisVertical} />}
          actions={[
            { id: 'again', label: t('translations.sentence.again'), icon: RefreshCw, isDisabled: readOnly || alignment === null, onAction: () => { setChosen(new Set()); void again(); } },
            { id: 'memory', label: t('translations.memory'), isDisabled: alignment === null, onAction: () => { void saveMemory(); } },
            { id: 'carry', label: t('translations.carry.title'), isDisabled: readOnly || alignment === null, onAction: () => { if (alignment !== null) actions.open({ kind: 'carry', original: alignment.original.document, translation }); } },
          ]}
        />
        {readOnly || version === undefined ? null : version.state === 'received' && !version.stale ? <Button kind="primary" icon={Check} onPress={() => { actions.takeStep(version, 'reviewed'); }}>{t('translations.steps.reviewed')}</Button> : <NextButton version={version} actions={actions} kind="primary" />}
      </header>
      <div className="sentence-tools" role="toolbar" aria-label={t('translations.sentence.tools')}>
        <SearchField label={t('translations.sentence.filter')} clearLabel={t('common.clear')} value={query} onChange={(next) => { setQuery(next); setActive(0); }} />
        <CheckboxField label={t('translations.sentence.toCheck')} isSelected={toCheck} onChange={(on) => { setToCheck(on); setActive(0); }} />
        <span className="number small" role="status">{alignment === null ? '' : differences.length === 0 ? t('translations.sentence.noDifference') : t('translations.sentence.lookedAt', { done: lookedAt, count: differences.length })}</span>
        <IconButton small label={t('translations.sentence.previous')} shortcut="⇧N" icon={ChevronUp} isDisabled={differences.length === 0} onPress={() => { toDifference(-1); }} />
        <IconButton small label={t('translations.sentence.next')} shortcut="N" icon={ChevronDown} isDisabled={differences.length === 0} onPress={() => { toDifference(1); }} />
        {readOnly ? null : (
          <>
            <Button icon={allLooked ? Undo2 : CheckCheck} isDisabled={here.length === 0} onPress={lookHere}>{allLooked ? t('translations.sentence.lookAgain') : t('translations.sentence.look')}</Button>
            <IconButton small label={t('translations.sentence.lookNote')} shortcut="⇧C" icon={MessageSquareText} isDisabled={here.length === 0} onPress={() => { setNoting(true); }} />
          </>
        )}
        <span className="grow" />
        {readOnly ? null : (
          <>
            <Button icon={Link2} isDisabled={shown.length === 0} onPress={join}>{chosen.size > 1 ? t('translations.sentence.linkChosen', { count: chosen.size }) : t('translations.sentence.link')}</Button>
            <IconButton label={t('translations.sentence.unlink')} shortcut="U" icon={Unlink} isDisabled={!linkedBoth} onPress={part} />
            <IconButton label={t('translations.sentence.split')} shortcut="S" icon={Split} isDisabled={link === undefined || !canSplit(link)} onPress={split} />
            <IconButton label={t('common.undo')} shortcut="Ctrl Z" icon={Undo2} isDisabled={undo === undefined} onPress={takeBack} />
          </>
        )}
      </div>
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
              const shownLink = links[at];
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
