import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import { ArrowLeft, BadgeCheck, BookOpen, ChevronRight, CircleHelp, FilePlus, FolderOpen, PackageOpen, Wrench } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { ChosenFile as OfferedFile } from '../../../shared/ipc/bridge.ts';
import { Button } from '../../components/button.tsx';
import { useFileDrop } from '../../components/file-drop.tsx';
import { Mark } from '../../components/mark.tsx';
import { useHostEvents } from '../../session/host-events.ts';
import type { MenuCommand, OfferedFiles } from '../../session/host-events.ts';
import { useSession } from '../../session/case-session.tsx';
import type { Start as SessionStart } from '../../session/case-session.tsx';
import { usePreferences } from '../../session/settings.tsx';
import { CreateCase } from './create-case.tsx';
import { OpenCase } from './open-case.tsx';
import { OpenDemonstration } from './open-demonstration.tsx';
import { OpenRelease } from './open-release.tsx';
import { RecentCases } from './recent-cases.tsx';
import { VerifyRelease } from './verify-release.tsx';
import { WindowChoices } from './window-choices.tsx';
import './home.css';

export type HomePlace =
  | { readonly at: 'start' | 'create' | 'demonstration' | 'tools' }
  | { readonly at: 'verify' | 'release'; readonly file?: OfferedFile }
  | { readonly at: 'open'; readonly token?: string; readonly name?: string };

const placeOfCommand: Partial<Record<MenuCommand, 'create' | 'open' | 'verify' | 'release'>> = { 'new-case': 'create', 'open-case': 'open', 'verify': 'verify', 'open-release': 'release' };

interface Action {
  readonly at: HomePlace['at'];
  readonly icon: LucideIcon;
}

const actions: readonly Action[] = [
  { at: 'create', icon: FilePlus }, { at: 'open', icon: FolderOpen }, { at: 'verify', icon: BadgeCheck }, { at: 'release', icon: PackageOpen }, { at: 'tools', icon: Wrench }, { at: 'demonstration', icon: BookOpen },
];

function Start({ go }: { readonly go: (place: HomePlace) => void }) {
  const { t } = useTranslation();
  const { info } = usePreferences();
  return (
    <div className="stack home-start">
      <h1>{t('home.title')}</h1>
      <ul className="home-actions">
        {actions.filter(({ at }) => at !== 'demonstration' || info.demonstration).map(({ at, icon: Icon }) => (at === 'start' ? null : (
          <li key={at}>
            <AriaButton className="home-action" onPress={() => { go({ at }); }}>
              <Icon size={24} strokeWidth={1.6} aria-hidden />
              <span className="stack-tight grow"><strong>{t(`home.${at}.action`)}</strong><span className="quiet">{t(`home.${at}.what`)}</span></span>
              <ChevronRight size={18} className="mirrored" aria-hidden />
            </AriaButton>
          </li>
        )))}
      </ul>
      <RecentCases onOpen={(token, name) => { go({ at: 'open', token, name }); }} />
    </div>
  );
}

function Chosen({ place, go, tools }: { readonly place: HomePlace; readonly go: (place: HomePlace) => void; readonly tools: ReactNode }) {
  const { t } = useTranslation();
  switch (place.at) {
    case 'start': return <Start go={go} />;
    case 'create': return <CreateCase />;
    case 'open': return <OpenCase key={place.token ?? ''} token={place.token} name={place.name} />;
    case 'demonstration': return <OpenDemonstration />;
    case 'verify': return <VerifyRelease key={place.file?.token ?? ''} offered={place.file} />;
    case 'release': return <OpenRelease offered={place.file} />;
    case 'tools': return <div className="stack"><h1>{t('tools.title')}</h1>{tools}</div>;
  }
}

function placeOfStart({ place, file }: SessionStart): HomePlace {
  if (file === undefined) return { at: place };
  return place === 'open' ? { at: 'open', token: file.token, name: file.name } : { at: 'release', file: { ...file, bytes: 0 } };
}

/** What the window shows while no case is open. */
export function Home({ tools, onGuide }: { readonly tools: ReactNode; readonly onGuide: () => void }) {
  const { t } = useTranslation();
  const { info } = usePreferences();
  const { start } = useSession();
  const [place, setPlace] = useState<HomePlace>(() => placeOfStart(start));
  // A folder that is no case, or no longer one, is told so where it is opened.
  const offer = useCallback(([file]: OfferedFiles | readonly OfferedFile[]) => {
    if (file?.kind === 'case' || file?.kind === 'folder') setPlace({ at: 'open', token: file.token, name: file.name });
    else if (file !== undefined) setPlace({ at: 'verify', file: { ...file, bytes: 0 } });
  }, []);
  useHostEvents(useCallback((command) => {
    const at = placeOfCommand[command];
    if (at !== undefined) setPlace({ at });
    else if (command === 'guide') onGuide();
  }, [onGuide]), offer);
  const { over, handlers } = useFileDrop((files) => { void window.custodia.tokensFor(files).then(offer); });
  return (
    <div className="home">
      <header className="home-side" data-start={place.at === 'start' || undefined}>
        <p className="home-brand"><Mark size={40} />{t('app.name')}</p>
        <p className="home-tagline">{t('app.tagline')}</p>
        <ul className="home-promises">
          <li>{t('home.promise.offline')}</li>
          <li>{t('home.promise.originals')}</li>
          <li>{t('home.promise.proof')}</li>
        </ul>
        <WindowChoices />
        <Button kind="quiet" icon={CircleHelp} onPress={onGuide}>{t('tour.again')}</Button>
        <p className="home-version small">{t('home.version', { version: info.version })}</p>
      </header>
      <main className="home-main" {...(place.at === 'start' || place.at === 'open' ? { ...handlers, 'data-over': over || undefined } : {})}>
        <div className="home-column">
          {place.at === 'start' ? null : <div><Button kind="quiet" icon={ArrowLeft} onPress={() => { setPlace({ at: 'start' }); }}>{t('common.back')}</Button></div>}
          <Chosen place={place} go={setPlace} tools={tools} />
        </div>
      </main>
    </div>
  );
}
