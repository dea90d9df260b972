import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilePlus, FolderPlus, PanelRight, ScanText, Upload } from 'lucide-react';
import { Button, IconToggle } from '../../components/button.tsx';
import { Screen } from '../../components/screen.tsx';
import { SearchField, SelectField } from '../../components/field.tsx';
import { useFileDrop } from '../../components/file-drop.tsx';
import { showToast } from '../../components/toast.tsx';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import { useChooser } from '../../places/place-chooser.tsx';
import type { DocumentRow } from '../../read-model/database.ts';
import { filterBy } from '../../../shared/fold-for-filter.ts';
import { useDocuments } from '../../read-model/use-case.ts';
import { useOpenCase } from '../../session/case-session.tsx';
import { useNavigation } from '../../session/navigation.tsx';
import { CloserMenu } from './closer-menu.tsx';
import { DescribedNotice } from './described-notice.tsx';
import type { Described } from './described.ts';
import { useExhibitTrack, useShownColumns } from './document-columns.tsx';
import { DocumentDetails } from './document-details.tsx';
import { DocumentTable } from './document-table.tsx';
import { DuplicatesDialog } from './duplicates-dialog.tsx';
import { IntakeReport } from './intake-report.tsx';
import { SearchHits } from './search-hits.tsx';
import { SearchHelp } from './search-help.tsx';
import { SearchMenu } from './search-menu.tsx';
import { useIntake } from './use-intake.ts';
import { readDocuments } from './read-documents.ts';
import { readingFilters, useDocumentsView } from './documents-view.ts';
import type { ReadingFilter } from './documents-view.ts';
import { ViewMenu } from './view-menu.tsx';
import './documents.css';

/** Evidence of which nothing says who collected or handed it over; what came inside it or translates it follows it. */
function lacksCustody({ parent, translation, source }: DocumentRow): boolean {
  return parent === undefined && translation === undefined && source.collectedBy === undefined && source.receivedFrom === undefined;
}

function useFiltered(rows: readonly DocumentRow[] | undefined, query: string, reading: ReadingFilter): readonly DocumentRow[] {
  return useMemo(() => {
    const matches = filterBy(query);
    return (rows ?? []).filter((row) => (reading === 'any' || (reading === 'no-custody' ? lacksCustody(row) : row.reading === reading)) && matches(row.folded));
  }, [rows, query, reading]);
}

/** All documents of the case: taken in, found, filtered, described. */
export function DocumentsScreen() {
  const { t } = useTranslation();
  const rows = useDocuments();
  const { readOnly, received, caseId } = useOpenCase();
  const { chooseFiles, chooseFolder } = useChooser();
  const { place } = useNavigation();
  const part = place.screen === 'documents' ? place.part : undefined;
  const { view, setView } = useDocumentsView(caseId, part === 'unread' || part === 'no-custody' ? part : undefined);
  const { query, reading } = view;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [details, setDetails] = useState(true);
  const [duplicates, setDuplicates] = useState(false);
  const [described, setDescribed] = useState<Described | null>(null);
  const deferredQuery = useDeferredValue(query);
  const shown = useFiltered(rows, deferredQuery, reading);
  const list = useRef<HTMLDivElement>(null);
  const exhibitTrack = useExhibitTrack(shown);
  const columns = useShownColumns(view.columns, exhibitTrack, list);
  const { outcome, dismiss, add, unlock } = useIntake();
  // What was taken in without a remark needs no second look; a refusal waits until it is put away.
  const settled = useRef(false);
  settled.current = outcome !== null && 'taken' in outcome && outcome.taken.refused.length === 0;
  useEffect(() => () => { if (settled.current) dismiss(); }, [dismiss]);
  const dropped = useCallback((files: readonly File[]) => {
    if (readOnly) return;
    void window.custodia.tokensFor(files).then((readable) => {
      if (readable.length < files.length) showToast({ tone: 'warning', title: t('documents.unreadableDrop', { files: files.length - readable.length }) });
      return add(readable);
    });
  }, [add, readOnly, t]);
  const { over, handlers } = useFileDrop(dropped);
  const chosen = useMemo(() => (rows ?? []).filter(({ id }) => selected.has(id)), [rows, selected]);
  const addFiles = (): void => { void chooseFiles('documents', true).then((files) => add(files)); };
  const addFolder = (): void => { void chooseFolder('folder').then((folder) => (folder === null ? undefined : add([folder]))); };

  return (
    <div className="screen documents" {...handlers}>
      <Screen
        flush help="documents" title={t('documents.title')}
        actions={(
          <>
            <CloserMenu begin={part === 'duplicates' || part === 'hidden' ? part : null} chosen={chosen} readOnly={readOnly} sealed={(readOnly && !received) || rows?.length === 0} onAdd={(files, custody) => { void add(files, custody); }} />
            <Button icon={ScanText} isDisabled={(readOnly && !received) || rows?.length === 0} onPress={() => { void readDocuments(chosen); }}>{chosen.length > 1 ? t('documents.readSelected', { count: chosen.length }) : t('documents.readAll')}</Button>
            <Button icon={FolderPlus} isDisabled={readOnly} onPress={addFolder}>{t('documents.addFolder')}</Button>
            <Button kind="primary" icon={FilePlus} isDisabled={readOnly} onPress={addFiles}>{t('documents.addFiles')}</Button>
          </>
        )}
        tools={(
          <>
            <div className="documents-search"><SearchField label={t('documents.search')} clearLabel={t('common.clear')} value={query} onChange={(next) => { setView({ ...view, query: next }); }} /></div>
            <SearchHelp onTry={(next) => { setView({ ...view, query: next, scope: { ...view.scope, match: 'all' } }); }} />
            <SearchMenu query={query} scope={view.scope} onSearch={(next, scope) => { setView({ ...view, query: next, scope }); }} readOnly={readOnly} />
            <SelectField label={t('documents.columns.text')} hideLabel value={reading} onChange={(next) => { setView({ ...view, reading: next }); }} choices={readingFilters.map((id) => ({ id, label: t(`documents.readingFilter.${id}`) }))} />
            <span className="quiet number" role="status">{rows === undefined ? t('common.loading') : shown.length === rows.length ? t('common.documents', { count: rows.length }) : t('documents.shown', { shown: shown.length, count: rows.length })}</span>
            <span className="grow" />
            <ViewMenu view={view} columns={columns} onView={setView} readOnly={readOnly} />
            <IconToggle label={t('documents.detailsPane')} icon={PanelRight} isSelected={details} onChange={setDetails} />
          </>
        )}
      >
        <div className="documents-jobs"><RunningJobs kinds={['addFiles', 'readDocuments', 'inspectDocuments']} /></div>
        {outcome === null ? null : <IntakeReport outcome={outcome} onDismiss={dismiss} onPassword={(refused, password) => { void unlock(refused, password); }} onDuplicates={() => { setDuplicates(true); }} />}
        {described === null ? null : <DescribedNotice described={described} onClose={() => { setDescribed(null); }} />}
        <div className="documents-panes">
          <div className="documents-list" ref={list}>
            <DocumentTable rows={shown} total={rows?.length} query={deferredQuery} exhibitTrack={exhibitTrack} columns={columns} grouping={view.group} selected={selected} onSelect={setSelected} onAddFiles={addFiles} readOnly={readOnly} />
            <SearchHits query={deferredQuery} scope={view.scope} />
          </div>
          {details && (rows?.length ?? 0) > 0 ? <DocumentDetails documents={chosen} readOnly={readOnly} onDescribed={setDescribed} /> : null}
        </div>
      </Screen>
      {duplicates ? <DuplicatesDialog onClose={() => { setDuplicates(false); }} /> : null}
      {over && !readOnly ? <div className="documents-drop"><Upload size={44} strokeWidth={1.4} aria-hidden /><strong>{t('documents.dropHere')}</strong></div> : null}
    </div>
  );
}
