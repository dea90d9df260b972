import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import { Button } from '../../components/button.tsx';
import { CourtCheckReport } from '../../components/court-check.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import { useCourtChoices } from '../../session/use-court-choices.ts';
import { PdfField } from './pdf-field.tsx';
import { useToolJob } from './use-tool-job.ts';

/** Checks any PDF against the rules of a court. */
export function CheckTool() {
  const { t } = useTranslation();
  const [file, setFile] = useState<ChosenFile | null>(null);
  const courts = useCourtChoices();
  const [court, setCourt] = useState(courts[0]?.id ?? '');
  const [first, setFirst] = useState('1');
  const begins = /^[1-9]\d{0,6}$/u.test(first.trim());
  const { result, failure, busy, run, forget } = useToolJob('checkPdf');
  return (
    <div className="stack">
      <p>{t('tools.check.explanation')}</p>
      <PdfField
        file={file}
        onFile={(chosen) => {
          setFile(chosen);
          forget();
        }}
      />
      <SelectField label={t('home.create.court')} value={court} onChange={setCourt} choices={courts} />
      <TextField label={t('tools.check.first')} hint={t('tools.check.firstHint')} error={begins ? undefined : t('tools.check.firstWrong')} inputMode="numeric" maxLength={7} value={first} onChange={setFirst} />
      <div className="row-wrap"><Button kind="primary" large isDisabled={file === null || !begins || busy} onPress={() => { if (file !== null) void run({ file: file.token, court, first: Number(first) }); }}>{t('tools.check.submit')}</Button></div>
      {busy ? <RunningJobs kinds={['checkPdf']} /> : null}
      {failure === null ? null : <FailureNotice failure={failure} />}
      {result === null ? null : <CourtCheckReport check={result} />}
    </div>
  );
}
