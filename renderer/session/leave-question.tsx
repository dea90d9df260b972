import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveQuery } from 'dexie-react-hooks';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { RunningJobs } from '../jobs/job-progress.tsx';
import { readModel } from '../read-model/database.ts';

/** Closes the case at once where nothing runs, and asks first where closing would stop work. */
export function useLeaveQuestion(close: () => void): { readonly leave: () => void; readonly question: React.ReactNode } {
  const [asking, setAsking] = useState(false);
  const leave = (): void => {
    // What is drawn can be behind what has just ended, and would ask about it.
    void readModel.jobs.count().then((running) => { if (running === 0) close(); else setAsking(true); });
  };
  const question = asking ? <LeaveQuestion onStay={() => { setAsking(false); }} onClose={close} /> : null;
  return { leave, question };
}

/** Asks while work runs; what ends by itself meanwhile is no longer asked about. */
function LeaveQuestion({ onStay, onClose }: { readonly onStay: () => void; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const jobs = useLiveQuery(() => readModel.jobs.count(), []);
  const ended = jobs === 0;
  return (
    <Dialog isOpen alert title={t(ended ? 'case.close' : 'case.stopping.title')} closeLabel={t('common.close')} onClose={onStay} actions={<><Button onPress={onStay}>{t('case.stopping.stay')}</Button><Button kind={ended ? 'primary' : 'danger'} onPress={onClose}>{t(ended ? 'case.close' : 'case.stopping.close')}</Button></>}>
      <p role={ended ? 'status' : undefined}>{t(ended ? 'case.stopping.ended' : 'case.stopping.means')}</p>
      <RunningJobs />
    </Dialog>
  );
}
