import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Download, ListFilter, Milestone, ShieldCheck } from 'lucide-react';
import type { JobResult } from '../../../shared/ipc/jobs.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { DataGrid } from '../../components/data-grid.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { SearchField } from '../../components/field.tsx';
import { EmptyState, Notice } from '../../components/notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { showToast } from '../../components/toast.tsx';
import { call, runJob } from '../../engine-client.ts';
import { useActionName } from '../../i18n/action-name.ts';
import { useFormats } from '../../i18n/format.ts';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import { useChooser } from '../../places/place-chooser.tsx';
import { useDocuments } from '../../read-model/use-case.ts';
import { useNavigation } from '../../session/navigation.tsx';
import { placeOfEvent } from '../../session/place-of-event.ts';
import { CheckpointsDialog } from './checkpoints-dialog.tsx';
import { useLogColumns } from './log-columns.tsx';
import { useLog } from './use-log.ts';
import type { LogRow } from './use-log.ts';

/** Everything that was done to the case, newest first, checked from its first entry on. */
export function LogScreen() {
  const { t } = useTranslation();
  const { number } = useFormats();
  const nameOfAction = useActionName();
  const documents = useDocuments();
  const { go } = useNavigation();
  const [query, setQuery] = useState('');
  const { head, rows, failure, onShown, reload } = useLog(query);
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
  const titles = useMemo(() => new Map((documents ?? []).map(({ id, title }) => [id as string, title])), [documents]);
  const open = ({ event }: LogRow): void => {
    const place = event === undefined ? undefined : placeOfEvent(event, titles.has(event.object ?? ''));
    if (place !== undefined) go(place);
  };
  const columns = useLogColumns(titles, open);
  return (
    <Screen
      flush help="log" title={t('log.title')}
      actions={<><Button icon={Download} onPress={() => { void exportLog(); }}>{t('common.saveAs')}</Button><Button icon={Milestone} onPress={() => { setShowsCheckpoints(true); }}>{t('checkpoints.open')}</Button><Button icon={ShieldCheck} onPress={() => { void verify(); }}>{t('log.verify')}</Button></>}
      tools={<><div className="documents-search"><SearchField label={t('log.search')} clearLabel={t('common.clear')} value={query} onChange={setQuery} /></div><span className="quiet number" role="status">{head === null ? t('common.loading') : head.total === head.all ? t('log.count', { count: head.all }) : t('log.shown', { shown: number(head.total), count: head.all })}</span></>}
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
        {head === null ? null : <details><summary>{t('log.checkpoint')}</summary><pre className="log-checkpoint" tabIndex={0}>{head.checkpoint}</pre></details>}
      </div>
      <DataGrid
        label={t('log.title')} rows={rows} columns={columns} rowId={({ position }) => String(position)} onOpen={open} onShown={onShown} typeAhead={({ event }) => (event === undefined ? '' : nameOfAction(event.action))}
        empty={head === null ? null : <EmptyState icon={ListFilter} title={t('log.noMatch')} />}
      />
      {showsCheckpoints ? <CheckpointsDialog onClose={() => { setShowsCheckpoints(false); }} /> : null}
    </Screen>
  );
}
