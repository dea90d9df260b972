import { useTranslation } from 'react-i18next';
import { ProgressLine } from '../components/progress.tsx';
import { call } from '../engine-client.ts';
import { useFormats } from '../i18n/format.ts';
import { timeLeft } from '../i18n/time-left.ts';
import { useJobs } from '../read-model/use-case.ts';
import type { JobRow } from '../read-model/database.ts';

const steps = ['take-in', 'render', 'read', 'redact', 'prove', 'build', 'package', 'encrypt', 'verify'] as const;
type Step = (typeof steps)[number];

function useJobDetail(job: JobRow): string {
  const { t } = useTranslation();
  const { number, bytes } = useFormats();
  const { progress } = job;
  if (progress === null) return t('jobs.starting');
  const step: Step | 'other' = steps.find((name) => name === progress.step) ?? 'other';
  const amount = progress.unit === 'bytes' ? bytes : number;
  const parts = [t(`jobs.step.${step}`), t(`jobs.count.${progress.unit}`, { done: amount(progress.done), total: amount(progress.total) })];
  if (progress.secondsLeft !== undefined) {
    const { unit, count } = timeLeft(progress.secondsLeft);
    parts.push(t(`jobs.left.${unit}`, { count }));
  }
  return parts.join(' · ');
}

/** One running job with what it does, how far it is, the time left and a way out. */
export function JobProgress({ job }: { readonly job: JobRow }) {
  const { t } = useTranslation();
  const detail = useJobDetail(job);
  const fraction = job.progress === null || job.progress.total === 0 ? undefined : Math.min(1, job.progress.done / job.progress.total);
  return (
    <ProgressLine
      label={t(`jobs.kind.${job.kind}`)} fraction={fraction} detail={detail} cancelLabel={t('jobs.cancel')}
      onCancel={() => { void call('cancelJob', { job: job.job }); }}
    />
  );
}

/** The running jobs of some kinds. */
export function RunningJobs({ kinds }: { readonly kinds?: readonly JobRow['kind'][] }) {
  const jobs = useJobs().filter(({ kind }) => kinds === undefined || kinds.includes(kind));
  if (jobs.length === 0) return null;
  return <div className="stack">{jobs.map((job) => <JobProgress key={job.job} job={job} />)}</div>;
}
