import { useTranslation } from 'react-i18next';
import { Button as AriaButton, DialogTrigger } from 'react-aria-components';
import { LoaderCircle, Pause, Play, ShieldCheck, TriangleAlert, UserRoundPen } from 'lucide-react';
import { Button } from '../components/button.tsx';
import { PopoverPanel } from '../components/popover-panel.tsx';
import { call } from '../engine-client.ts';
import { useFormats } from '../i18n/format.ts';
import { JobProgress } from '../jobs/job-progress.tsx';
import { forgetTroubles, useDocuments, useJobs, useTroubles } from '../read-model/use-case.ts';
import { useOpenCase } from '../session/case-session.tsx';
import { useNavigation } from '../session/navigation.tsx';
import { EditionSwitch } from '../session/edition-switch.tsx';

const shownTroubles = 8;

function Troubles({ troubles }: { readonly troubles: ReturnType<typeof useTroubles> }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const documents = useDocuments() ?? [];
  const nameOf = (name: string): string => documents.find(({ id }) => id === name)?.title ?? name;
  return (
    <section className="stack-tight">
      <div className="row"><h2 className="grow">{t('jobs.troubles')}</h2><Button onPress={forgetTroubles}>{t('common.clear')}</Button></div>
      <ul className="status-troubles">
        {troubles.map(({ job, kind, endedAt, troubles: own }) => (
          <li key={job}>
            <span className="row"><strong className="grow">{t(`jobs.kind.${kind}`)}</strong><span className="quiet small">{dateTime(new Date(endedAt).toISOString())}</span></span>
            {own.slice(0, shownTroubles).map(({ name, failure }, index) => <span key={index} className="small break">{name === undefined ? null : <strong><bdi>{nameOf(name)}</bdi>: </strong>}{t(`failure.${failure.code}.what`)} {t(`failure.${failure.code}.next`)}</span>)}
            {own.length > shownTroubles ? <span className="small quiet">{t('jobs.moreTroubles', { count: own.length - shownTroubles })}</span> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Jobs() {
  const { t } = useTranslation();
  const jobs = useJobs();
  const troubles = useTroubles();
  const held = jobs.filter(({ state }) => state === 'paused');
  const paused = jobs.length > 0 && jobs.every(({ state }) => state !== 'working');
  if (jobs.length === 0 && troubles.length === 0) return <span className="status-item quiet">{t('jobs.idle')}</span>;
  return (
    <DialogTrigger>
      <AriaButton className="status-item status-jobs" data-failed={jobs.length === 0 || undefined}>
        {jobs.length === 0 ? <TriangleAlert size={14} aria-hidden /> : paused ? <Pause size={14} aria-hidden /> : <LoaderCircle size={14} className="spin" aria-hidden />}
        {jobs.length === 0 ? t('jobs.failed', { count: troubles.length }) : paused ? t('jobs.paused', { count: jobs.length }) : t('jobs.running', { count: jobs.length })}
      </AriaButton>
      <PopoverPanel label={t('jobs.title')} placement="top start" width="status" spacing="stack">
        {jobs.length === 0 ? null : (
          <section className="stack">
            <div className="row">
              <h2 className="grow">{t('jobs.title')}</h2>
              {jobs.length < 2 ? null : paused
                ? <Button icon={Play} onPress={() => { void call('resumeJobs', {}); }}>{t('jobs.resumeAll')}</Button>
                : <Button icon={Pause} onPress={() => { void call('pauseJobs', {}); }}>{t('jobs.pauseAll')}</Button>}
            </div>
            {jobs.map((job) => <JobProgress key={job.job} job={job} />)}
            {held.length === 0 ? null : <p className="small quiet">{t('jobs.pausedNote')}</p>}
          </section>
        )}
        {troubles.length === 0 ? null : <Troubles troubles={troubles} />}
      </PopoverPanel>
    </DialogTrigger>
  );
}

/** What is always in view: the compartment in use, who acts, the edition, what is running. */
export function StatusBar() {
  const { t } = useTranslation();
  const { identity } = useOpenCase();
  const { place } = useNavigation();
  const compartment = place.screen === 'people' ? t('case.compartments.protected') : t('case.compartments.work');
  return (
    <footer className="status-bar">
      <span className="status-item"><ShieldCheck size={14} aria-hidden /><span className="quiet">{t('case.compartment')}</span> <strong>{compartment}</strong></span>
      <span className="status-item truncate"><UserRoundPen size={14} aria-hidden /><bdi className="truncate">{identity.name}</bdi></span>
      <span className="grow" />
      <Jobs />
      <EditionSwitch placement="status" />
    </footer>
  );
}
