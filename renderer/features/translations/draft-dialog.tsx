import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { SelectField } from '../../components/field.tsx';
import { LanguageField } from '../../components/language-field.tsx';
import { Notice } from '../../components/notice.tsx';
import { runJob } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import { useDocuments } from '../../read-model/use-case.ts';
import { useOpenCase } from '../../session/case-session.tsx';
import { DocumentField } from './document-field.tsx';
import { useWork } from './use-work.ts';

export type Machines = CallOutput<'listMachineModels'>;
const formId = 'draft-translation';
const apertium = 'apertium';
const libreTranslate = 'libretranslate';

/** Drafts a translation, on this computer unless a server was confirmed and is chosen, with progress and a way out. */
export function DraftDialog({ machines, onDone, onClose }: { readonly machines: Machines; readonly onDone: (draft: { readonly document: string; readonly language: string }) => void; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { language } = useFormats();
  const { head } = useOpenCase();
  const documents = (useDocuments() ?? []).filter(({ reading }) => reading === 'read' || reading === 'ocr');
  const [document, setDocument] = useState('');
  const [engine, setEngine] = useState(machines.models[0]?.id ?? (machines.apertium.length === 0 && machines.server !== undefined ? libreTranslate : apertium));
  const [into, setInto] = useState(head.languages[0] ?? 'en');
  const { busy, failure, run } = useWork();
  const model = machines.models.find(({ id }) => id === engine);
  const target = model?.to ?? into;
  const server = engine === libreTranslate ? machines.server?.address : undefined;
  const ready = document !== '' && target !== '' && !busy;
  const draft = async (): Promise<void> => {
    if (!ready) return;
    const done = await run(() => runJob('draftTranslation', { document: document as DocumentId, engine, language: target, ...(server === undefined ? {} : { server }) }));
    if (done !== undefined) onDone(done);
  };
  return (
    <Dialog
      isOpen title={t('translations.drafts.make')} closeLabel={t('common.close')} onClose={onClose}
      actions={<><Button onPress={onClose}>{busy ? t('common.close') : t('common.cancel')}</Button><Button kind={server === undefined ? 'primary' : 'danger'} type="submit" form={formId} isDisabled={!ready}>{server === undefined ? t('translations.drafts.makeSubmit') : t('translations.drafts.sendSubmit')}</Button></>}
    >
      <Form
        id={formId} className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void draft();
        }}
      >
        <Notice tone="warning" title={t('translations.drafts.words')}>{t('translations.drafts.means')}</Notice>
        <DocumentField label={t('translations.original')} hint={t('translations.drafts.documentHint')} documents={documents} value={document} onChange={setDocument} />
        <SelectField
          label={t('translations.drafts.engine')} value={engine} onChange={setEngine}
          choices={[...machines.models.map(({ id, name, from, to }) => ({ id, label: `${name} · ${t('translations.missing.way', { from: language(from), into: language(to) })}` })), ...(machines.apertium.length === 0 ? [] : [{ id: apertium, label: t('translations.drafts.apertium') }]), ...(machines.server === undefined ? [] : [{ id: libreTranslate, label: t('translations.drafts.server.choice', { address: machines.server.address }) }])]}
        />
        {server === undefined ? null : <Notice tone="danger" title={t('translations.drafts.server.sends', { address: server })} live>{t('translations.drafts.server.sendsMeans')}</Notice>}
        {model === undefined ? <LanguageField label={t('translations.into')} first={head.languages} value={into} onChange={setInto} /> : null}
        <RunningJobs kinds={['draftTranslation']} />
        {failure === null ? null : <FailureNotice failure={failure} />}
      </Form>
    </Dialog>
  );
}
