import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton, DialogTrigger } from 'react-aria-components';
import { ChevronDown, SlidersHorizontal } from 'lucide-react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { PopoverPanel } from '../../components/popover-panel.tsx';
import { CheckboxField, SelectField } from '../../components/field.tsx';
import { call } from '../../engine-client.ts';
import { groupings, optionalColumns } from './document-columns.tsx';
import type { OptionalColumn } from './document-columns.tsx';
import { readingFilters } from './documents-view.ts';
import type { DocumentsView } from './documents-view.ts';
import { NamedList } from './named-list.tsx';

type SavedView = CallOutput<'listViews'>['views'][number];

function useSavedViews() {
  const [views, setViews] = useState<readonly SavedView[]>([]);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const load = useCallback(async () => {
    const result = await call('listViews', {});
    if (result.ok) setViews(result.value.views);
  }, []);
  useEffect(() => { void load(); }, [load]);
  const change = async (work: Promise<{ readonly ok: true } | { readonly ok: false; readonly failure: ToldFailure }>): Promise<void> => {
    const result = await work;
    setFailure(result.ok ? null : result.failure);
    await load();
  };
  return { views, failure, change };
}

/** How the list of documents is looked at: columns, groups, and views that were given names. */
export function ViewMenu({ view, columns, onView, readOnly }: { readonly view: DocumentsView; readonly columns: readonly OptionalColumn[]; readonly onView: (view: DocumentsView) => void; readonly readOnly: boolean }) {
  const { t } = useTranslation();
  const { views, failure, change } = useSavedViews();
  return (
    <DialogTrigger>
      <AriaButton className="button"><SlidersHorizontal size={16} aria-hidden />{t('documents.view.title')}<ChevronDown size={14} aria-hidden /></AriaButton>
      <PopoverPanel label={t('documents.view.title')} placement="bottom end" width="view" spacing="stack">
        <SelectField label={t('documents.view.group')} value={view.group} onChange={(group) => { onView({ ...view, group }); }} choices={groupings.map((id) => ({ id, label: id === 'none' ? t('documents.view.noGroup') : t(`documents.columns.${id}`) }))} />
        <fieldset className="plain-fieldset">
          <legend className="field-label">{t('documents.view.columns')}</legend>
          <div className="view-columns">
            {optionalColumns.map((id) => (
              <CheckboxField key={id} label={t(`documents.columns.${id}`)} isSelected={columns.includes(id)} onChange={(on) => { onView({ ...view, columns: optionalColumns.filter((other) => (other === id ? on : columns.includes(other))) }); }} />
            ))}
          </div>
          {view.columns === null ? null : <div><Button kind="quiet" onPress={() => { onView({ ...view, columns: null }); }}>{t('documents.view.usual')}</Button></div>}
        </fieldset>
        <NamedList
          title={t('documents.view.saved')} items={views} none={t('documents.view.none')} nameLabel={t('documents.view.name')} removeLabel={(name) => t('documents.view.remove', { name })}
          readOnly={readOnly} failure={failure}
          onOpen={(saved) => { onView({ ...fromSaved(saved), scope: view.scope }); }}
          onRemove={({ id }) => { void change(call('removeView', { id })); }}
          onSave={(name) => { void change(call('saveView', { name, view: { query: view.query, reading: view.reading, group: view.group, columns: [...columns] } })); }}
        />
      </PopoverPanel>
    </DialogTrigger>
  );
}

function fromSaved({ query, reading, columns, group }: SavedView): Omit<DocumentsView, 'scope'> {
  const known = <T extends string>(names: readonly T[], name: string, otherwise: T): T => names.find((one) => one === name) ?? otherwise;
  return {
    query, group: known(groupings, group, 'none'), columns: optionalColumns.filter((id) => columns.includes(id)), reading: known(readingFilters, reading, 'any'),
  };
}
