import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { CheckboxField, PassphraseField, TextField } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { call } from '../../engine-client.ts';
import { useWork } from './use-work.ts';

const formId = 'translation-server';

/** Confirms, for this case alone, where its text may be sent: said plainly first, and agreed to address by address. */
export function ServerDialog({ onDone, onClose }: { readonly onDone: () => void; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [address, setAddress] = useState('');
  const [key, setKey] = useState('');
  const [agreedTo, setAgreedTo] = useState('');
  const { busy, failure, run } = useWork();
  const typed = address.trim();
  const named = /^https?:\/\/./iu.test(typed);
  const ready = named && agreedTo === typed && !busy;
  const confirm = async (): Promise<void> => {
    if (!ready) return;
    const done = await run(() => call('confirmTranslationServer', { address: typed, ...(key === '' ? {} : { apiKey: key }) }));
    if (done !== undefined) onDone();
  };
  return (
    <Dialog
      isOpen title={t('translations.drafts.server.title')} closeLabel={t('common.close')} onClose={onClose}
      actions={<><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="danger" type="submit" form={formId} isDisabled={!ready}>{t('translations.drafts.server.submit')}</Button></>}
    >
      <Form
        id={formId} className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
      >
        <Notice tone="danger" title={t('translations.drafts.server.leaves')}>{t('translations.drafts.server.means')}</Notice>
        <TextField mono label={t('translations.drafts.server.address')} hint={t('translations.drafts.server.addressHint')} value={address} onChange={setAddress} maxLength={300} spellCheck="false" autoComplete="off" />
        <PassphraseField label={t('translations.drafts.server.key')} showLabel={t('translations.drafts.server.showKey')} hideLabel={t('translations.drafts.server.hideKey')} value={key} onChange={setKey} maxLength={500} />
        {named ? <CheckboxField label={t('translations.drafts.server.agree', { address: typed })} isSelected={agreedTo === typed} onChange={(on) => { setAgreedTo(on ? typed : ''); }} /> : null}
        {failure === null ? null : <FailureNotice failure={failure} />}
      </Form>
    </Dialog>
  );
}
