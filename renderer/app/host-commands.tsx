import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { showToast } from '../components/toast.tsx';
import { runJob } from '../engine-client.ts';
import { useSession } from '../session/case-session.tsx';
import { useHostEvents } from '../session/host-events.ts';
import type { MenuCommand, OfferedFiles } from '../session/host-events.ts';
import { useNavigation } from '../session/navigation.tsx';
import { usePreferences } from '../session/settings.tsx';

const textStep = 25;

/** Does in an open case what the application's menu asks, and takes in what was opened with the application. */
export function HostCommands() {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const { lock, close } = useSession();
  const { settings, change } = usePreferences();
  const onCommand = useCallback((command: MenuCommand) => {
    const scale = (percent: number): void => { change({ textScalePercent: Math.min(200, Math.max(100, percent)) }); };
    switch (command) {
      case 'lock': lock(); break;
      case 'close-case': close(); break;
      case 'settings': go({ screen: 'settings' }); break;
      case 'add-files': case 'find': go({ screen: 'documents' }); break;
      case 'zoom-in': scale(settings.textScalePercent + textStep); break;
      case 'zoom-out': scale(settings.textScalePercent - textStep); break;
      case 'zoom-reset': scale(100); break;
      case 'new-case': case 'open-case': case 'open-release': case 'verify': case 'guide': break;
    }
  }, [lock, close, go, change, settings.textScalePercent]);
  const onFiles = useCallback((files: OfferedFiles) => {
    const evidence = files.filter(({ kind }) => kind === 'file' || kind === 'folder');
    if (evidence.length === 0) return;
    go({ screen: 'documents' });
    void runJob('addFiles', { files: evidence.map(({ token }) => token) }).then((result) => {
      if (result.ok) showToast({ tone: result.value.refused.length === 0 ? 'success' : 'warning', title: t('documents.taken', { count: result.value.documents.length }) });
      else showToast({ tone: 'warning', title: t(`failure.${result.failure.code}.what`), detail: t(`failure.${result.failure.code}.next`) });
    });
  }, [go, t]);
  useHostEvents(onCommand, onFiles);
  return null;
}
