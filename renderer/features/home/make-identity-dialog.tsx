import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { ChosenPlace } from '../../components/chosen-place.tsx';
import { CopyLine } from '../../components/copy-line.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { TextField } from '../../components/field.tsx';
import { StillNeeded } from '../../components/still-needed.tsx';
import { call } from '../../engine-client.ts';
import { useChooser } from '../../places/place-chooser.tsx';
import { NewPassphrase } from './new-passphrase.tsx';

const formId = 'make-identity-form';

/** Makes an identity file under a passphrase of its own, and shows what the maker of a case has to be sent. */
export function MakeIdentityDialog({ onMade, onClose }: { readonly onMade: (identity: ChosenFile) => void; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { chooseNew } = useChooser();
  const [name, setName] = useState('');
  const [place, setPlace] = useState<ChosenFile | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [made, setMade] = useState<CallOutput<'makeIdentity'> | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const ready = name.trim() !== '' && place !== null && passphrase !== '' && passphrase === repeated;
  const make = async (): Promise<void> => {
    if (!ready || busy) return;
    setBusy(true);
    setFailure(null);
    const result = await call('makeIdentity', { place: place.token, name: name.trim(), passphrase });
    setBusy(false);
    if (!result.ok) {
      setFailure(result.failure);
      return;
    }
    setMade(result.value);
    onMade(place);
  };
  const copying = { copyLabel: t('common.copy'), copiedLabel: t('common.copied') };
  return (
    <Dialog
      isOpen wide title={t('home.identity.title')} closeLabel={t('common.close')} onClose={onClose}
      actions={made === null
        ? <><StillNeeded fields={{ [t('home.identity.name')]: name.trim() !== '', [t('home.create.place')]: place !== null, [t('home.passphrase.label')]: passphrase !== '', [t('home.passphrase.repeat')]: passphrase === repeated && repeated !== '' }} /><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" type="submit" form={formId} isDisabled={!ready} isBusy={busy}>{t('home.identity.submit')}</Button></>
        : <Button kind="primary" onPress={onClose}>{t('common.close')}</Button>}
    >
      {made === null ? (
        <Form
          id={formId} className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void make();
          }}
        >
          <p>{t('home.identity.means')}</p>
          <TextField label={t('home.identity.name')} hint={t('home.identity.nameHint')} value={name} onChange={setName} maxLength={200} autoFocus />
          <ChosenPlace label={t('home.create.place')} name={place?.name} hint={t('home.identity.placeHint')} onChoose={() => { void chooseNew('save-file', t('home.identity.fileName')).then((chosen) => { if (chosen !== null) setPlace(chosen); }); }} />
          <div className="form-grid"><NewPassphrase passphrase={passphrase} repeated={repeated} onPassphrase={setPassphrase} onRepeated={setRepeated} hint={t('home.identity.passphraseHint')} /></div>
          {failure === null ? null : <FailureNotice failure={failure} />}
        </Form>
      ) : (
        <>
          <p role="status">{t('home.identity.made')}</p>
          <dl className="facts">
            <dt>{t('home.identity.line')}</dt><dd dir="ltr"><CopyLine text={JSON.stringify({ name: made.name, sshPublicKey: made.sshPublicKey, recipient: made.recipient })} {...copying} /></dd>
            <dt>{t('verification.fingerprint')}</dt><dd dir="ltr"><CopyLine text={made.fingerprint} {...copying} /></dd>
          </dl>
        </>
      )}
    </Dialog>
  );
}
