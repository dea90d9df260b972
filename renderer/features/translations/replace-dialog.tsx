import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { TextField } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { showToast } from '../../components/toast.tsx';
import { call } from '../../engine-client.ts';
import { useDocuments } from '../../read-model/use-case.ts';
import { DocumentField, labelOf } from './document-field.tsx';
import { useWork } from './use-work.ts';

const formId = 'replace-original';

/** Puts a newer version of a document in its place: its number, its place in the bundle and its translations go over, and those are stale from then on. */
export function ReplaceDialog({ original, onClose }: { readonly original: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const documents = useDocuments() ?? [];
  const [by, setBy] = useState('');
  const [reason, setReason] = useState('');
  const { busy, failure, run } = useWork();
  const known = documents.find(({ id }) => id === original);
  const ready = by !== '' && reason.trim() !== '' && !busy;
  const replace = async (): Promise<void> => {
    if (!ready) return;
    const done = await run(() => call('replaceOriginal', { document: original as DocumentId, by: by as DocumentId, reason: reason.trim() }));
    if (done === undefined) return;
    showToast({ tone: done.stale === 0 ? 'success' : 'warning', title: t('translations.replace.done', { count: done.stale }) });
    onClose();
  };
  return (
    <Dialog
      isOpen title={t('translations.replace.title')} closeLabel={t('common.close')} onClose={onClose}
      actions={<><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" type="submit" form={formId} isDisabled={!ready}>{t('translations.replace.submit')}</Button></>}
    >
      <Form
        id={formId} className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void replace();
        }}
      >
        <p className="request-of"><bdi>{known === undefined ? original : labelOf(known)}</bdi></p>
        <Notice tone="warning" title={t('translations.replace.warning')}>{t('translations.replace.means')}</Notice>
        <DocumentField label={t('translations.replace.by')} hint={t('translations.replace.byHint')} documents={documents.filter(({ id, translation }) => id !== original && translation === undefined)} value={by} onChange={setBy} />
        <TextField label={t('reason.label')} hint={t('translations.reasonHint')} lines={2} maxLength={500} value={reason} onChange={setReason} />
        {failure === null ? null : <FailureNotice failure={failure} />}
      </Form>
    </Dialog>
  );
}
