import { createContext, use, useCallback, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { CallInput, CallOutput } from '../../shared/ipc/contract.ts';
import { call } from '../engine-client.ts';
import { speak } from '../i18n/i18n.ts';

export type Settings = CallOutput<'getSettings'>;
export type AppInfo = CallOutput<'appInfo'>;

export interface Preferences {
  readonly settings: Settings;
  readonly info: AppInfo;
  readonly change: (change: CallInput<'saveSettings'>) => void;
}

const PreferencesContext = createContext<Preferences | null>(null);

export function usePreferences(): Preferences {
  const preferences = use(PreferencesContext);
  if (preferences === null) throw new Error('No preferences above this component.');
  return preferences;
}

/** Chromium asks queries that count in `rem` again when the container changes, not when the size of the text does. */
function askContainersAgain(): void {
  const container = document.getElementById('root');
  if (container === null) return;
  container.style.containerType = 'normal';
  container.getBoundingClientRect();
  container.style.removeProperty('container-type');
}

async function apply(settings: Settings): Promise<void> {
  const root = document.documentElement;
  if (settings.theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = settings.theme;
  root.style.setProperty('--text-scale', String(settings.textScalePercent / 100));
  askContainersAgain();
  await speak(settings.language);
}

/** Theme, size of text and language of the window, and what the application is. */
export function PreferencesProvider({ initial, info, children }: { readonly initial: Settings; readonly info: AppInfo; readonly children: ReactNode }) {
  const [settings, setSettings] = useState(initial);
  useEffect(() => { void apply(settings); }, [settings]);
  const change = useCallback((next: CallInput<'saveSettings'>) => {
    void call('saveSettings', next).then((result) => { if (result.ok) setSettings(result.value); });
  }, []);
  const preferences = useMemo(() => ({ settings, info, change }), [settings, info, change]);
  return <PreferencesContext value={preferences}>{children}</PreferencesContext>;
}
