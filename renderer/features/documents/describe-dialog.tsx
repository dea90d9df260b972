import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { LanguageField } from '../../components/language-field.tsx';
import { call } from '../../engine-client.ts';
import type { DocumentRow } from '../../read-model/database.ts';
import { beforeChange } from './described.ts';
import type { Described, DocumentChange } from './described.ts';
import { useOpenCase } from '../../session/case-session.tsx';
import { sourceFields } from '../../read-model/source-fields.ts';
import type { SourceField } from '../../read-model/source-fields.ts';

const confidentialities = ['public', 'parties', 'sealed'] as const;
type Confidentiality = (typeof confidentialities)[number] | 'keep';
const formId = 'describe-documents';

/** Describes one document, or several alike: an empty field of several is left as it is. */
export function DescribeDialog({ documents, onDescribed, onClose }: { readonly documents: readonly DocumentRow[]; readonly onDescribed: (described: Described) => void; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { head } = useOpenCase();
  const [first] = documents;
  const single = documents.length === 1 ? first : undefined;
  const [title, setTitle] = useState(single?.title ?? '');
  const [exhibit, setExhibit] = useState(single?.exhibit ?? '');
  const [language, setLanguage] = useState(single?.language ?? '');
  const [confidentiality, setConfidentiality] = useState<Confidentiality>(single?.confidentiality ?? 'keep');
  const [source, setSource] = useState<Partial<Record<SourceField, string>>>(single?.source ?? {});
  const [failure, setFailure] = useState<ToldFailure | null>(null);

  const change = (): DocumentChange => {
    const filled: Partial<Record<SourceField, string>> = Object.fromEntries(sourceFields.map((field) => [field, (source[field] ?? '').trim()] as const).filter(([, value]) => value !== ''));
    const orNull = (value: string): string | null => (value.trim() === '' ? null : value.trim());
    if (single !== undefined) {
      return { title: title.trim(), exhibit: orNull(exhibit), language: language === '' ? null : language, source: filled, ...(confidentiality === 'keep' ? {} : { confidentiality }) };
    }
    return {
      ...(language === '' ? {} : { language }), ...(confidentiality === 'keep' ? {} : { confidentiality }), ...(Object.keys(filled).length === 0 ? {} : { fillSource: filled }),
    };
  };
  const save = async (): Promise<void> => {
    const wanted = change();
    if (Object.keys(wanted).length === 0) {
      onClose();
      return;
    }
    const described = beforeChange(documents, wanted);
    const result = await call('changeDocuments', { documents: documents.map(({ id }) => id), change: wanted });
    if (!result.ok) {
      setFailure(result.failure);
      return;
    }
    onDescribed(described);
    onClose();
  };

  return (
    <Dialog
      isOpen wide title={single === undefined ? t('documents.describeAll') : t('documents.describe')} closeLabel={t('common.close')} onClose={onClose}
      actions={<><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" type="submit" form={formId} isDisabled={single !== undefined && title.trim() === ''}>{t('common.save')}</Button></>}
    >
      <Form
        id={formId} className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {single === undefined ? <p>{t('documents.describeMeans', { count: documents.length })}</p> : <TextField label={t('documents.columns.title')} value={title} onChange={setTitle} autoFocus />}
        <div className="form-grid">
          {single === undefined ? null : <TextField label={t('documents.columns.exhibit')} hint={t('documents.exhibitHint')} value={exhibit} onChange={setExhibit} />}
          <LanguageField label={t('documents.columns.language')} hint={t('documents.languageHint')} first={head.languages} value={language} onChange={setLanguage} />
          <SelectField
            label={t('documents.columns.confidentiality')} value={confidentiality} onChange={setConfidentiality}
            choices={[...(single === undefined ? [{ id: 'keep' as const, label: t('documents.keep') }] : []), ...confidentialities.map((id) => ({ id, label: t(`documents.confidentiality.${id}`) }))]}
          />
        </div>
        <h3>{t('documents.source.title')}</h3>
        <div className="form-grid">
          {sourceFields.map((field) => <TextField key={field} label={t(`documents.source.${field}`)} value={source[field] ?? ''} onChange={(value) => { setSource((known) => ({ ...known, [field]: value })); }} />)}
        </div>
        {failure === null ? null : <FailureNotice failure={failure} />}
      </Form>
    </Dialog>
  );
}
