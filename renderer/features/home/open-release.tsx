import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { TextField } from '../../components/field.tsx';
import { StillNeeded } from '../../components/still-needed.tsx';
import { runJob } from '../../engine-client.ts';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import { useChooser } from '../../places/place-chooser.tsx';
import { useSession } from '../../session/case-session.tsx';
import { ChosenPlace } from '../../components/chosen-place.tsx';
import { NewPassphrase } from './new-passphrase.tsx';

/** Opens a received release as a read-only case of its own. */
export function OpenRelease({ offered }: { readonly offered: ChosenFile | undefined }) {
  const { t } = useTranslation();
  const { refresh } = useSession();
  const { chooseFiles, chooseNew } = useChooser();
  const [file, setFile] = useState<ChosenFile | null>(offered ?? null);
  const [identity, setIdentity] = useState<ChosenFile | null>(null);
  const [place, setPlace] = useState<ChosenFile | null>(null);
  const [signers, setSigners] = useState('');
  const [by, setBy] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const ready = file !== null && place !== null && passphrase !== '' && passphrase === repeated && !busy;
  const open = async (): Promise<void> => {
    if (!ready) return;
    setBusy(true);
    setFailure(null);
    const known = signers.split('\n').map((line) => line.trim()).filter((line) => line !== '');
    const result = await runJob('openRelease', { ...(known.length === 0 ? {} : { signers: known }), file: file.token, place: place.token, passphrase, ...(identity === null ? {} : { identity: identity.token }), ...(by.trim() === '' ? {} : { by: by.trim() }) });
    setBusy(false);
    if (!result.ok) setFailure(result.failure);
    await refresh();
  };
  const keep = (set: (file: ChosenFile) => void) => (chosen: readonly ChosenFile[]): void => {
    if (chosen[0] !== undefined) set(chosen[0]);
  };
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <h1>{t('home.release.title')}</h1>
      <p>{t('home.release.explanation')}</p>
      <ChosenPlace label={t('home.verify.file')} name={file?.name} onChoose={() => { void chooseFiles('release', false).then(keep(setFile)); }} />
      <ChosenPlace label={t('home.verify.identity')} name={identity?.name} hint={t('home.verify.identityHint')} onChoose={() => { void chooseFiles('identity', false).then(keep(setIdentity)); }} />
      <ChosenPlace
        label={t('home.create.place')} name={place?.name} hint={t('home.create.placeHint')}
        onChoose={() => { void chooseNew('new-case', t('home.release.folderName')).then((chosen) => { if (chosen !== null) setPlace(chosen); }); }}
      />
      <TextField label={t('home.verify.signers')} hint={t('home.verify.signersHint')} lines={2} mono value={signers} onChange={setSigners} />
      <TextField label={t('home.release.by')} hint={t('home.release.byHint')} value={by} onChange={setBy} />
      <div className="form-grid"><NewPassphrase passphrase={passphrase} repeated={repeated} onPassphrase={setPassphrase} onRepeated={setRepeated} /></div>
      {failure === null ? null : <FailureNotice failure={failure} />}
      {busy ? <RunningJobs kinds={['openRelease']} /> : null}
      <div className="row-wrap">
        <Button kind="primary" large type="submit" isDisabled={!ready}>{t('home.release.submit')}</Button>
        <StillNeeded fields={{ [t('home.verify.file')]: file !== null, [t('home.create.place')]: place !== null, [t('home.passphrase.label')]: passphrase !== '', [t('home.passphrase.repeat')]: passphrase === repeated && repeated !== '' }} />
      </div>
    </Form>
  );
}
