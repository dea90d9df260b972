import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import type { JobResult } from '../../../shared/ipc/jobs.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Badge, Notice } from '../../components/notice.tsx';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import { PdfField } from './pdf-field.tsx';
import { useToolJob } from './use-tool-job.ts';

function Findings({ findings }: { readonly findings: JobResult<'inspectPdf'>['findings'] }) {
  const { t } = useTranslation();
  if (findings.length === 0) return <Notice tone="success" title={t('tools.inspect.nothing')} live>{t('tools.inspect.nothingMeans')}</Notice>;
  return (
    <div className="stack-tight">
      <Notice tone="warning" title={t('tools.inspect.found', { count: findings.length })} live>{t('tools.inspect.foundMeans')}</Notice>
      <ul className="tool-findings">
        {findings.map(({ code, page, text }, index) => (
          <li key={index}>
            <span className="row-wrap"><strong>{t(`tools.inspect.codes.${code}`)}</strong><Badge>{page === undefined ? t('tools.wholeFile') : t('common.page', { page })}</Badge></span>
            {text === undefined ? null : <q className="tool-quote" dir="auto">{text}</q>}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Looks into any PDF for what is there but not seen. */
export function InspectTool() {
  const { t } = useTranslation();
  const [file, setFile] = useState<ChosenFile | null>(null);
  const { result, failure, busy, run } = useToolJob('inspectPdf');
  return (
    <div className="stack">
      <p>{t('tools.inspect.explanation')}</p>
      <PdfField
        file={file}
        onFile={(chosen) => {
          setFile(chosen);
          void run({ file: chosen.token });
        }}
      />
      {busy ? <RunningJobs kinds={['inspectPdf']} /> : null}
      {failure === null ? null : <FailureNotice failure={failure} />}
      {result === null ? null : <Findings findings={result.findings} />}
    </div>
  );
}
