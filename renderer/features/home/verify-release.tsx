import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FolderOpen } from 'lucide-react';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import type { JobResult } from '../../../shared/ipc/jobs.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { CheckboxField, TextField } from '../../components/field.tsx';
import { FileDrop } from '../../components/file-drop.tsx';
import { VerificationReport } from '../../components/verification-report.tsx';
import { showToast } from '../../components/toast.tsx';
import { call, runJob } from '../../engine-client.ts';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import type { WindowLanguage } from '../../../shared/languages.ts';
import { useChooser } from '../../places/place-chooser.tsx';
import { useJobs } from '../../read-model/use-case.ts';
import { forgetKept, useKept } from '../../session/kept.ts';
import { ExhibitCheck } from './exhibit-check.tsx';
import { HeldAgainst, heldInput, nothingHeld, timeIncomplete } from './held-against.tsx';
import { ChosenPlace } from '../../components/chosen-place.tsx';
import { OwnCaseFields } from './own-case-fields.tsx';
import type { OwnCase } from './own-case-fields.tsx';

/** The clerk's view: a release in, an answer in one look, then what was checked. In an open case its key signs the record. */
export function VerifyRelease({ offered, inCase = false }: { readonly offered: ChosenFile | undefined; readonly inCase?: boolean }) {
  const { t, i18n } = useTranslation();
  const { chooseFiles, chooseFolder, chooseNew } = useChooser();
  const [file, setFile] = useKept<ChosenFile | null>('verify-file', offered ?? null);
  const [identity, setIdentity] = useState<ChosenFile | null>(null);
  const [signers, setSigners] = useState('');
  const [held, setHeld] = useState(nothingHeld);
  const [pages, setPages] = useState(true);
  const [ownCase, setOwnCase] = useState<OwnCase>({ place: null, passphrase: '' });
  const [result, setResult] = useKept<JobResult<'verifyRelease'> | null>('verify-result', null);
  const [failure, setFailure] = useKept<ToldFailure | null>('verify-failed', null);
  const busy = useJobs().some(({ kind }) => kind === 'verifyRelease');
  // Outside a case the result goes with the screen.
  useEffect(() => (inCase ? undefined : forgetKept), [inCase]);

  const choose = (chosen: readonly ChosenFile[]): void => {
    if (chosen[0] === undefined) return;
    setFile(chosen[0]);
    setResult(null);
    setFailure(null);
  };
  const verify = async (): Promise<void> => {
    if (file === null || busy) return;
    setResult(null);
    setFailure(null);
    const known = signers.split('\n').map((line) => line.trim()).filter((line) => line !== '');
    const answer = await runJob('verifyRelease', { file: file.token, ...(identity === null ? {} : { identity: identity.token }), ...(known.length === 0 ? {} : { signers: known }), ...heldInput(held), ...(ownCase.place === null || inCase ? {} : { ownCase: { place: ownCase.place.token, passphrase: ownCase.passphrase } }), ...(pages ? {} : { withoutPages: true }) });
    if (answer.ok) setResult(answer.value);
    else setFailure(answer.failure);
  };

  const saveRecord = async (verification: string): Promise<void> => {
    const place = await chooseNew('save-pdf', t('verification.recordName'));
    if (place === null) return;
    const saved = await call('saveVerificationRecord', { verification, place: place.token, sign: inCase, language: i18n.language as WindowLanguage });
    if (saved.ok) showToast({ tone: 'success', title: t('common.savedAs', { name: saved.value.files.join(', ') }) });
    else setFailure(saved.failure);
  };

  const requestTime = async (verification: string): Promise<void> => {
    const place = await chooseNew('save-release', t('verification.requestName'));
    if (place === null) return;
    const written = await call('requestTime', { verification, place: place.token });
    if (written.ok) showToast({ tone: 'success', title: t('common.savedAs', { name: place.name }), detail: t('verification.requestMeans') });
    else setFailure(written.failure);
  };

  return (
    <div className="stack">
      <h1>{t('home.verify.title')}</h1>
      <p>{t('home.verify.explanation')}</p>
      <FileDrop
        label={file === null ? t('home.verify.drop') : file.name} chooseLabel={t('common.chooseFile')} hint={t('home.verify.dropHint')}
        onFiles={(files) => { void window.custodia.tokensFor(files).then(choose); }} onChoose={() => { void chooseFiles('release', false).then(choose); }}
      />
      <div className="row-wrap"><Button icon={FolderOpen} onPress={() => { void chooseFolder('folder').then((folder) => { if (folder !== null) choose([folder]); }); }}>{t('home.verify.folder')}</Button></div>
      <div className="form-grid">
        <ChosenPlace
          label={t('home.verify.identity')} name={identity?.name} hint={t('home.verify.identityHint')}
          onChoose={() => { void chooseFiles('identity', false).then((chosen) => { if (chosen[0] !== undefined) setIdentity(chosen[0]); }); }}
        />
        <TextField label={t('home.verify.signers')} hint={t('home.verify.signersHint')} lines={2} mono value={signers} onChange={setSigners} />
      </div>
      <CheckboxField label={t('home.verify.pages')} hint={t('home.verify.pagesHint')} isSelected={pages} onChange={setPages} />
      <HeldAgainst held={held} onChange={setHeld} />
      {inCase ? null : <OwnCaseFields own={ownCase} onChange={setOwnCase} />}
      <div className="row-wrap"><Button kind="primary" large isDisabled={file === null || timeIncomplete(held) || (ownCase.place !== null && ownCase.passphrase === '')} onPress={() => { void verify(); }}>{t('home.verify.submit')}</Button></div>
      {busy ? <RunningJobs kinds={['verifyRelease']} /> : null}
      {failure === null ? null : <FailureNotice failure={failure} />}
      {result === null ? null : <VerificationReport fileName={file?.name ?? ''} result={result} signed={inCase} onSave={() => { void saveRecord(result.verification); }} onTime={() => { void requestTime(result.verification); }} />}
      {result === null ? <details><summary>{t('verification.exhibit.againstList')}</summary><ExhibitCheck /></details> : <ExhibitCheck verification={result.verification} />}
    </div>
  );
}
