import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton, Collection, GridList, GridListItem, GridListLoadMoreItem, ListLayout, useDragAndDrop, Virtualizer } from 'react-aria-components';
import { BookCopy, EllipsisVertical, Eye, FilePlus2, FolderPlus, GitCompareArrows, GripVertical, Hash, Link2, Plus, SlidersHorizontal, Undo2, X } from 'lucide-react';
import type { DocumentId, EditionName } from '../../../shared/identifiers.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { CourtCheckReport } from '../../components/court-check.tsx';
import type { CourtCheck } from '../../components/court-check.tsx';
import { SearchField, Segments, SelectField } from '../../components/field.tsx';
import { EmptyState } from '../../components/notice.tsx';
import { ActionMenu } from '../../components/menu.tsx';
import { Screen } from '../../components/screen.tsx';
import { isUndo } from '../../components/undo-key.ts';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import type { DocumentRow } from '../../read-model/database.ts';
import { filterBy } from '../../../shared/fold-for-filter.ts';
import { useDocuments, usePart } from '../../read-model/use-case.ts';
import { useOpenCase } from '../../session/case-session.tsx';
import { CaseFailure } from '../../session/case-failure.tsx';
import { EditionSwitch } from '../../session/edition-switch.tsx';
import { useNavigation } from '../../session/navigation.tsx';
import { BuildButton } from './build-button.tsx';
import { BundleTree, documentDrag } from './bundle-tree.tsx';
import { CompareDialog } from './compare-dialog.tsx';
import { ExhibitsView } from './exhibits-view.tsx';
import { NumberDialog } from './number-dialog.tsx';
import { PageField } from './page-field.tsx';
import { PreviewDialog } from './preview-dialog.tsx';
import { ReferencesDialog } from './references-dialog.tsx';
import { SectionDialog } from './section-dialog.tsx';
import { BundleSettingsDialog } from './settings-dialog.tsx';
import { placed } from './bundle-moves.ts';
import { useBuilds } from './use-builds.ts';
import { useBundle } from './use-bundle.ts';
import './bundle.css';

// Only what is in view is in the page: a case may have thousands of documents that are in no bundle yet.
const poolLayout = { estimatedRowHeight: 36, padding: 4 };
// What is listed is prepared at once, in view or not: of many the first, and twice as many each time that one comes to their end.
const listedFirst = 250;

interface PoolProps {
  readonly documents: readonly DocumentRow[];
  readonly sections: readonly { readonly title: string }[];
  readonly readOnly: boolean;
  readonly onAdd: (documents: readonly DocumentId[], section: number) => void;
}

/** What is in the case but not yet in the bundle. */
function Pool({ documents, sections, readOnly, onAdd }: PoolProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [section, setSection] = useState('0');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(() => {
    const matches = filterBy(query);
    return documents.filter(({ folded }) => matches(folded));
  }, [documents, query]);
  const [most, setMost] = useState(listedFirst);
  const listed = useMemo(() => shown.slice(0, most), [shown, most]);
  const filter = (text: string): void => {
    setQuery(text);
    setMost(listedFirst);
  };
  const chosen = documents.filter(({ id }) => selected.has(id));
  const target = Math.min(Number(section), Math.max(0, sections.length - 1));
  const { dragAndDropHooks } = useDragAndDrop({ isDisabled: readOnly, getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key), [documentDrag]: String(key) })) });
  return (
    <section className="bundle-pool" aria-labelledby="bundle-pool">
      <h2 id="bundle-pool">{t('bundle.pool', { count: documents.length })}</h2>
      <SearchField label={t('bundle.poolSearch')} clearLabel={t('common.clear')} value={query} onChange={filter} />
      <Virtualizer layout={ListLayout} layoutOptions={poolLayout}>
        <GridList
          className="bundle-pool-list" aria-label={t('bundle.pool', { count: documents.length })} selectionMode="multiple" selectedKeys={selected} dragAndDropHooks={dragAndDropHooks}
          onSelectionChange={(keys) => { setSelected(keys === 'all' ? new Set(shown.map(({ id }) => id as string)) : new Set([...keys].map(String))); }}
          renderEmptyState={() => <p className="quiet bundle-pool-empty">{t('bundle.poolEmpty')}</p>}
        >
          <Collection items={listed}>
            {(row) => (
              <GridListItem className="list-box-item bundle-pool-item" textValue={row.title}>
                {readOnly ? null : <AriaButton slot="drag" className="bundle-grip" aria-label={t('bundle.drag', { title: row.title })}><GripVertical size={15} aria-hidden /></AriaButton>}
                <span className="grow truncate bundle-title" dir="auto">{row.title}</span>
                <span className="quiet small number">{t('common.pages', { count: row.pages })}</span>
              </GridListItem>
            )}
          </Collection>
          {listed.length === shown.length ? null : <GridListLoadMoreItem onLoadMore={() => { setMost(2 * most); }} />}
        </GridList>
      </Virtualizer>
      <div className="row-wrap">
        {sections.length < 2 ? null : <div className="grow"><SelectField label={t('bundle.intoSection')} hideLabel value={String(target)} onChange={setSection} choices={sections.map(({ title }, index) => ({ id: String(index), label: title }))} /></div>}
        <Button
          icon={Plus} isDisabled={readOnly || documents.length === 0}
          onPress={() => {
            onAdd((chosen.length === 0 ? shown : chosen).map(({ id }) => id), target);
            setSelected(new Set());
          }}
        >
          {chosen.length === 0 ? t('bundle.addAll', { count: shown.length }) : t('bundle.addChosen', { count: chosen.length })}
        </Button>
      </div>
    </section>
  );
}

/** Orders the exhibits of the bundle, and shows at once on which pages they fall. */
export function BundleScreen() {
  const { t } = useTranslation();
  const { list } = useFormats();
  const { edition, go, place } = useNavigation();
  const part = place.screen === 'bundle' ? place.part : undefined;
  const { head, readOnly } = useOpenCase();
  const { bundle, ready, change, undo, canUndo, pages, replan, failure } = useBundle(edition, head.title);
  const builds = useBuilds(edition);
  const documents = useDocuments();
  const translations = usePart('translations');
  const [section, setSection] = useState<number | 'new' | null>(null);
  const [view, setView] = useState<'order' | 'exhibits'>('order');
  const [open, setOpen] = useState<'numbering' | 'preview' | 'compare' | 'settings' | 'references' | null>(part === 'numbering' || part === 'references' ? part : null);
  const close = (): void => { setOpen(null); };
  const [check, setCheck] = useState<CourtCheck | null>(null);
  /** Of the build just made. */
  const [files, setFiles] = useState<readonly string[]>([]);
  const [refused, setRefused] = useState<ToldFailure | null>(null);
  useEffect(() => {
    if (part === 'court') void call('lastCourtCheck', { edition: edition as EditionName }).then((result) => { if (result.ok) setCheck(result.value.check); });
  }, [part, edition]);
  const byId = useMemo(() => new Map((documents ?? []).map((row) => [row.id as string, row])), [documents]);
  const translationsOf = useMemo(() => {
    const map = new Map<string, string[]>();
    for (const { original, translation } of translations ?? []) map.set(original, [...(map.get(original) ?? []), translation]);
    return map;
  }, [translations]);
  const pool = useMemo(() => {
    const placedAlready = new Set<string>(bundle.sections.flatMap(({ entries }) => entries));
    const following = new Set<string>((translations ?? []).map(({ translation }) => translation));
    return (documents ?? []).filter(({ id, pages: count, parent }) => count > 0 && parent === undefined && !placedAlready.has(id) && !following.has(id));
  }, [bundle, documents, translations]);
  const total = bundle.sections.flatMap(({ entries }) => entries).flatMap((id) => [id, ...(translationsOf.get(id) ?? [])]).reduce((sum, id) => sum + (byId.get(id)?.pages ?? 0), 0);
  const addTo = (ids: readonly DocumentId[], target: number): void => {
    const base = bundle.sections.length === 0 ? { ...bundle, sections: [{ title: t('bundle.firstSection'), entries: [] }] } : bundle;
    change(placed(base, ids, { section: target, index: base.sections[target]?.entries.length ?? 0 }));
  };
  /** A page of the built bundle is a page of the document that falls there. */
  const toPage = (page: number): boolean => {
    const entry = pages?.entries.find(({ firstPage, lastPage }) => page >= firstPage && page <= lastPage);
    if (entry !== undefined) go({ screen: 'document', document: entry.document, page: page - entry.firstPage + 1 });
    return entry !== undefined;
  };
  const toPageOrPreview = (page: number): void => { if (!toPage(page)) setOpen('preview'); };
  return (
    <Screen
      flush help="bundle" title={t('bundle.title')}
      actions={(
        <>
          {view === 'order' && ready ? <span className="quiet number" role="status">{pages === null ? t('bundle.totalWithout', { pages: t('common.pages', { count: total }) }) : t('bundle.total', { pages: t('common.pages', { count: pages.pages }), index: pages.indexPages })}</span> : null}
          {pages === null || view !== 'order' ? null : <PageField onPage={toPage} />}
          <EditionSwitch placement="screen" />
          <BuildButton edition={edition} late={builds?.late.length ?? 0} isDisabled={readOnly || bundle.sections.every(({ entries }) => entries.length === 0)} onFailure={setRefused} onBuilt={(built) => {
            setCheck(built?.court ?? null);
            setFiles(built?.files ?? []);
          }} />
        </>
      )}
      tools={(
        <>
          <Segments label={t('bundle.view')} value={view} onChange={setView} choices={[{ id: 'order', label: t('bundle.views.order') }, { id: 'exhibits', label: t('bundle.views.exhibits') }]} />
          {view === 'order' ? <Button icon={FolderPlus} isDisabled={readOnly} onPress={() => { setSection('new'); }}>{t('bundle.newSection')}</Button> : null}
          <Button icon={Hash} isDisabled={readOnly || bundle.sections.length === 0} onPress={() => { setOpen('numbering'); }}>{t('bundle.number')}</Button>
          <Button icon={SlidersHorizontal} isDisabled={readOnly} onPress={() => { setOpen('settings'); }}>{t('bundle.settings.title')}</Button>
          <Button icon={Eye} isDisabled={bundle.sections.length === 0} onPress={() => { setOpen('preview'); }}>{t('bundle.preview.title')}</Button>
          <ActionMenu
            label={t('documents.more')} trigger={<Button icon={EllipsisVertical}>{t('documents.more')}</Button>}
            actions={[
              { id: 'compare', label: t('bundle.builds.title'), icon: GitCompareArrows, onAction: () => { setOpen('compare'); } },
              { id: 'references', label: t('exhibits.references.title'), icon: Link2, isDisabled: builds === null, onAction: () => { setOpen('references'); } },
            ]}
          />
          {view === 'order' ? <IconButton label={t('common.undo')} shortcut="Ctrl Z" icon={Undo2} isDisabled={!canUndo} onPress={undo} /> : null}
        </>
      )}
    >
      {failure === null ? null : <div className="bundle-failure"><CaseFailure failure={failure} /></div>}
      {refused === null ? null : <div className="bundle-failure"><CaseFailure failure={refused} actions={<Button onPress={() => { setRefused(null); }}>{t('common.close')}</Button>} /></div>}
      {check === null ? null : <div className="bundle-failure bundle-check"><div className="grow"><CourtCheckReport check={check} onPage={toPageOrPreview} saved={files.length > 1 ? t('bundle.builtFiles', { names: list(files) }) : files.length === 0 || check.holds ? undefined : t('bundle.builtAllTheSame')} /></div><IconButton label={t('common.close')} icon={X} onPress={() => { setCheck(null); }} /></div>}
      <div className="bundle-jobs"><RunningJobs kinds={['buildEdition']} /></div>
      {view === 'exhibits' ? <ExhibitsView bundle={bundle} documents={byId} readOnly={readOnly} /> : <div
        className="bundle-panes" data-whole={(pool.length === 0 && bundle.sections.length > 0) || undefined}
        onKeyDown={(event) => {
          if (!isUndo(event) || !canUndo) return;
          event.preventDefault();
          undo();
        }}
      >
        <div className="bundle-main">
          {!ready ? null : bundle.sections.length === 0
            ? <EmptyState icon={BookCopy} title={t('bundle.empty.title')} actions={<Button kind="primary" icon={FilePlus2} isDisabled={readOnly || pool.length === 0} onPress={() => { addTo(pool.map(({ id }) => id), 0); }}>{t('bundle.addAll', { count: pool.length })}</Button>}>{t('bundle.empty.what')}</EmptyState>
            : <BundleTree bundle={bundle} documents={byId} translationsOf={translationsOf} pages={pages} readOnly={readOnly} onChange={change} onRename={setSection} onOpen={(document) => { go({ screen: 'document', document }); }} />}
        </div>
        {pool.length === 0 && bundle.sections.length > 0 ? null : <Pool documents={pool} sections={bundle.sections} readOnly={readOnly} onAdd={addTo} />}
      </div>}
      {section === null ? null : (
        <SectionDialog
          title={section === 'new' ? '' : bundle.sections[section]?.title ?? ''} onClose={() => { setSection(null); }}
          onSave={(title) => { change({ ...bundle, sections: section === 'new' ? [...bundle.sections, { title, entries: [] }] : bundle.sections.map((known, index) => (index === section ? { ...known, title } : known)) }); }}
        />
      )}
      {open === 'numbering' ? <NumberDialog documents={byId} onClose={close} /> : null}
      {open === 'preview' ? <PreviewDialog edition={edition} onClose={close} /> : null}
      {open === 'compare' ? <CompareDialog edition={edition} onClose={close} /> : null}
      {open === 'references' && builds !== null ? <ReferencesDialog builds={builds} documents={byId} onPage={toPageOrPreview} onClose={close} /> : null}
      {open === 'settings' ? <BundleSettingsDialog onClose={close} onSaved={replan} /> : null}
    </Screen>
  );
}
