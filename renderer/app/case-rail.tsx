import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import { BookCopy, EyeOff, Files, History, Languages, LayoutDashboard, LockKeyhole, LogOut, MessageSquareText, PackageCheck, Settings, UserRoundX, Wrench } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { Mark } from '../components/mark.tsx';
import { useFormats } from '../i18n/format.ts';
import { useDocumentCount, usePart } from '../read-model/use-case.ts';
import { useOpenCase, useSession } from '../session/case-session.tsx';
import { useLeaveQuestion } from '../session/leave-question.tsx';
import { caseScreens, useNavigation } from '../session/navigation.tsx';
import type { CasePlace, CaseScreen } from '../session/navigation.tsx';

const icons: Readonly<Record<CaseScreen, LucideIcon>> = {
  overview: LayoutDashboard, review: MessageSquareText, documents: Files, people: UserRoundX, translations: Languages, redactions: EyeOff, bundle: BookCopy, releases: PackageCheck, log: History, tools: Wrench, settings: Settings,
};

function useCounters(): Partial<Record<CaseScreen, number>> {
  const documents = useDocumentCount();
  const persons = usePart('persons');
  const editions = usePart('editions');
  const releases = usePart('releases');
  const translations = usePart('translations');
  return {
    documents, people: persons?.length ?? 0, translations: translations?.length ?? 0, releases: releases?.length ?? 0,
    redactions: (editions ?? []).reduce((sum, { undecided }) => sum + undecided, 0),
  };
}

// What a received case has nothing to do with.
const ownOnly = new Set<CaseScreen>(['people', 'redactions', 'releases']);

/** The screen of the rail that a place belongs to. */
function screenOf(place: CasePlace, received: boolean): CaseScreen {
  if (place.screen === 'document') return place.mode === 'redact' ? 'redactions' : 'documents';
  if (place.screen === 'verify') return received ? 'review' : 'releases';
  return place.screen;
}

/** The way around the case, and the way out of it. */
export function CaseRail() {
  const { t } = useTranslation();
  const { number } = useFormats();
  const { place, go } = useNavigation();
  const { lock, close } = useSession();
  const { leave, question } = useLeaveQuestion(close);
  const { head, readOnly, received } = useOpenCase();
  const counters = useCounters();
  const screens = caseScreens.filter((screen) => (received ? !ownOnly.has(screen) : screen !== 'review'));
  const current = screenOf(place, received);
  return (
    <nav className="rail" aria-label={t('case.navigation')}>
      <div className="rail-head">
        <Mark size={26} />
        <div className="stack-tight rail-case">
          <strong className="rail-title"><bdi>{head.title}</bdi></strong>
          {head.reference === undefined ? null : <span className="small rail-quiet truncate"><bdi>{head.reference}</bdi></span>}
          {readOnly ? <span className="rail-read-only small">{t('case.readOnly')}</span> : null}
        </div>
      </div>
      <ul className="rail-screens">
        {screens.map((screen) => {
          const Icon = icons[screen];
          const count = counters[screen] ?? 0;
          return (
            <li key={screen}>
              <AriaButton className="rail-item" {...(current === screen ? { 'aria-current': 'page' as const } : {})} data-current={current === screen || undefined} onPress={() => { go({ screen }); }}>
                <Icon size={18} aria-hidden />
                <span className="grow truncate">{t(`case.screens.${screen}`)}</span>
                {count === 0 ? null : <span className="rail-count number" aria-hidden>{number(count)}</span>}
              </AriaButton>
            </li>
          );
        })}
      </ul>
      <div className="rail-foot">
        <AriaButton className="rail-item rail-lock" onPress={lock}><LockKeyhole size={18} aria-hidden /><span className="grow">{t('case.lock')}</span></AriaButton>
        <AriaButton className="rail-item" onPress={leave}><LogOut size={18} className="mirrored" aria-hidden /><span className="grow">{t('case.close')}</span></AriaButton>
        {question}
      </div>
    </nav>
  );
}
