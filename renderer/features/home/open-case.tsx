import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { ChosenPlace } from '../../components/chosen-place.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { CheckboxField, PassphraseField } from '../../components/field.tsx';
import { call } from '../../engine-client.ts';
import { useChooser } from '../../places/place-chooser.tsx';
import { useSession } from '../../session/case-session.tsx';
import { OpenRemembered } from './open-remembered.tsx';
import { OwnIdentity } from './own-identity.tsx';
import { RecoverCase } from './recover-case.tsx';

// What keeps a case from being written to does not keep it from being read.
const readableStill = new Set<ToldFailure['code']>(['case-in-use', 'permission-denied', 'disk-full']);

interface WayIn {
  readonly readOnly?: boolean;
  /** Fingerprint of the case's maker, compared by voice. */
  readonly maker?: string;
}

/** Opens an existing case with its passphrase, or with an identity of one's own where another office made it. */
export function OpenCase({ token, name }: { readonly token: string | undefined; readonly name: string | undefined }) {
  const { t } = useTranslation();
  const { refresh } = useSession();
  const { chooseFolder } = useChooser();
  const form = useRef<HTMLFormElement>(null);
  const [place, setPlace] = useState(token === undefined ? null : { token, name: name ?? '' });
  const [passphrase, setPassphrase] = useState('');
  const [identity, setIdentity] = useState<ChosenFile | null>(null);
  const [recovering, setRecovering] = useState(false);
  const [readOnly, setReadOnly] = useState(false);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [busy, setBusy] = useState(false);

  const open = async (way: WayIn = {}): Promise<void> => {
    if (place === null || passphrase === '' || busy) return;
    setBusy(true);
    setFailure(null);
    const result = await call('openCase', { place: place.token, passphrase, readOnly, ...way, ...(identity === null ? {} : { identity: identity.token }) });
    setBusy(false);
    if (result.ok) await refresh();
    else {
      setFailure(result.failure);
      if (result.failure.code === 'passphrase-wrong') form.current?.querySelector('input')?.select();
    }
  };
  const maker = failure?.code === 'maker-unconfirmed' ? failure.values?.['fingerprint'] : undefined;

  return (
    <div className="stack">
      <Form
        ref={form} className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <h1>{t('home.open.title')}</h1>
        <ChosenPlace label={t('home.open.place')} name={place?.name} onChoose={() => { void chooseFolder('case').then((chosen) => { if (chosen !== null) setPlace(chosen); }); }} />
        <PassphraseField label={t('home.passphrase.label')} value={passphrase} onChange={setPassphrase} showLabel={t('home.passphrase.show')} hideLabel={t('home.passphrase.hide')} autoFocus={place !== null} />
        <CheckboxField label={t('home.open.readOnly')} hint={t('home.open.readOnlyHint')} isSelected={readOnly} onChange={setReadOnly} />
        <OwnIdentity identity={identity} onChange={setIdentity} />
        {failure === null ? null : (
          <FailureNotice
            failure={failure}
            actions={maker !== undefined ? <Button onPress={() => { void open({ maker: String(maker) }); }}>{t('home.open.member.confirmed')}</Button>
              : !readOnly && readableStill.has(failure.code) ? <Button onPress={() => { void open({ readOnly: true }); }}>{t('home.open.onlyToRead')}</Button> : undefined}
          />
        )}
        <div className="row-wrap"><Button kind="primary" large type="submit" isDisabled={place === null || passphrase === ''} isBusy={busy}>{busy ? t('home.open.busy') : t('home.open.submit')}</Button></div>
      </Form>
      {place === null ? null : <OpenRemembered place={place.token} />}
      {place === null ? null : recovering ? <RecoverCase place={place.token} /> : <div><Button kind="quiet" onPress={() => { setRecovering(true); }}>{t('keys.recover.lost')}</Button></div>}
    </div>
  );
}
