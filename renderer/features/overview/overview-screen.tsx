import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import { CircleCheck, CircleDashed } from 'lucide-react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import { useActionName } from '../../i18n/action-name.ts';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import { useDocuments, usePart } from '../../read-model/use-case.ts';
import { useOpenCase } from '../../session/case-session.tsx';
import { useNavigation } from '../../session/navigation.tsx';
import type { CaseScreen } from '../../session/navigation.tsx';
import './overview.css';

type Overview = CallOutput<'caseOverview'>;
type Events = CallOutput<'caseLog'>['events'];
const recentEvents = 12;

const tasks: readonly { readonly id: 'unreadDocuments' | 'untranslatedDocuments' | 'staleTranslations' | 'openRedactions' | 'withoutExhibit' | 'notInBundle'; readonly screen: CaseScreen }[] = [
  { id: 'unreadDocuments', screen: 'documents' }, { id: 'untranslatedDocuments', screen: 'translations' }, { id: 'staleTranslations', screen: 'translations' },
  { id: 'openRedactions', screen: 'redactions' }, { id: 'withoutExhibit', screen: 'bundle' }, { id: 'notInBundle', screen: 'bundle' },
];

function useRecentEvents(overview: Overview | undefined): Events {
  const [events, setEvents] = useState<Events>([]);
  useEffect(() => {
    let stale = false;
    void call('caseLog', { from: 0, limit: 1 }).then(async (first) => {
      if (!first.ok) return;
      const rest = await call('caseLog', { from: Math.max(0, first.value.total - recentEvents), limit: recentEvents });
      if (!stale && rest.ok) setEvents([...rest.value.events].reverse());
    });
    return () => { stale = true; };
  }, [overview]);
  return events;
}

function Timeline({ overview }: { readonly overview: Overview | undefined }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const nameOfAction = useActionName();
  const events = useRecentEvents(overview);
  const documents = useDocuments() ?? [];
  const titleOf = (id: string | undefined): string | undefined => documents.find((row) => row.id === id)?.title;
  return (
    <section className="card" aria-labelledby="overview-timeline">
      <h2 id="overview-timeline">{t('overview.timeline')}</h2>
      <ol className="timeline">
        {events.map(({ index, at, action, object }) => (
          <li key={index}>
            <span className="timeline-what">{nameOfAction(action)}{titleOf(object) === undefined ? null : <bdi className="quiet"> {titleOf(object)}</bdi>}</span>
            <time className="quiet small" dateTime={at}>{dateTime(at)}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** How the case stands: what is there, what is missing before release, what happened last. */
export function OverviewScreen() {
  const { t } = useTranslation();
  const { number, language } = useFormats();
  const { go } = useNavigation();
  const { head, received } = useOpenCase();
  const overview = usePart('overview');
  return (
    <Screen help="overview" title={t('overview.title')}>
      <div className="overview">
        <div className="stack">
          <header className="stack-tight">
            <h2 className="overview-title"><bdi>{head.title}</bdi></h2>
            <p className="quiet">{[head.reference, head.by, head.languages.map(language).join(', ')].filter((part) => part !== undefined && part !== '').join(' · ')}</p>
          </header>
          <RunningJobs />
          <div className="overview-counters">
            {(['documents', 'pages', 'releases'] as const).map((name) => (
              <div key={name} className="card overview-counter"><span className="overview-number number">{number(overview?.[name] ?? 0)}</span><span className="quiet">{t(`overview.counters.${name}`, { count: overview?.[name] ?? 0 })}</span></div>
            ))}
          </div>
          {received ? <Notice tone="info" title={t('overview.received')} actions={<Button kind="primary" onPress={() => { go({ screen: 'review' }); }}>{t('case.screens.review')}</Button>}>{t('overview.receivedMeans')}</Notice> : null}
          {received ? null : <section className="card" aria-labelledby="overview-tasks">
            <h2 id="overview-tasks">{t('overview.before')}</h2>
            <ul className="overview-tasks">
              {tasks.map(({ id, screen }) => {
                const open = overview?.[id] ?? 0;
                return (
                  <li key={id}>
                    <AriaButton className="overview-task" data-open={open > 0 || undefined} onPress={() => { go({ screen }); }}>
                      {open > 0 ? <CircleDashed size={19} aria-hidden /> : <CircleCheck size={19} aria-hidden />}
                      <span className="grow">{open > 0 ? t(`overview.tasks.${id}`, { count: open }) : t(`overview.settled.${id}`)}</span>
                      {open > 0 ? <span className="overview-go">{t(`case.screens.${screen}`)}</span> : null}
                    </AriaButton>
                  </li>
                );
              })}
            </ul>
          </section>}
        </div>
        <Timeline overview={overview} />
      </div>
    </Screen>
  );
}
