import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { CheckboxField, PassphraseField } from '../../components/field.tsx';
import { call } from '../../engine-client.ts';
import { RecoverCase } from './recover-case.tsx';
import { useChooser } from '../../places/place-chooser.tsx';
import { useSession } from '../../session/case-session.tsx';
import { ChosenPlace } from '../../components/chosen-place.tsx';

/** Opens an existing case with its passphrase. */
export function OpenCase({ token, name }: { readonly token: string | undefined; readonly name: string | undefined }) {
  const { t } = useTranslation();
  const { refresh } = useSession();
  const { chooseFolder } = useChooser();
  const [place, setPlace] = useState(token === undefined ? null : { token, name: name ?? '' });
  const [passphrase, setPassphrase] = useState('');
  const [recovering, setRecovering] = useState(false);
  const [readOnly, setReadOnly] = useState(false);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [busy, setBusy] = useState(false);

  const open = async (): Promise<void> => {
    if (place === null || passphrase === '' || busy) return;
    setBusy(true);
    setFailure(null);
    const result = await call('openCase', { place: place.token, passphrase, readOnly });
    setBusy(false);
    if (result.ok) await refresh();
    else setFailure(result.failure);
  };

  return (
    <div className="stack">
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <h1>{t('home.open.title')}</h1>
      <ChosenPlace label={t('home.open.place')} name={place?.name} onChoose={() => { void chooseFolder('case').then((chosen) => { if (chosen !== null) setPlace(chosen); }); }} />
      <PassphraseField label={t('home.passphrase.label')} value={passphrase} onChange={setPassphrase} showLabel={t('home.passphrase.show')} hideLabel={t('home.passphrase.hide')} autoFocus={place !== null} />
      <CheckboxField label={t('home.open.readOnly')} hint={t('home.open.readOnlyHint')} isSelected={readOnly} onChange={setReadOnly} />
      {failure === null ? null : <FailureNotice failure={failure} />}
      <div className="row-wrap"><Button kind="primary" large type="submit" isDisabled={place === null || passphrase === '' || busy}>{busy ? t('home.open.busy') : t('home.open.submit')}</Button></div>
    </Form>
      {place === null ? null : recovering ? <RecoverCase place={place.token} /> : <div><Button kind="quiet" onPress={() => { setRecovering(true); }}>{t('keys.recover.lost')}</Button></div>}
    </div>
  );
}
