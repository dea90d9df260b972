import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { StillNeeded } from '../../components/still-needed.tsx';
import { runJob } from '../../engine-client.ts';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import { useChooser } from '../../places/place-chooser.tsx';
import { useSession } from '../../session/case-session.tsx';
import { ChosenPlace } from '../../components/chosen-place.tsx';
import { NewPassphrase } from './new-passphrase.tsx';

/** Makes the demonstration case: invented people, real files. */
export function OpenDemonstration() {
  const { t } = useTranslation();
  const { refresh } = useSession();
  const { chooseNew } = useChooser();
  const [place, setPlace] = useState<ChosenFile | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const ready = place !== null && passphrase !== '' && passphrase === repeated;
  const make = async (): Promise<void> => {
    if (!ready || busy) return;
    setBusy(true);
    setFailure(null);
    const result = await runJob('openDemonstration', { place: place.token, passphrase });
    setBusy(false);
    if (!result.ok) setFailure(result.failure);
    await refresh();
  };
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <h1>{t('home.demonstration.title')}</h1>
      <p>{t('home.demonstration.explanation')}</p>
      <ChosenPlace
        label={t('home.create.place')} name={place?.name} hint={t('home.create.placeHint')}
        onChoose={() => { void chooseNew('new-case', t('home.demonstration.folderName')).then((chosen) => { if (chosen !== null) setPlace(chosen); }); }}
      />
      <div className="form-grid"><NewPassphrase passphrase={passphrase} repeated={repeated} onPassphrase={setPassphrase} onRepeated={setRepeated} /></div>
      {failure === null ? null : <FailureNotice failure={failure} />}
      {busy ? <RunningJobs kinds={['openDemonstration']} /> : null}
      <div className="row-wrap">
        <Button kind="primary" large type="submit" isDisabled={!ready} isBusy={busy}>{busy ? t('home.create.busy') : t('home.demonstration.submit')}</Button>
        <StillNeeded fields={{ [t('home.create.place')]: place !== null, [t('home.passphrase.label')]: passphrase !== '', [t('home.passphrase.repeat')]: passphrase === repeated && repeated !== '' }} />
      </div>
    </Form>
  );
}
