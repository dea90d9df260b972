import { useTranslation } from 'react-i18next';
import { BundleScreen } from '../features/bundle/bundle-screen.tsx';
import { DocumentsScreen } from '../features/documents/documents-screen.tsx';
import { VerifyRelease } from '../features/home/verify-release.tsx';
import { LogScreen } from '../features/log/log-screen.tsx';
import { OverviewScreen } from '../features/overview/overview-screen.tsx';
import { PeopleScreen } from '../features/people/people-screen.tsx';
import { RedactionsScreen } from '../features/redactions/redactions-screen.tsx';
import { ReleasesScreen } from '../features/releases/releases-screen.tsx';
import { ReviewScreen } from '../features/review/review-screen.tsx';
import { SettingsScreen } from '../features/settings/settings-screen.tsx';
import { DeadlineNotice } from '../features/translations/deadline-notice.tsx';
import { TranslationsScreen } from '../features/translations/translations-screen.tsx';
import { Tools } from '../features/tools/tools.tsx';
import { Screen } from '../components/screen.tsx';
import { useDocument } from '../read-model/use-case.ts';
import { useNavigation } from '../session/navigation.tsx';
import type { CasePlace } from '../session/navigation.tsx';
import { DocumentView } from './document-view.tsx';

function DocumentPlace({ place }: { readonly place: Extract<CasePlace, { readonly screen: 'document' }> }) {
  const document = useDocument(place.document);
  if (document === undefined) return null;
  return <DocumentView key={document.id} document={document} page={place.page} query={place.query} doubt={place.doubt} mode={place.mode} mark={place.mark} beside={place.beside} />;
}

function ToolsScreen() {
  const { t } = useTranslation();
  return <Screen help="tools" title={t('tools.title')}><div className="screen-column"><Tools /></div></Screen>;
}

/** The screen that the window is at. */
export function CaseScreens() {
  const { place } = useNavigation();
  switch (place.screen) {
    case 'overview': return <><DeadlineNotice /><OverviewScreen /></>;
    case 'review': return <ReviewScreen />;
    case 'documents': return <DocumentsScreen />;
    case 'document': return <DocumentPlace place={place} />;
    case 'people': return <PeopleScreen />;
    case 'translations': return <TranslationsScreen place={place} />;
    case 'redactions': return <RedactionsScreen />;
    case 'bundle': return <BundleScreen />;
    case 'releases': return <ReleasesScreen />;
    case 'log': return <LogScreen />;
    case 'verify': return <main className="screen"><div className="screen-body"><div className="screen-column"><VerifyRelease offered={undefined} inCase /></div></div></main>;
    case 'tools': return <ToolsScreen />;
    case 'settings': return <SettingsScreen />;
  }
}
