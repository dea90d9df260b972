import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { CheckboxField, TextField } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { QrPicture } from '../../components/qr-picture.tsx';
import { call } from '../../engine-client.ts';
import '../../components/verification-report.css';

type Contact = CallOutput<'pinContact'>;
type KeyDescription = CallOutput<'describeKey'>;

export interface PinContactDialogProps {
  readonly contacts: readonly Contact[];
  readonly onPinned: (contact: Contact) => void;
  readonly onClose: () => void;
}

const formId = 'pin-contact-form';

/** Asks for a contact's key, shows it as words and QR code, and pins it once it was compared; another key under a known name is an alarm first. */
export function PinContactDialog({ contacts, onPinned, onClose }: PinContactDialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [key, setKey] = useState('');
  const [recipient, setRecipient] = useState('');
  const [described, setDescribed] = useState<KeyDescription | null>(null);
  const [compared, setCompared] = useState(false);
  const [changed, setChanged] = useState<ToldFailure | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const pinnedNow = contacts.find((contact) => contact.name.trim().toLowerCase() === name.trim().toLowerCase());

  const describe = async (): Promise<void> => {
    if (name.trim() === '' || key.trim() === '') return;
    const result = await call('describeKey', { key: key.trim().slice(0, 2000) });
    setFailure(result.ok ? null : result.failure);
    setDescribed(result.ok ? result.value : null);
    setCompared(false);
    setChanged(null);
  };
  const pin = async (): Promise<void> => {
    if (described === null || !compared) return;
    const result = await call('pinContact', { name: name.trim(), key: described.sshPublicKey, ...(recipient.trim() === '' ? {} : { recipient: recipient.trim() }), ...(changed === null ? {} : { replace: true }) });
    if (result.ok) {
      onPinned(result.value);
      return;
    }
    const otherKey = result.failure.code === 'verification-failed';
    setChanged(otherKey ? result.failure : changed);
    setFailure(otherKey ? null : result.failure);
    setCompared(false);
  };
  const goBack = (): void => {
    setDescribed(null);
    setFailure(null);
  };
  const submit = described === null ? t('contacts.show') : changed === null ? t('contacts.pin') : t('contacts.replace');
  return (
    <Dialog
      isOpen wide title={t('contacts.add')} closeLabel={t('common.close')} onClose={onClose}
      actions={<>{described === null ? <Button onPress={onClose}>{t('common.cancel')}</Button> : <Button onPress={goBack}>{t('common.back')}</Button>}<Button kind={described === null || changed === null ? 'primary' : 'danger'} type="submit" form={formId} isDisabled={described === null ? name.trim() === '' || key.trim() === '' : !compared}>{submit}</Button></>}
    >
      <Form
        id={formId} className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void (described === null ? describe() : pin());
        }}
      >
        {failure === null ? null : <FailureNotice failure={failure} />}
        {described === null ? (
          <>
            <TextField label={t('contacts.name')} value={name} onChange={setName} maxLength={500} autoFocus />
            <TextField label={t('contacts.key')} hint={t('contacts.keyHint')} lines={3} mono value={key} onChange={setKey} />
            <TextField label={t('contacts.recipient')} hint={t('contacts.recipientHint')} mono value={recipient} onChange={setRecipient} />
          </>
        ) : (
          <>
            {changed === null ? null : (
              <Notice tone="danger" title={t('contacts.changed', { name: name.trim() })} live>
                <p>{t('contacts.changedMeans')}</p>
                {pinnedNow === undefined ? null : <p><span className="quiet">{t('contacts.pinnedUntilNow')}</span> <code className="break">{pinnedNow.fingerprint}</code></p>}
              </Notice>
            )}
            <p>{t('contacts.compareMeans', { name: name.trim() })}</p>
            <div className="report-signer">
              <div className="stack-tight grow">
                <p className="report-words" lang="en" dir="ltr">{described.words.join(' ')}</p>
                <p className="small"><span className="quiet">{t('verification.fingerprint')}</span> <code className="break">{described.fingerprint}</code></p>
              </div>
              <QrPicture rows={described.qr} label={t('verification.qr')} />
            </div>
            <CheckboxField key={changed === null ? 'first' : 'changed'} autoFocus label={t('contacts.compared')} isSelected={compared} onChange={setCompared} />
          </>
        )}
      </Form>
    </Dialog>
  );
}
