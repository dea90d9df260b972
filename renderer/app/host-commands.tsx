import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { useIntake } from '../features/documents/use-intake.ts';
import { useSession } from '../session/case-session.tsx';
import type { Start } from '../session/case-session.tsx';
import { useHostEvents } from '../session/host-events.ts';
import type { MenuCommand, OfferedFiles } from '../session/host-events.ts';
import { useLeaveQuestion } from '../session/leave-question.tsx';
import { useNavigation } from '../session/navigation.tsx';
import { usePreferences } from '../session/settings.tsx';

const textStep = 25;

/** Asks before the open case is closed for another place. */
function LeaveDialog({ start, onClose }: { readonly start: Start; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { leaveFor } = useSession();
  return (
    <Dialog isOpen alert title={t('case.leave.title')} closeLabel={t('common.close')} onClose={onClose} actions={<><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" onPress={() => { leaveFor(start); }}>{t('case.close')}</Button></>}>
      <p>{t('case.leave.means')}</p>
    </Dialog>
  );
}

/** Does in an open case what the application's menu asks, and takes in what was opened with the application. */
export function HostCommands({ onGuide }: { readonly onGuide: () => void }) {
  const { go } = useNavigation();
  const { lock, close } = useSession();
  const { settings, change } = usePreferences();
  const [leaving, setLeaving] = useState<Start | null>(null);
  const { leave: leaveNow, question } = useLeaveQuestion(close);
  const leave = useRef(leaveNow);
  leave.current = leaveNow;
  const onCommand = useCallback((command: MenuCommand) => {
    const scale = (percent: number): void => { change({ textScalePercent: Math.min(200, Math.max(100, percent)) }); };
    switch (command) {
      case 'lock': lock(); break;
      case 'close-case': leave.current(); break;
      case 'settings': go({ screen: 'settings' }); break;
      case 'add-files': case 'find': go({ screen: 'documents' }); break;
      case 'zoom-in': scale(settings.textScalePercent + textStep); break;
      case 'zoom-out': scale(settings.textScalePercent - textStep); break;
      case 'zoom-reset': scale(100); break;
      case 'verify': go({ screen: 'verify' }); break;
      case 'new-case': setLeaving({ place: 'create' }); break;
      case 'open-case': setLeaving({ place: 'open' }); break;
      case 'open-release': setLeaving({ place: 'release' }); break;
      case 'guide': onGuide(); break;
    }
  }, [lock, go, change, onGuide, settings.textScalePercent]);
  const { add } = useIntake();
  const onFiles = useCallback((files: OfferedFiles) => {
    const evidence = files.filter(({ kind }) => kind === 'file' || kind === 'folder');
    if (evidence.length > 0) {
      go({ screen: 'documents' });
      void add(evidence.map((file) => ({ ...file, bytes: 0 })));
      return;
    }
    // Another case or a received release: it is opened once this one is closed.
    const [first] = files;
    if (first !== undefined) setLeaving({ place: first.kind === 'case' ? 'open' : 'release', file: first });
  }, [go, add]);
  useHostEvents(onCommand, onFiles);
  return leaving === null ? question : <LeaveDialog start={leaving} onClose={() => { setLeaving(null); }} />;
}
