import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChevronDown, Hash, History, ListOrdered, PencilLine, Tags, Undo2 } from 'lucide-react';
import type { Bundle } from '../../../shared/case-model/bundle.ts';
import { exhibitStatuses } from '../../../shared/case-model/exhibit.ts';
import type { ExhibitStatus } from '../../../shared/case-model/exhibit.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { DataGrid } from '../../components/data-grid.tsx';
import type { Column } from '../../components/grid-row.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { SelectField } from '../../components/field.tsx';
import { ActionMenu } from '../../components/menu.tsx';
import { Badge, EmptyState } from '../../components/notice.tsx';
import type { Tone } from '../../components/notice.tsx';
import { useFormats } from '../../i18n/format.ts';
import type { DocumentRow } from '../../read-model/database.ts';
import { useNavigation } from '../../session/navigation.tsx';
import { ConcordanceDialog } from './concordance-dialog.tsx';
import { ExhibitDialog } from './exhibit-dialog.tsx';
import { NumberDialog } from './number-dialog.tsx';
import { SchemesDialog } from './schemes-dialog.tsx';
import { useExhibits } from './use-exhibits.ts';
import type { ExhibitState } from './use-exhibits.ts';
import { usePartyName } from './use-party-name.ts';

const tones: Readonly<Record<ExhibitStatus, Tone | undefined>> = { listed: undefined, agreed: 'success', contested: 'warning', admitted: 'success', refused: 'danger', withdrawn: 'danger' };

/** A document with what is known of it as an exhibit. */
export interface ExhibitRow extends DocumentRow {
  readonly state: ExhibitState;
  /** Place in the bundle; behind everything for what is in no section. */
  readonly place: number;
}

function useRows(bundle: Bundle, documents: ReadonlyMap<string, DocumentRow>, states: readonly ExhibitState[] | undefined): readonly ExhibitRow[] {
  return useMemo(() => {
    const places = new Map<string, number>(bundle.sections.flatMap(({ entries }) => entries).map((id, index) => [id, index]));
    return (states ?? []).flatMap((state) => {
      const row = documents.get(state.document);
      if (row === undefined || (row.exhibit === undefined && !places.has(state.document))) return [];
      return [{ ...row, state, place: places.get(state.document) ?? Infinity }];
    }).sort((a, b) => (a.place === b.place ? 0 : a.place - b.place));
  }, [bundle, documents, states]);
}

/** All exhibits in a table: number, party, what parties and court say of them; changed one by one or together. */
export function ExhibitsView({ bundle, documents, readOnly }: { readonly bundle: Bundle; readonly documents: ReadonlyMap<string, DocumentRow>; readonly readOnly: boolean }) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const { number } = useFormats();
  const nameOf = usePartyName();
  const editing = useExhibits();
  const { exhibits } = editing;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [status, setStatus] = useState<ExhibitStatus | 'any'>('any');
  const [dialog, setDialog] = useState<'describe' | 'schemes' | 'concordance' | 'numbering' | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const close = (): void => { setDialog(null); };
  const all = useRows(bundle, documents, exhibits?.exhibits);
  const rows = status === 'any' ? all : all.filter(({ state }) => state.status === status);
  const chosen = rows.filter(({ id }) => selected.has(id));
  const columns = useMemo((): readonly Column<ExhibitRow>[] => [
    { id: 'exhibit', title: t('documents.columns.exhibit'), width: '5rem', sortValue: ({ exhibit }) => exhibit ?? '', render: ({ exhibit }) => (exhibit === undefined ? <span className="quiet">–</span> : <strong>{exhibit}</strong>) },
    {
      id: 'title', title: t('documents.columns.title'), width: 'minmax(11rem, 5fr)', isRowHeader: true, sortValue: ({ title }) => title,
      render: ({ id, title }) => <button type="button" tabIndex={-1} dir="auto" title={title} className="grid-link" onClick={() => { go({ screen: 'document', document: id }); }}>{title}</button>,
    },
    { id: 'status', title: t('exhibits.status'), width: '6.5rem', sortValue: ({ state }) => exhibitStatuses.indexOf(state.status), render: ({ state }) => <Badge tone={tones[state.status]}>{t(`exhibits.statuses.${state.status}`)}</Badge> },
    { id: 'party', title: t('exhibits.party'), width: '6.5rem', sortValue: ({ state }) => state.party ?? '', render: ({ state }) => (state.party === undefined ? '' : <bdi>{nameOf(state.party)}</bdi>) },
    { id: 'note', title: t('exhibits.note'), width: 'minmax(6rem, 2fr)', sortValue: ({ state }) => state.note ?? '', render: ({ state }) => <span className="exhibit-note" title={state.note} dir="auto">{state.note}</span> },
    { id: 'ern', title: t('exhibits.ern'), width: '9rem', sortValue: ({ state }) => state.ern ?? '', render: ({ state }) => <code>{state.ern}</code> },
    { id: 'pages', title: t('documents.columns.pages'), width: '3.5rem', alignEnd: true, sortValue: ({ pages }) => pages, render: ({ pages }) => number(pages) },
  ], [t, go, nameOf, number]);
  const setAll = (to: ExhibitStatus): void => { void editing.change(chosen, { status: to }).then(setFailure); };
  const trouble = failure ?? editing.failure;
  return (
    <div className="exhibits">
      <div className="screen-tools exhibits-tools">
        <ActionMenu
          label={t('exhibits.setStatus')} trigger={<Button icon={Tags} isDisabled={readOnly || chosen.length === 0}>{t('exhibits.setStatus')}<ChevronDown size={14} aria-hidden /></Button>}
          actions={exhibitStatuses.map((id) => ({ id, label: t(`exhibits.statuses.${id}`), onAction: () => { setAll(id); } }))}
        />
        <Button icon={PencilLine} isDisabled={readOnly || chosen.length === 0} onPress={() => { setDialog('describe'); }}>{t('exhibits.describe')}</Button>
        <Button icon={Hash} isDisabled={readOnly || chosen.length === 0} onPress={() => { setDialog('numbering'); }}>{t('exhibits.numberChosen')}</Button>
        <IconButton label={t('common.undo')} icon={Undo2} isDisabled={readOnly || !editing.canUndo} onPress={() => { void editing.undo(); }} />
        <Button icon={ListOrdered} isDisabled={exhibits === null} onPress={() => { setDialog('schemes'); }}>{t('exhibits.schemes.title')}</Button>
        <Button icon={History} isDisabled={exhibits === null} onPress={() => { setDialog('concordance'); }}>{t('exhibits.concordance.title')}</Button>
        <SelectField label={t('exhibits.show')} hideLabel value={status} onChange={setStatus} choices={[{ id: 'any', label: t('exhibits.anyStatus') }, ...exhibitStatuses.map((id) => ({ id, label: t(`exhibits.statuses.${id}`) }))]} />
        {chosen.length === 0 ? null : <span className="quiet number" role="status">{t('exhibits.chosen', { count: chosen.length })}</span>}
      </div>
      {trouble === null ? null : <div className="bundle-failure"><FailureNotice failure={trouble} actions={failure === null ? undefined : <Button onPress={() => { setFailure(null); }}>{t('common.close')}</Button>} /></div>}
      {exhibits === null ? null : (
        <DataGrid
          label={t('exhibits.title')} selectLabel={t('documents.columns.select')} rows={rows} columns={columns} rowId={({ id }) => id} selected={selected} onSelect={setSelected}
          onOpen={(row) => { go({ screen: 'document', document: row.id }); }} typeAhead={({ title }) => title}
          empty={<EmptyState icon={Tags} title={all.length === 0 ? t('exhibits.empty.title') : t('exhibits.noneOfStatus')}>{all.length === 0 ? t('exhibits.empty.what') : null}</EmptyState>}
        />
      )}
      {dialog === 'describe' && exhibits !== null ? <ExhibitDialog exhibits={chosen} schemes={exhibits.schemes} onClose={close} onSave={(change) => editing.change(chosen, change)} /> : null}
      {dialog === 'schemes' && exhibits !== null ? <SchemesDialog schemes={exhibits.schemes} readOnly={readOnly} onClose={close} /> : null}
      {dialog === 'concordance' && exhibits !== null ? <ConcordanceDialog concordance={exhibits.concordance} documents={documents} onClose={close} /> : null}
      {dialog === 'numbering' ? <NumberDialog documents={documents} chosen={chosen.map(({ id }) => id)} onClose={close} /> : null}
    </div>
  );
}
