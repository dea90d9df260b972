import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import { LockKeyhole } from 'lucide-react';
import type { ToldFailure } from '../../../shared/failure.ts';
import type { JobKind } from '../../../shared/ipc/jobs.ts';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { PassphraseField } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import { useSession } from '../../session/case-session.tsx';
import type { LockReason } from '../../session/case-session.tsx';
import { OpenRemembered } from './open-remembered.tsx';
import './home.css';

/** The locked window: nothing of the case is in it. */
export function Unlock({ reason, stopped }: { readonly reason: LockReason | null; readonly stopped: readonly JobKind[] }) {
  const { t } = useTranslation();
  const { list } = useFormats();
  const { refresh, close } = useSession();
  const [passphrase, setPassphrase] = useState('');
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const unlock = async (): Promise<void> => {
    if (passphrase === '' || busy) return;
    setBusy(true);
    setFailure(null);
    const result = await call('unlockCase', { passphrase });
    setBusy(false);
    if (result.ok) {
      await refresh();
      return;
    }
    setFailure(result.failure);
    if (result.failure.code === 'passphrase-wrong') form.current?.querySelector('input')?.select();
  };
  return (
    <main className="unlock">
      <Form
        ref={form} className="unlock-card stack"
        onSubmit={(event) => {
          event.preventDefault();
          void unlock();
        }}
      >
        <LockKeyhole size={36} strokeWidth={1.5} aria-hidden />
        <h1>{t('home.unlock.title')}</h1>
        <p className="quiet">{reason === null ? t('home.unlock.what') : t(`home.unlock.reason.${reason}`)}</p>
        {stopped.length === 0 ? null : <Notice tone="info" title={t('home.unlock.stopped', { work: list(stopped.map((kind) => t(`jobs.kind.${kind}`))) })}>{t('home.unlock.stoppedMeans')}</Notice>}
        <PassphraseField label={t('home.passphrase.label')} value={passphrase} onChange={setPassphrase} showLabel={t('home.passphrase.show')} hideLabel={t('home.passphrase.hide')} autoFocus />
        {failure === null ? null : <FailureNotice failure={failure} />}
        <div className="row-wrap">
          <Button kind="primary" type="submit" isDisabled={passphrase === ''} isBusy={busy}>{busy ? t('home.open.busy') : t('home.unlock.submit')}</Button>
          <Button onPress={close}>{t('home.unlock.close')}</Button>
        </div>
        <OpenRemembered />
      </Form>
    </main>
  );
}
