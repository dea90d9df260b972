import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { TextField } from '../../components/field.tsx';
import { StillNeeded } from '../../components/still-needed.tsx';
import { LanguageField } from '../../components/language-field.tsx';
import { call } from '../../engine-client.ts';
import { useDocuments, usePart } from '../../read-model/use-case.ts';
import { useOpenCase } from '../../session/case-session.tsx';
import { DocumentField, labelOf } from './document-field.tsx';
import { TranslatorFields, translatorOf } from './translator-fields.tsx';
import type { TranslatorDraft } from './translator-fields.tsx';
import { useWork } from './use-work.ts';
import type { Version } from './version-way.ts';

const formId = 'request-translation';

export interface RequestDialogProps {
  /** The version to be described anew; a new request where absent. */
  readonly version?: Version;
  readonly original?: string;
  readonly language?: string;
  readonly onDone: (version: Version) => void;
  readonly onClose: () => void;
}

/** Asks for a translation, or says anew who makes it, by when and what they should know. */
export function RequestDialog({ version, original: given, language: into, onDone, onClose }: RequestDialogProps) {
  const { t } = useTranslation();
  const { head } = useOpenCase();
  const documents = useDocuments() ?? [];
  const translated = new Set((usePart('translations') ?? []).map(({ translation }) => translation as string));
  const [original, setOriginal] = useState(version?.original ?? given ?? '');
  const [language, setLanguage] = useState(version?.language ?? into ?? head.languages[0] ?? 'en');
  const [translator, setTranslator] = useState<TranslatorDraft>(version?.translator ?? {});
  const [deadline, setDeadline] = useState(version?.deadline ?? '');
  const [note, setNote] = useState(version?.note ?? '');
  const { busy, failure, run } = useWork();
  const ready = original !== '' && language !== '' && !busy;
  const title = version === undefined ? t('translations.request') : t('translations.describe');
  const submit = async (): Promise<void> => {
    if (!ready) return;
    const named = translatorOf(translator);
    const facts = { ...(named === undefined ? {} : { translator: named }), ...(deadline === '' ? {} : { deadline }), ...(note.trim() === '' ? {} : { note: note.trim() }) };
    const done = await run(() => (version === undefined ? call('requestTranslation', { original: original as DocumentId, language, ...facts }) : call('describeTranslation', { version: version.id, ...facts })));
    if (done !== undefined) onDone(done.version);
  };
  const chosen = documents.find(({ id }) => id === original);
  return (
    <Dialog
      isOpen wide title={title} closeLabel={t('common.close')} onClose={onClose}
      actions={<><StillNeeded fields={{ [t('translations.original')]: original !== '' }} /><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" type="submit" form={formId} isDisabled={!ready}>{version === undefined ? t('translations.requestSubmit') : t('common.save')}</Button></>}
    >
      <Form
        id={formId} className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {version === undefined && given === undefined ? (
          <DocumentField label={t('translations.original')} documents={documents.filter(({ id, pages }) => pages > 0 && !translated.has(id))} value={original} onChange={setOriginal} />
        ) : <p className="request-of"><bdi>{chosen === undefined ? original : labelOf(chosen)}</bdi></p>}
        {version === undefined ? <div className="form-grid"><LanguageField label={t('translations.into')} first={head.languages} value={language} onChange={setLanguage} /></div> : null}
        <h3>{t('translations.who')}</h3>
        <TranslatorFields draft={translator} onChange={setTranslator} />
        <div className="form-grid"><TextField label={t('translations.deadline')} type="date" value={deadline} onChange={setDeadline} /></div>
        <TextField label={t('translations.note')} hint={t('translations.noteHint')} lines={2} maxLength={2000} value={note} onChange={setNote} />
        {failure === null ? null : <FailureNotice failure={failure} />}
      </Form>
    </Dialog>
  );
}
