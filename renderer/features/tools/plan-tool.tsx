import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import { FileCog } from 'lucide-react';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import type { JobResult } from '../../../shared/ipc/jobs.ts';
import { Button } from '../../components/button.tsx';
import { ChosenPlace } from '../../components/chosen-place.tsx';
import { CopyLine } from '../../components/copy-line.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { FindingWords } from '../../components/finding-words.tsx';
import { PassphraseField, Segments } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import { useChooser } from '../../places/place-chooser.tsx';
import { useToolJob } from './use-tool-job.ts';

function Outcome({ ran }: { readonly ran: JobResult<'runPlan'> }) {
  const { t } = useTranslation();
  return (
    <section className="stack-tight">
      <Notice tone="success" title={t('tools.plan.done', { count: ran.releases.length })} live>{t('releases.madeMeans')}</Notice>
      <ul className="tool-findings">
        {ran.releases.map(({ name, pages, exhibits, redactions }) => (
          <li key={name}><strong><bdi>{name}</bdi></strong><span className="quiet">{[t('common.pages', { count: pages }), t('releases.exhibits', { count: exhibits }), t('releases.redactions', { count: redactions })].join(' · ')}</span></li>
        ))}
      </ul>
      <h3>{t('releases.fingerprint')}</h3>
      <CopyLine text={ran.signer.fingerprint} copyLabel={t('common.copy')} copiedLabel={t('common.copied')} />
      {ran.findings.length === 0 ? null : (
        <>
          <h3>{t('tools.plan.findings', { count: ran.findings.length })}</h3>
          <ul className="tool-findings">
            {ran.findings.map((finding, index) => <li key={index}><strong><bdi>{finding.document}</bdi></strong><FindingWords finding={finding} /></li>)}
          </ul>
        </>
      )}
    </section>
  );
}

/** Runs a whole case from a plan file, from evidence to verified releases. */
export function PlanTool() {
  const { t } = useTranslation();
  const { chooseFiles, chooseFolder, chooseNew } = useChooser();
  const [plan, setPlan] = useState<ChosenFile | null>(null);
  const [kind, setKind] = useState<'new' | 'existing'>('new');
  const [place, setPlace] = useState<ChosenFile | null>(null);
  const [folder, setFolder] = useState<ChosenFile | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const { result, failure, busy, run } = useToolJob('runPlan');
  const ready = plan !== null && place !== null && folder !== null && passphrase !== '' && (kind === 'existing' || passphrase === repeated) && !busy;
  const shown = { showLabel: t('home.passphrase.show'), hideLabel: t('home.passphrase.hide') };
  const choosePlace = async (): Promise<void> => {
    const chosen = await (kind === 'new' ? chooseNew('new-case', t('home.create.folderName')) : chooseFolder('case'));
    if (chosen !== null) setPlace(chosen);
  };
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void run({ plan: plan.token, place: place.token, folder: folder.token, passphrase });
      }}
    >
      <p>{t('tools.plan.explanation')}</p>
      <ChosenPlace label={t('tools.plan.file')} name={plan?.name} hint={t('tools.plan.fileHint')} icon={FileCog} onChoose={() => { void chooseFiles('plan', false).then((files) => { if (files[0] !== undefined) setPlan(files[0]); }); }} />
      <div>
        <Segments
          label={t('tools.plan.case')} value={kind} choices={[{ id: 'new', label: t('tools.plan.newCase') }, { id: 'existing', label: t('tools.plan.existingCase') }]}
          onChange={(next) => {
            setKind(next);
            setPlace(null);
          }}
        />
      </div>
      <ChosenPlace label={t('home.open.place')} name={place?.name} onChoose={() => { void choosePlace(); }} />
      <ChosenPlace label={t('tools.plan.folder')} name={folder?.name} hint={t('tools.plan.folderHint')} onChoose={() => { void chooseFolder('folder').then((chosen) => { if (chosen !== null) setFolder(chosen); }); }} />
      <div className="form-grid">
        <PassphraseField label={t('home.passphrase.label')} hint={kind === 'new' ? t('home.passphrase.hint') : undefined} value={passphrase} onChange={setPassphrase} {...shown} />
        {kind === 'existing' ? null : <PassphraseField label={t('home.passphrase.repeat')} value={repeated} onChange={setRepeated} {...shown} error={repeated !== '' && !passphrase.startsWith(repeated) ? t('home.passphrase.different') : undefined} />}
      </div>
      <div className="row-wrap"><Button kind="primary" large type="submit" isDisabled={!ready}>{t('tools.plan.submit')}</Button></div>
      {busy ? <RunningJobs kinds={['runPlan']} /> : null}
      {failure === null ? null : <FailureNotice failure={failure} />}
      {result === null ? null : <Outcome ran={result} />}
    </Form>
  );
}
