import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Download, Milestone, ShieldCheck } from 'lucide-react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { JobResult } from '../../../shared/ipc/jobs.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { DataGrid } from '../../components/data-grid.tsx';
import type { Column } from '../../components/grid-row.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { SearchField } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { showToast } from '../../components/toast.tsx';
import { call, listen, runJob } from '../../engine-client.ts';
import { useActionName } from '../../i18n/action-name.ts';
import { useFormats } from '../../i18n/format.ts';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import { useChooser } from '../../places/place-chooser.tsx';
import { filterBy, foldForFilter } from '../../../shared/fold-for-filter.ts';
import { useDocuments } from '../../read-model/use-case.ts';
import { CheckpointsDialog } from './checkpoints-dialog.tsx';
import { useFactWords } from './fact-words.ts';

type Log = CallOutput<'caseLog'>;
type Event = Log['events'][number];
const newest = 5000;

function useLog(): { readonly log: Log | null; readonly failure: ToldFailure | null; readonly reload: () => void } {
  const [log, setLog] = useState<Log | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const reload = useCallback(() => {
    void call('caseLog', { from: 0, limit: newest }).then(async (first) => {
      if (!first.ok) {
        setFailure(first.failure);
        return;
      }
      const rest = first.value.total > newest ? await call('caseLog', { from: first.value.total - newest, limit: newest }) : first;
      setFailure(rest.ok ? null : rest.failure);
      if (rest.ok) setLog({ ...rest.value, events: [...rest.value.events].reverse() });
    });
  }, []);
  useEffect(() => {
    reload();
    return listen('caseChanged', ({ parts }) => { if (parts.includes('log')) reload(); });
  }, [reload]);
  return { log, failure, reload };
}

/** Everything that was done to the case, newest first, checked from its first entry on. */
export function LogScreen() {
  const { t } = useTranslation();
  const { dateTime, number } = useFormats();
  const nameOfAction = useActionName();
  const factWords = useFactWords();
  const documents = useDocuments();
  const { log, failure, reload } = useLog();
  const [check, setCheck] = useState<JobResult<'checkCase'> | null>(null);
  const [refused, setRefused] = useState<ToldFailure | null>(null);
  const verify = async (): Promise<void> => {
    setCheck(null);
    const result = await runJob('checkCase', {});
    setRefused(result.ok ? null : result.failure);
    if (result.ok) setCheck(result.value);
    reload();
  };
  const { chooseNew } = useChooser();
  const exportLog = async (): Promise<void> => {
    const place = await chooseNew('save-release', t('log.fileName'));
    if (place === null) return;
    const result = await call('exportLog', { place: place.token });
    setRefused(result.ok ? null : result.failure);
    if (result.ok) showToast({ tone: 'success', title: t('common.savedAs', { name: place.name }) });
  };
  const [showsCheckpoints, setShowsCheckpoints] = useState(false);
  const [query, setQuery] = useState('');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const titles = useMemo(() => new Map((documents ?? []).map(({ id, title }) => [id as string, title])), [documents]);
  const rows = useMemo(() => {
    if (log === null) return [];
    const matches = filterBy(query);
    return log.events.filter((event) => query.trim() === '' || matches(foldForFilter(`${nameOfAction(event.action)} ${event.object ?? ''} ${titles.get(event.object ?? '') ?? ''} ${event.reason ?? ''}`)));
  }, [log, query, titles, nameOfAction]);
  const columns = useMemo<readonly Column<Event>[]>(() => [
    { id: 'index', title: t('log.columns.index'), width: '4rem', alignEnd: true, render: ({ index }) => number(index + 1) },
    { id: 'at', title: t('log.columns.at'), width: '11rem', render: ({ at }) => dateTime(at) },
    { id: 'action', title: t('log.columns.action'), width: 'minmax(10rem, 1fr)', isRowHeader: true, render: ({ action }) => <strong>{nameOfAction(action)}</strong> },
    { id: 'object', title: t('log.columns.object'), width: 'minmax(10rem, 1.5fr)', render: ({ object }) => <bdi>{titles.get(object ?? '') ?? object ?? ''}</bdi> },
    { id: 'facts', title: t('log.columns.facts'), width: 'minmax(10rem, 1.5fr)', render: ({ facts, reason, sha256 }) => <span className="small quiet">{[reason, ...Object.entries(facts ?? {}).map(([name, value]) => factWords(name, value)), sha256 === undefined ? undefined : `SHA-256 ${sha256.slice(0, 12)}…`].filter((part) => part !== undefined).join(' · ')}</span> },
  ], [t, number, dateTime, nameOfAction, factWords, titles]);
  return (
    <Screen
      flush help="log" title={t('log.title')}
      actions={<><Button icon={Download} onPress={() => { void exportLog(); }}>{t('common.saveAs')}</Button><Button icon={Milestone} onPress={() => { setShowsCheckpoints(true); }}>{t('checkpoints.open')}</Button><Button icon={ShieldCheck} onPress={() => { void verify(); }}>{t('log.verify')}</Button></>}
      tools={<><div className="documents-search"><SearchField label={t('log.search')} clearLabel={t('common.clear')} value={query} onChange={setQuery} /></div><span className="quiet number" role="status">{log === null ? t('common.loading') : t('log.count', { count: log.total })}</span></>}
    >
      <div className="log-head stack-tight">
        {failure === null ? null : <FailureNotice failure={failure} />}
        {refused === null ? null : <FailureNotice failure={refused} />}
        <RunningJobs kinds={['checkCase']} />
        {check === null ? null : (
          <Notice tone={check.holds ? 'success' : 'danger'} title={check.holds ? t('log.verified') : t('log.notVerified')} live>
            <p>{check.holds ? t('log.verifiedMeans', { events: number(check.events), objects: number(check.objects) }) : t('log.notVerifiedMeans')}</p>
            {check.faults.length === 0 ? null : <ul className="release-findings">{check.faults.map(({ code, subject, document }, index) => <li key={index}>{t(`log.faults.${code}`)} {document === undefined ? null : <strong><bdi>{titles.get(document) ?? document}</bdi></strong>} <code className="small"><bdi>{subject}</bdi></code></li>)}</ul>}
          </Notice>
        )}
        {log === null ? null : <details><summary>{t('log.checkpoint')}</summary><pre className="log-checkpoint" tabIndex={0}>{log.checkpoint}</pre></details>}
      </div>
      <DataGrid label={t('log.title')} selectLabel={t('documents.columns.select')} rows={rows} columns={columns} rowId={({ index }) => String(index)} selected={selected} onSelect={setSelected} onOpen={() => undefined} empty={null} typeAhead={({ action }) => nameOfAction(action)} />
      {showsCheckpoints ? <CheckpointsDialog onClose={() => { setShowsCheckpoints(false); }} /> : null}
    </Screen>
  );
}
