import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import type { DocumentId } from '../../../shared/identifiers.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { TextField } from '../../components/field.tsx';
import { StillNeeded } from '../../components/still-needed.tsx';
import { call } from '../../engine-client.ts';
import { refreshPart } from '../../read-model/sync.ts';
import { useDocuments, usePart } from '../../read-model/use-case.ts';
import { DocumentField } from './document-field.tsx';
import { TranslatorFields, translatorOf } from './translator-fields.tsx';
import type { TranslatorDraft } from './translator-fields.tsx';

const formId = 'pair-form';

/** Ties a translation to its original, with what its translator certifies. */
export function PairDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const documents = useDocuments() ?? [];
  const pairs = usePart('translations') ?? [];
  const translated = new Set(pairs.map(({ translation }) => translation as string));
  const free = documents.filter(({ id }) => !translated.has(id));
  const [original, setOriginal] = useState('');
  const [translation, setTranslation] = useState('');
  const [translator, setTranslator] = useState<TranslatorDraft>({});
  const [certifiedAt, setCertifiedAt] = useState('');
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const ready = original !== '' && translation !== '' && original !== translation;
  const pair = async (): Promise<void> => {
    if (!ready) return;
    const named = translatorOf(translator);
    const result = await call('pairTranslation', {
      original: original as DocumentId, translation: translation as DocumentId, ...(named === undefined ? {} : { translator: { ...named, ...(certifiedAt === '' ? {} : { certifiedAt }) } }),
    });
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
      actions={<><StillNeeded fields={{ [t('translations.original')]: original !== '', [t('translations.translation')]: translation !== '' }} /><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" type="submit" form={formId} isDisabled={!ready}>{t('translations.pair')}</Button></>}
    >
      <Form
        id={formId} className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void pair();
        }}
      >
        <div className="form-grid">
          <DocumentField label={t('translations.original')} documents={free.filter(({ id }) => id !== translation)} value={original} onChange={setOriginal} />
          <DocumentField label={t('translations.translation')} documents={free.filter(({ id }) => id !== original)} value={translation} onChange={setTranslation} />
        </div>
        <h3>{t('translations.certificate')}</h3>
        <TranslatorFields draft={translator} onChange={setTranslator} />
        <div className="form-grid"><TextField label={t('translations.translator.certifiedAt')} type="date" isDisabled={translatorOf(translator) === undefined} value={certifiedAt} onChange={setCertifiedAt} /></div>
        {failure === null ? null : <FailureNotice failure={failure} />}
      </Form>
    </Dialog>
  );
}
