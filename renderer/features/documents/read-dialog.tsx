import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Segments, SelectField } from '../../components/field.tsx';
import { LanguagesField } from '../../components/language-field.tsx';
import { call, runJob } from '../../engine-client.ts';
import type { DocumentRow } from '../../read-model/database.ts';
import { usePreferences } from '../../session/settings.tsx';

/** Reads text as a person says: which documents, in which languages where none is stated, by which engine. What is chosen is remembered. */
export function ReadDialog({ chosen, onClose }: { readonly chosen: readonly DocumentRow[]; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { settings: { readingLanguages, readingEngine }, change } = usePreferences();
  const [here, setHere] = useState<CallOutput<'readingLanguages'> | null>(null);
  const [languages, setLanguages] = useState(readingLanguages);
  const [engine, setEngine] = useState(readingEngine);
  const [which, setWhich] = useState<'chosen' | 'unread'>(chosen.length > 0 ? 'chosen' : 'unread');
  useEffect(() => { void call('readingLanguages', {}).then((result) => { if (result.ok) setHere(result.value); }); }, []);
  const known = languages.filter((language) => here?.languages.includes(language) ?? true);
  const used = here?.native === true ? engine : 'bundled';
  const read = (): void => {
    change({ readingLanguages: [...known], readingEngine: used });
    void runJob('readDocuments', { ...(which === 'chosen' ? { documents: chosen.map(({ id }) => id), again: true } : {}), ...(known.length === 0 ? {} : { languages: [...known] }), engine: used });
    onClose();
  };
  return (
    <Dialog
      isOpen title={t('documents.read.title')} closeLabel={t('common.close')} onClose={onClose}
      actions={<><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" isDisabled={here === null} onPress={read}>{t('documents.readAll')}</Button></>}
    >
      {chosen.length === 0 ? <p>{t('documents.read.allUnread')}</p> : (
        <div><Segments label={t('documents.read.which')} value={which} onChange={setWhich} choices={[{ id: 'chosen', label: t('documents.read.chosen', { count: chosen.length }) }, { id: 'unread', label: t('documents.read.unread') }]} /></div>
      )}
      {here === null ? <p role="status">{t('common.loading')}</p> : <LanguagesField label={t('documents.read.languages')} hint={t('documents.read.languagesHint')} only={here.languages} values={known} onChange={(next) => { setLanguages(next.slice(0, 10)); }} />}
      {here?.native === true
        ? <SelectField label={t('documents.read.engine')} hint={t('documents.read.engineHint')} value={engine} onChange={setEngine} choices={(['bundled', 'native'] as const).map((id) => ({ id, label: t(`documents.read.engines.${id}`) }))} />
        : here === null ? null : <p className="small quiet">{t('documents.read.noNative')}</p>}
    </Dialog>
  );
}
