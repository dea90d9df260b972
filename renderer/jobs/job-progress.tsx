import { useTranslation } from 'react-i18next';
import { Pause, Play } from 'lucide-react';
import { Button, IconButton } from '../components/button.tsx';
import { ProgressLine } from '../components/progress.tsx';
import { call } from '../engine-client.ts';
import { useFormats } from '../i18n/format.ts';
import { timeLeft } from '../i18n/time-left.ts';
import { useJobs } from '../read-model/use-case.ts';
import type { JobRow } from '../read-model/database.ts';

const steps = ['take-in', 'render', 'read', 'redact', 'prove', 'build', 'package', 'encrypt', 'verify', 'inspect', 'check', 'find', 'scan', 'draft'] as const;
type Step = (typeof steps)[number];

function useJobDetail(job: JobRow): string {
  const { t } = useTranslation();
  const { number, bytes } = useFormats();
  const { progress } = job;
  const held = job.state === 'paused' ? [t('jobs.held')] : [];
  if (progress === null) return held[0] ?? t(job.state === 'waiting' ? 'jobs.waiting' : 'jobs.starting');
  const step: Step | 'other' = steps.find((name) => name === progress.step) ?? 'other';
  const amount = progress.unit === 'bytes' ? bytes : number;
  const parts = [...held, t(`jobs.step.${step}`), t(`jobs.count.${progress.unit}`, { done: amount(progress.done), total: amount(progress.total) })];
  if (job.state === 'waiting') parts.push(t('jobs.waiting'));
  else if (held.length === 0 && progress.secondsLeft !== undefined) {
    const { unit, count } = timeLeft(progress.secondsLeft);
    parts.push(t(`jobs.left.${unit}`, { count }));
  }
  return parts.join(' · ');
}

/** One running job with what it does, how far it is, the time left, a pause where it can pause, and a way out. */
export function JobProgress({ job }: { readonly job: JobRow }) {
  const { t } = useTranslation();
  const detail = useJobDetail(job);
  const name = t(`jobs.kind.${job.kind}`);
  const named = { job: job.job };
  const fraction = job.progress === null || job.progress.total === 0 ? undefined : Math.min(1, job.progress.done / job.progress.total);
  return (
    <ProgressLine label={name} fraction={fraction} detail={detail} still={job.state !== 'working'} note={job.canPause ? undefined : t('jobs.noPause')}>
      {!job.canPause ? null : job.state === 'paused'
        ? <IconButton icon={Play} label={t('jobs.resumeOne', { job: name })} onPress={() => { void call('resumeJobs', named); }} />
        : <IconButton icon={Pause} label={t('jobs.pauseOne', { job: name })} onPress={() => { void call('pauseJobs', named); }} />}
      <Button aria-label={t('jobs.cancelOne', { job: name })} onPress={() => { void call('cancelJob', named); }}>{t('jobs.cancel')}</Button>
    </ProgressLine>
  );
}

/** The running jobs of some kinds. */
export function RunningJobs({ kinds }: { readonly kinds?: readonly JobRow['kind'][] }) {
  const jobs = useJobs().filter(({ kind }) => kinds === undefined || kinds.includes(kind));
  if (jobs.length === 0) return null;
  return <div className="stack">{jobs.map((job) => <JobProgress key={job.job} job={job} />)}</div>;
}
