import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { RunningJobs } from '../jobs/job-progress.tsx';
import { readModel } from '../read-model/database.ts';

/** Closes the case at once where nothing runs, and asks first where closing would stop work. */
export function useLeaveQuestion(close: () => void): { readonly leave: () => void; readonly question: React.ReactNode } {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const leave = (): void => {
    // What is drawn can be behind what has just ended, and would ask about it.
    void readModel.jobs.count().then((running) => { if (running === 0) close(); else setAsking(true); });
  };
  const question = !asking ? null : (
    <Dialog isOpen alert title={t('case.stopping.title')} closeLabel={t('common.close')} onClose={() => { setAsking(false); }} actions={<><Button onPress={() => { setAsking(false); }}>{t('case.stopping.stay')}</Button><Button kind="danger" onPress={close}>{t('case.stopping.close')}</Button></>}>
      <p>{t('case.stopping.means')}</p>
      <RunningJobs />
    </Dialog>
  );
  return { leave, question };
}
