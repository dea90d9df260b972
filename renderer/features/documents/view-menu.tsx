import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton, Dialog, DialogTrigger, Form, Popover } from 'react-aria-components';
import { Bookmark, Check, ChevronDown, SlidersHorizontal, Trash2 } from 'lucide-react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { Failure } from '../../../shared/failure.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { CheckboxField, SelectField, TextField } from '../../components/field.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { call } from '../../engine-client.ts';
import { groupings, optionalColumns } from './document-columns.tsx';
import { readingFilters } from './documents-view.ts';
import type { DocumentsView } from './documents-view.ts';

type SavedView = CallOutput<'listViews'>['views'][number];

function useSavedViews() {
  const [views, setViews] = useState<readonly SavedView[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = useCallback(async () => {
    const result = await call('listViews', {});
    if (result.ok) setViews(result.value.views);
  }, []);
  useEffect(() => { void load(); }, [load]);
  const change = async (work: Promise<{ readonly ok: true } | { readonly ok: false; readonly failure: Failure }>): Promise<void> => {
    const result = await work;
    setFailure(result.ok ? null : result.failure);
    await load();
  };
  return { views, failure, change };
}

/** How the list of documents is looked at: columns, groups, and views that were given names. */
export function ViewMenu({ view, onView, readOnly }: { readonly view: DocumentsView; readonly onView: (view: DocumentsView) => void; readonly readOnly: boolean }) {
  const { t } = useTranslation();
  const { views, failure, change } = useSavedViews();
  const [name, setName] = useState('');
  return (
    <DialogTrigger>
      <AriaButton className="button"><SlidersHorizontal size={16} aria-hidden />{t('documents.view.title')}<ChevronDown size={14} aria-hidden /></AriaButton>
      <Popover className="popover view-popover" placement="bottom end">
        <Dialog className="stack status-dialog" aria-label={t('documents.view.title')}>
          <SelectField label={t('documents.view.group')} value={view.group} onChange={(group) => { onView({ ...view, group }); }} choices={groupings.map((id) => ({ id, label: id === 'none' ? t('documents.view.noGroup') : t(`documents.columns.${id}`) }))} />
          <fieldset className="plain-fieldset">
            <legend className="field-label">{t('documents.view.columns')}</legend>
            <div className="view-columns">
              {optionalColumns.map((id) => (
                <CheckboxField key={id} label={t(`documents.columns.${id}`)} isSelected={view.columns.includes(id)} onChange={(on) => { onView({ ...view, columns: optionalColumns.filter((other) => (other === id ? on : view.columns.includes(other))) }); }} />
              ))}
            </div>
          </fieldset>
          <section className="details-section">
            <h3>{t('documents.view.saved')}</h3>
            {views.length === 0 ? <p className="quiet small">{t('documents.view.none')}</p> : (
              <ul className="saved-views">
                {views.map((saved) => (
                  <li key={saved.id} className="row">
                    <AriaButton className="menu-item grow" onPress={() => { onView(fromSaved(saved)); }}><Bookmark size={15} aria-hidden /><bdi className="truncate">{saved.name}</bdi></AriaButton>
                    <IconButton small label={t('documents.view.remove', { name: saved.name })} icon={Trash2} isDisabled={readOnly} onPress={() => { void change(call('removeView', { id: saved.id })); }} />
                  </li>
                ))}
              </ul>
            )}
            {readOnly ? null : (
              <Form
                className="saved-view-form"
                onSubmit={(event) => {
                  event.preventDefault();
                  if (name.trim() === '') return;
                  void change(call('saveView', { name: name.trim(), view: { ...view, columns: [...view.columns] } }));
                  setName('');
                }}
              >
                <TextField label={t('documents.view.name')} value={name} onChange={setName} />
                <Button icon={Check} type="submit">{t('common.save')}</Button>
              </Form>
            )}
            {failure === null ? null : <FailureNotice failure={failure} />}
          </section>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function fromSaved({ query, reading, columns, group }: SavedView): DocumentsView {
  const known = <T extends string>(names: readonly T[], name: string, otherwise: T): T => names.find((one) => one === name) ?? otherwise;
  return {
    query, group: known(groupings, group, 'none'), columns: optionalColumns.filter((id) => columns.includes(id)), reading: known(readingFilters, reading, 'any'),
  };
}
