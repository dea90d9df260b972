import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ScanSearch } from 'lucide-react';
import type { ToldFailure } from '../../../shared/failure.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { call, runJob } from '../../engine-client.ts';
import type { DocumentRow } from '../../read-model/database.ts';
import { useOpenCase } from '../../session/case-session.tsx';

type Findings = CallOutput<'documentInspection'>['findings'];

/** What is in a PDF of the case and not seen on its pages, as the last look into it found it. */
export function Inspection({ document: { id, kind } }: { readonly document: DocumentRow }) {
  const { t } = useTranslation();
  const { readOnly, received } = useOpenCase();
  const [findings, setFindings] = useState<Findings>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const load = useCallback(async () => {
    const result = await call('documentInspection', { document: id });
    setFindings(result.ok ? result.value.findings : null);
  }, [id]);
  useEffect(() => {
    setFindings(null);
    setFailure(null);
    void load();
  }, [load]);
  const inspect = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const result = await runJob('inspectDocuments', { documents: [id] });
    setBusy(false);
    setFailure(result.ok ? result.value.failed[0]?.failure ?? null : result.failure);
    await load();
  };
  if (kind !== 'pdf') return null;
  return (
    <section className="details-section">
      <h3>{t('documents.inspection.title')}</h3>
      {findings === null ? null : findings.length === 0 ? <p className="small quiet">{t('tools.inspect.nothing')}</p> : (
        <ul className="stack-tight small" aria-label={t('documents.inspection.title')}>
          {findings.map(({ code, page, text }, index) => (
            <li key={index} className="break"><strong>{t(`tools.inspect.codes.${code}`)}</strong> {page === undefined ? t('tools.wholeFile') : t('common.page', { page })}{text === undefined ? null : <> <q dir="auto">{text}</q></>}</li>
          ))}
        </ul>
      )}
      {failure === null ? null : <FailureNotice failure={failure} />}
      <div><Button icon={ScanSearch} isDisabled={readOnly && !received} isBusy={busy} onPress={() => { void inspect(); }}>{t('documents.inspection.run')}</Button></div>
    </section>
  );
}
