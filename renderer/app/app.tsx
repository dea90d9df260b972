import { useCallback, useEffect, useRef, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Toasts } from '../components/toast.tsx';
import { call } from '../engine-client.ts';
import { Home } from '../features/home/home.tsx';
import { Unlock } from '../features/home/unlock.tsx';
import { Tools } from '../features/tools/tools.tsx';
import { ChooserProvider } from '../places/place-chooser.tsx';
import { SessionProvider, useSession } from '../session/case-session.tsx';
import { PreferencesProvider, usePreferences } from '../session/settings.tsx';
import type { AppInfo, Settings } from '../session/settings.tsx';
import { CaseWindow } from './case-window.tsx';
import type { LeftAt } from '../session/navigation.tsx';
import { Tour } from './tour.tsx';
import './app.css';

const awakeEveryMs = 60_000;

function useStayAwake(): void {
  useEffect(() => {
    let last = 0;
    const note = (): void => {
      const now = Date.now();
      if (now - last < awakeEveryMs) return;
      last = now;
      void call('stayAwake', {});
    };
    for (const name of ['pointerdown', 'keydown', 'wheel'] as const) window.addEventListener(name, note, { passive: true });
    return () => { for (const name of ['pointerdown', 'keydown', 'wheel'] as const) window.removeEventListener(name, note); };
  }, []);
}

/** A file dropped beside a drop zone must not replace the window's page. */
function useNoStrayDrops(): void {
  useEffect(() => {
    const refuse = (event: DragEvent): void => { event.preventDefault(); };
    window.addEventListener('dragover', refuse);
    window.addEventListener('drop', refuse);
    return () => {
      window.removeEventListener('dragover', refuse);
      window.removeEventListener('drop', refuse);
    };
  }, []);
}

/** The screens, and over them the tour: shown once, and whenever the guide is asked for. */
function Screens() {
  const { settings, change } = usePreferences();
  const [touring, setTouring] = useState(!settings.tourSeen);
  const onGuide = useCallback(() => { setTouring(true); }, []);
  const end = (): void => {
    setTouring(false);
    if (!settings.tourSeen) change({ tourSeen: true });
  };
  return (
    <>
      <CurrentScreen onGuide={onGuide} />
      {touring ? <Tour onEnd={end} /> : null}
    </>
  );
}

/** Where the case that is locked was left, for as long as it is: once it is closed nothing is remembered. */
function useLeftAt(): { readonly leftAt: (caseId: string) => LeftAt | null; readonly onLeave: (at: LeftAt) => void } {
  const { current } = useSession();
  const left = useRef<{ readonly caseId: string; readonly at: LeftAt } | null>(null);
  const open = useRef<string | null>(null);
  useEffect(() => {
    if (current.state === 'open') open.current = current.case.caseId;
    else if (current.state === 'none') left.current = null;
  }, [current]);
  const onLeave = useCallback((at: LeftAt) => { if (open.current !== null) left.current = { caseId: open.current, at }; }, []);
  const leftAt = useCallback((caseId: string) => (left.current?.caseId === caseId ? left.current.at : null), []);
  return { leftAt, onLeave };
}

function CurrentScreen({ onGuide }: { readonly onGuide: () => void }) {
  const { current } = useSession();
  const { leftAt, onLeave } = useLeftAt();
  useStayAwake();
  useNoStrayDrops();
  switch (current.state) {
    case 'starting': return null;
    case 'none': return <Home tools={<Tools />} onGuide={onGuide} />;
    case 'locked': return <Unlock reason={current.reason} stopped={current.stopped} />;
    case 'open': return <CaseWindow key={current.case.caseId} onGuide={onGuide} from={leftAt(current.case.caseId)} onLeave={onLeave} />;
  }
}

/** The whole window. */
export function App({ settings, info }: { readonly settings: Settings; readonly info: AppInfo }) {
  const { t, i18n } = useTranslation();
  return (
    <I18nProvider locale={i18n.language}>
      <PreferencesProvider initial={settings} info={info}>
        <ChooserProvider dialogs={info.dialogs}>
          <SessionProvider>
            <Screens />
          </SessionProvider>
        </ChooserProvider>
        <Toasts label={t('app.notifications')} closeLabel={t('common.close')} />
      </PreferencesProvider>
    </I18nProvider>
  );
}
