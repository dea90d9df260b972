import { useTranslation } from 'react-i18next';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { LoaderCircle, ShieldCheck, UserRoundPen } from 'lucide-react';
import { JobProgress } from '../jobs/job-progress.tsx';
import { useJobs } from '../read-model/use-case.ts';
import { useOpenCase } from '../session/case-session.tsx';
import { useNavigation } from '../session/navigation.tsx';
import { EditionSwitch } from '../session/edition-switch.tsx';

function Jobs() {
  const { t } = useTranslation();
  const jobs = useJobs();
  if (jobs.length === 0) return <span className="status-item quiet">{t('jobs.idle')}</span>;
  return (
    <DialogTrigger>
      <AriaButton className="status-item status-jobs"><LoaderCircle size={14} className="spin" aria-hidden />{t('jobs.running', { count: jobs.length })}</AriaButton>
      <Popover className="popover status-popover" placement="top start">
        <Dialog className="stack status-dialog" aria-label={t('jobs.title')}>{jobs.map((job) => <JobProgress key={job.job} job={job} />)}</Dialog>
      </Popover>
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
