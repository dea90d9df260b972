import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { EditionName } from '../../../shared/identifiers.ts';
import type { JobResult } from '../../../shared/ipc/jobs.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { call, runJob } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import { useChooser } from '../../places/place-chooser.tsx';
import type { DocumentRow } from '../../read-model/database.ts';
import { useEditionName, useEditionNames } from '../../session/edition-switch.tsx';
import { useWork } from './use-work.ts';
import type { Version } from './version-way.ts';

type Contact = CallOutput<'listContacts'>['contacts'][number];
const formId = 'send-request';
const whole = 'whole';
const pasted = 'pasted';
const recipientForm = /^age1[02-9ac-hj-np-z]{58}$/u;

function useSealedContacts(): readonly Contact[] {
  const [contacts, setContacts] = useState<readonly Contact[]>([]);
  useEffect(() => {
    void call('listContacts', {}).then((result) => { if (result.ok) setContacts(result.value.contacts.filter(({ recipient }) => recipient !== undefined)); });
  }, []);
  return contacts;
}

/** Packs what a translator needs, sealed to their key: the document whole or redacted, its sentences, the glossary, the undertaking of confidentiality. */
export function SendDialog({ version, original, onClose }: { readonly version: Version; readonly original: DocumentRow | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { date, language } = useFormats();
  const { chooseNew } = useChooser();
  const contacts = useSealedContacts();
  const editions = useEditionNames();
  const editionName = useEditionName();
  const [edition, setEdition] = useState(whole);
  const [xliff, setXliff] = useState<'1.2' | '2.1'>('1.2');
  const [contact, setContact] = useState(pasted);
  const [text, setText] = useState('');
  const [sent, setSent] = useState<(JobResult<'sendTranslationRequest'> & { readonly file: string }) | null>(null);
  const { busy, failure, run } = useWork();
  const keys = contact === pasted ? text.split(/[\s,]+/u).filter((key) => key !== '') : contacts.flatMap(({ id, recipient }) => (id === contact ? recipient ?? [] : []));
  const wrong = keys.find((key) => !recipientForm.test(key));
  const ready = keys.length > 0 && wrong === undefined && !busy;
  const send = async (): Promise<void> => {
    if (!ready) return;
    const place = await chooseNew('save-release', `${(original?.exhibit ?? t('translations.requestFile')).replaceAll(/[^\p{L}\p{N}.-]+/gu, '-')}-${version.language}.tar.age`);
    if (place === null) return;
    const done = await run(() => runJob('sendTranslationRequest', { version: version.id, xliff, recipients: keys, place: place.token, ...(edition === whole ? {} : { edition: edition as EditionName }) }));
    if (done !== undefined) setSent({ ...done, file: place.name });
  };
  if (sent !== null) {
    return (
      <Dialog isOpen title={t('translations.send.title')} closeLabel={t('common.close')} onClose={onClose} actions={<Button kind="primary" onPress={onClose}>{t('common.close')}</Button>}>
        <Notice tone="success" title={t('translations.send.made')} live>
          <p><bdi>{sent.file}</bdi> · {t('common.pages', { count: sent.pages })} · {t('translations.sentences', { count: sent.segments })}</p>
          <p>{t('translations.send.madeMeans')}</p>
        </Notice>
      </Dialog>
    );
  }
  return (
    <Dialog
      isOpen wide title={t('translations.send.title')} closeLabel={t('common.close')} onClose={onClose}
      actions={<><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" type="submit" form={formId} isDisabled={!ready}>{t('translations.send.submit')}</Button></>}
    >
      <Form
        id={formId} className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p>{t('translations.send.means')}</p>
        <dl className="facts">
          <dt>{t('translations.into')}</dt><dd>{language(version.language)}</dd>
          <dt>{t('translations.translator.name')}</dt><dd><bdi>{version.translator?.name ?? t('translations.noTranslator')}</bdi></dd>
          <dt>{t('translations.deadline')}</dt><dd>{version.deadline === undefined ? t('common.none') : date(version.deadline)}</dd>
        </dl>
        <div className="form-grid">
          <SelectField label={t('translations.send.shown')} value={edition} onChange={setEdition} choices={[{ id: whole, label: t('translations.send.whole') }, ...editions.filter((name) => name !== 'court').map((name) => ({ id: name, label: t('translations.send.asSeenBy', { edition: editionName(name) }) }))]} />
          <SelectField label={t('translations.send.format')} value={xliff} onChange={setXliff} choices={[{ id: '1.2', label: t('translations.send.format12') }, { id: '2.1', label: t('translations.send.format21') }]} />
        </div>
        {edition === whole && original?.confidentiality !== 'public' ? (
          <Notice tone="warning" title={original?.confidentiality === 'sealed' ? t('translations.send.sealedWhole') : t('translations.send.partiesWhole')}>{t('translations.send.undertaking')}</Notice>
        ) : <Notice tone="info" title={t('translations.send.undertakingTitle')}>{t('translations.send.undertaking')}</Notice>}
        <SelectField label={t('translations.send.recipient')} value={contact} onChange={setContact} choices={[...contacts.map(({ id, name }) => ({ id, label: name })), { id: pasted, label: t('translations.send.paste') }]} />
        {contact !== pasted ? null : <TextField label={t('translations.send.key')} hint={t('translations.send.keyHint')} lines={2} mono value={text} onChange={setText} error={wrong === undefined ? undefined : t('releases.recipientWrong', { line: wrong.slice(0, 24) })} />}
        <RunningJobs kinds={['sendTranslationRequest']} />
        {failure === null ? null : <FailureNotice failure={failure} />}
      </Form>
    </Dialog>
  );
}
