import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyRound, Trash2 } from 'lucide-react';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { PassphraseField } from '../../components/field.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { Notice } from '../../components/notice.tsx';
import { call } from '../../engine-client.ts';

export interface RememberedKeyProps {
  /** Whether the system has a key store that can be used, and opens this case with it. */
  readonly available: boolean;
  readonly remembers: boolean;
  readonly onChanged: () => Promise<void>;
}

/** Whether this computer opens the case without its passphrase: off until somebody who knows the risk turns it on. */
export function RememberedKey({ available, remembers, onChanged }: RememberedKeyProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const close = (): void => {
    setAsking(false);
    setPassphrase('');
    setFailure(null);
  };
  const remember = async (): Promise<void> => {
    const result = await call('rememberCase', { passphrase });
    if (!result.ok) {
      setFailure(result.failure);
      return;
    }
    close();
    await onChanged();
  };
  const forget = async (): Promise<void> => {
    const result = await call('forgetCase', {});
    setFailure(result.ok ? null : result.failure);
    await onChanged();
  };
  return (
    <div className="stack-tight" role="group" aria-labelledby="remembered-key">
      <h3 id="remembered-key">{t('keys.here.title')}</h3>
      {!available ? <p className="small quiet">{t('keys.here.absent')}</p> : remembers ? (
        <>
          <Notice tone="warning" title={t('keys.here.on')}>{t('keys.here.risk')}</Notice>
          <div><Button icon={Trash2} onPress={() => { void forget(); }}>{t('keys.here.forget')}</Button></div>
        </>
      ) : (
        <>
          <p className="small quiet">{t('keys.here.off')}</p>
          <div><Button icon={KeyRound} onPress={() => { setAsking(true); }}>{t('keys.here.remember')}</Button></div>
        </>
      )}
      {failure === null || asking ? null : <FailureNotice failure={failure} />}
      {!asking ? null : (
        <FormDialog title={t('keys.here.remember')} ready={passphrase !== ''} failure={failure} onSave={remember} onClose={close}>
          <Notice tone="warning" title={t('keys.here.riskTitle')}>{t('keys.here.risk')}</Notice>
          <PassphraseField label={t('home.passphrase.label')} value={passphrase} onChange={setPassphrase} showLabel={t('home.passphrase.show')} hideLabel={t('home.passphrase.hide')} autoFocus />
        </FormDialog>
      )}
    </div>
  );
}
