import { useTranslation } from 'react-i18next';
import { Files, PackageCheck } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { useFormats } from '../../i18n/format.ts';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import { usePart } from '../../read-model/use-case.ts';
import { useOpenCase } from '../../session/case-session.tsx';
import { useNavigation } from '../../session/navigation.tsx';
import { Timeline } from './timeline.tsx';
import { TaskList } from './task-list.tsx';
import { useTasks } from './use-tasks.ts';
import './overview.css';

/** How the case stands: what is there, what is missing before release, what happened last. */
export function OverviewScreen() {
  const { t } = useTranslation();
  const { number, language, list } = useFormats();
  const { go } = useNavigation();
  const { head, received, readOnly } = useOpenCase();
  const overview = usePart('overview');
  const { missing, heed } = useTasks(overview);
  const done = overview !== undefined && overview.documents > 0 && missing.every(({ open }) => open === 0);
  return (
    <Screen help="overview" title={t('overview.title')}>
      <div className="overview">
        <div className="stack">
          <header className="stack-tight">
            <h2 className="overview-title"><bdi>{head.title}</bdi></h2>
            <p className="quiet">{[head.reference, head.by, list(head.languages.map(language))].filter((part) => part !== undefined && part !== '').join(' · ')}</p>
          </header>
          {readOnly && !received ? <Notice tone="info" title={t('overview.readOnly')}>{t('overview.readOnlyMeans', { option: t('home.open.readOnly') })}</Notice> : null}
          <RunningJobs />
          <div className="overview-counters">
            {(['documents', 'pages', 'releases'] as const).map((name) => (
              <div key={name} className="card overview-counter"><span className="overview-number number">{overview === undefined ? '…' : number(overview[name])}</span><span className="quiet">{t(`overview.counters.${name}`, { count: overview?.[name] ?? 0 })}</span></div>
            ))}
          </div>
          {received ? <Notice tone="info" title={t('overview.received')} actions={<Button kind="primary" onPress={() => { go({ screen: 'review' }); }}>{t('case.screens.review')}</Button>}>{t('overview.receivedMeans')}</Notice> : (
            <>
              {done ? <Notice tone="success" title={t('overview.done')} actions={<Button kind="primary" icon={PackageCheck} onPress={() => { go({ screen: 'releases' }); }}>{t('releases.make')}</Button>}>{t('overview.doneMeans')}</Notice> : null}
              {overview === undefined ? null : overview.documents === 0
                ? <Notice tone="info" title={t('overview.empty.title')} actions={<Button kind="primary" icon={Files} onPress={() => { go({ screen: 'documents' }); }}>{t('case.screens.documents')}</Button>}>{t('overview.empty.what')}</Notice>
                : <TaskList id="overview-tasks" title={t('overview.before')} tasks={missing} />}
              {heed.length === 0 ? null : <TaskList id="overview-heed" title={t('overview.heed')} tasks={heed} />}
            </>
          )}
        </div>
        <Timeline overview={overview} />
      </div>
    </Screen>
  );
}
