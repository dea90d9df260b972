import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import type { DocumentId } from '../../../shared/identifiers.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { call } from '../../engine-client.ts';
import { refreshPart } from '../../read-model/sync.ts';
import { useDocuments, usePart } from '../../read-model/use-case.ts';

const formId = 'pair-form';
const fields = ['name', 'qualification', 'register', 'contact', 'certifiedAt'] as const;
type TranslatorField = (typeof fields)[number];

/** Ties a translation to its original, with what its translator certifies. */
export function PairDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const documents = useDocuments() ?? [];
  const pairs = usePart('translations') ?? [];
  const translated = new Set(pairs.map(({ translation }) => translation as string));
  const free = documents.filter(({ id }) => !translated.has(id));
  const [original, setOriginal] = useState('');
  const [translation, setTranslation] = useState('');
  const [translator, setTranslator] = useState<Partial<Record<TranslatorField, string>>>({});
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const ready = original !== '' && translation !== '' && original !== translation;
  const choices = (without: string) => free.filter(({ id }) => id !== without).map(({ id, title, exhibit }) => ({ id: id, label: exhibit === undefined ? title : `${exhibit} · ${title}` }));
  const pair = async (): Promise<void> => {
    if (!ready) return;
    const filled: Partial<Record<TranslatorField, string>> = Object.fromEntries(fields.map((field) => [field, (translator[field] ?? '').trim()] as const).filter(([, value]) => value !== ''));
    const { name } = filled;
    const result = await call('pairTranslation', { original: original as DocumentId, translation: translation as DocumentId, ...(name === undefined ? {} : { translator: { ...filled, name } }) });
    if (!result.ok) {
      setFailure(result.failure);
      return;
    }
    await Promise.all([refreshPart('translations'), refreshPart('overview')]);
    onClose();
  };
  return (
    <Dialog
      isOpen wide title={t('translations.pair')} closeLabel={t('common.close')} onClose={onClose}
      actions={<><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" type="submit" form={formId} isDisabled={!ready}>{t('translations.pair')}</Button></>}
    >
      <Form
        id={formId} className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void pair();
        }}
      >
        <div className="form-grid">
          <SelectField label={t('translations.original')} choices={choices(translation)} value={original} onChange={setOriginal} />
          <SelectField label={t('translations.translation')} choices={choices(original)} value={translation} onChange={setTranslation} />
        </div>
        <h3>{t('translations.certificate')}</h3>
        <div className="form-grid">
          {fields.map((field) => <TextField key={field} label={t(`translations.translator.${field}`)} value={translator[field] ?? ''} onChange={(value) => { setTranslator((known) => ({ ...known, [field]: value })); }} />)}
        </div>
        {failure === null ? null : <FailureNotice failure={failure} />}
      </Form>
    </Dialog>
  );
}
