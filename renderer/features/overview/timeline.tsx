import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/button.tsx';
import { call } from '../../engine-client.ts';
import { useActionName } from '../../i18n/action-name.ts';
import { useFormats } from '../../i18n/format.ts';
import { useDocuments } from '../../read-model/use-case.ts';
import { useNavigation } from '../../session/navigation.tsx';
import { placeOfEvent } from '../../session/place-of-event.ts';

type Overview = CallOutput<'caseOverview'>;
type Event = CallOutput<'caseLog'>['events'][number];
const recentEvents = 12;

function useRecentEvents(overview: Overview | undefined): readonly Event[] {
  const [events, setEvents] = useState<readonly Event[]>([]);
  useEffect(() => {
    let stale = false;
    void call('caseLog', { from: 0, limit: recentEvents, newestFirst: true }).then((result) => { if (!stale && result.ok) setEvents(result.value.events); });
    return () => { stale = true; };
  }, [overview]);
  return events;
}

/** What happened last, each line a press from what it concerns. */
export function Timeline({ overview }: { readonly overview: Overview | undefined }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const { go } = useNavigation();
  const nameOfAction = useActionName();
  const events = useRecentEvents(overview);
  const titles = new Map((useDocuments() ?? []).map(({ id, title }) => [id as string, title]));
  return (
    <section className="card stack-tight" aria-labelledby="overview-timeline">
      <h2 id="overview-timeline">{t('overview.timeline')}</h2>
      <ol className="timeline">
        {events.map((event) => {
          const { index, at, action, object } = event;
          const title = titles.get(object ?? '');
          const place = placeOfEvent(event, title !== undefined);
          const what = <>{nameOfAction(action)}{title === undefined ? null : <>{' '}<bdi className="quiet">{title}</bdi></>}</>;
          return (
            <li key={index}>
              {place === undefined ? <span className="timeline-what">{what}</span> : <AriaButton className="timeline-what timeline-link" onPress={() => { go(place); }}>{what}</AriaButton>}
              <time className="quiet small" dateTime={at}>{dateTime(at)}</time>
            </li>
          );
        })}
      </ol>
      <div><Button kind="quiet" onPress={() => { go({ screen: 'log' }); }}>{t('overview.wholeLog')}</Button></div>
    </section>
  );
}
