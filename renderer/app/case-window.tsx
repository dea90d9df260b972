import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ToldFailure } from '../../shared/failure.ts';
import { Button } from '../components/button.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { failureOf, listenToMoved } from '../engine-client.ts';
import { followCase } from '../read-model/sync.ts';
import { NavigationProvider } from '../session/navigation.tsx';
import type { LeftAt } from '../session/navigation.tsx';
import { CaseRail } from './case-rail.tsx';
import { HostCommands } from './host-commands.tsx';
import { CaseScreens } from './case-screens.tsx';
import { StatusBar } from './status-bar.tsx';
import './case-window.css';

export interface CaseWindowProps {
  readonly onGuide: () => void;
  /** Where it was when the case was locked. */
  readonly from: LeftAt | null;
  readonly onLeave: (at: LeftAt) => void;
}

/** The window of an open case: rail, screen, status. */
export function CaseWindow({ onGuide, from, onLeave }: CaseWindowProps) {
  const { t } = useTranslation();
  const [trouble, setTrouble] = useState<ToldFailure | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    setTrouble(null);
    const stops = [followCase((error) => { setTrouble(failureOf(error)); }), listenToMoved(setTrouble)];
    return () => { for (const stop of stops) stop(); };
  }, [attempt]);
  return (
    <NavigationProvider from={from} onLeave={onLeave}>
      <HostCommands onGuide={onGuide} />
      <div className="case-window">
        <CaseRail />
        <div className="case-content">
          {trouble === null ? null : <div className="case-trouble"><FailureNotice failure={trouble} actions={<Button onPress={() => { setAttempt(attempt + 1); }}>{t('common.retry')}</Button>} /></div>}
          <CaseScreens />
        </div>
        <StatusBar />
      </div>
    </NavigationProvider>
  );
}
