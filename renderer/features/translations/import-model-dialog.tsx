import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import { Cpu } from 'lucide-react';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import { Button } from '../../components/button.tsx';
import { ChosenPlace } from '../../components/chosen-place.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { TextField } from '../../components/field.tsx';
import { LanguageField } from '../../components/language-field.tsx';
import { StillNeeded } from '../../components/still-needed.tsx';
import { call } from '../../engine-client.ts';
import { useChooser } from '../../places/place-chooser.tsx';
import { useOpenCase } from '../../session/case-session.tsx';
import { useWork } from './use-work.ts';

const formId = 'import-model';
const mostFiles = 4;

/** Takes a translation model into the case: its files, its two languages, and the licence that is stated with each draft. */
export function ImportModelDialog({ onDone, onClose }: { readonly onDone: () => void; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { head } = useOpenCase();
  const { chooseFiles } = useChooser();
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  const [from, setFrom] = useState(head.languages[1] ?? '');
  const [to, setTo] = useState(head.languages[0] ?? 'en');
  const [name, setName] = useState('');
  const [licence, setLicence] = useState('');
  const { busy, failure, run } = useWork();
  const ready = files.length >= 2 && files.length <= mostFiles && from !== '' && to !== '' && from !== to && name.trim() !== '' && licence.trim() !== '' && !busy;
  const importModel = async (): Promise<void> => {
    if (!ready) return;
    const done = await run(() => call('importMachineModel', { files: files.map(({ token }) => token), from, to, name: name.trim(), licence: licence.trim() }));
    if (done !== undefined) onDone();
  };
  return (
    <Dialog
      isOpen wide title={t('translations.drafts.import')} closeLabel={t('common.close')} onClose={onClose}
      actions={<><StillNeeded fields={{ [t('translations.drafts.files')]: files.length >= 2 && files.length <= mostFiles, [t('translations.drafts.from')]: from !== '' && from !== to, [t('translations.into')]: to !== '', [t('translations.drafts.name')]: name.trim() !== '', [t('translations.drafts.licence')]: licence.trim() !== '' }} /><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" type="submit" form={formId} isDisabled={!ready}>{t('translations.drafts.importSubmit')}</Button></>}
    >
      <Form
        id={formId} className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void importModel();
        }}
      >
        <p>{t('translations.drafts.importMeans')}</p>
        <ChosenPlace label={t('translations.drafts.files')} icon={Cpu} name={files.length === 0 ? undefined : files.map((file) => file.name).join(', ')} hint={t('translations.drafts.filesHint')} buttonLabel={t('common.chooseFile')} onChoose={() => { void chooseFiles('documents', true).then((chosen) => { if (chosen.length > 0) setFiles(chosen); }); }} />
        <div className="form-grid">
          <LanguageField label={t('translations.drafts.from')} first={head.languages} value={from} onChange={setFrom} />
          <LanguageField label={t('translations.into')} first={head.languages} value={to} onChange={setTo} />
          <TextField label={t('translations.drafts.name')} value={name} onChange={setName} maxLength={500} />
          <TextField label={t('translations.drafts.licence')} hint={t('translations.drafts.licenceHint')} value={licence} onChange={setLicence} maxLength={500} />
        </div>
        {failure === null ? null : <FailureNotice failure={failure} />}
      </Form>
    </Dialog>
  );
}
