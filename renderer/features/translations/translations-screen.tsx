import { useTranslation } from 'react-i18next';
import { Segments } from '../../components/field.tsx';
import { Screen } from '../../components/screen.tsx';
import { translationTabs, useNavigation } from '../../session/navigation.tsx';
import type { CasePlace } from '../../session/navigation.tsx';
import { AlignedSearch } from './aligned-search.tsx';
import { DraftReader } from './draft-reader.tsx';
import { Glossary } from './glossary.tsx';
import { MachineDrafts } from './machine-drafts.tsx';
import { SentenceView } from './sentence-view.tsx';
import { Versions } from './versions.tsx';
import './translations.css';

export type TranslationsPlace = Extract<CasePlace, { readonly screen: 'translations' }>;

/** Translations: their versions and what is missing, sentences in both languages, the glossary, machine drafts. */
export function TranslationsScreen({ place }: { readonly place: TranslationsPlace }) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  if (place.sentences !== undefined) return <SentenceView key={place.sentences} translation={place.sentences} row={place.row ?? 0} />;
  if (place.draft !== undefined) return <DraftReader document={place.draft.document} language={place.draft.language} />;
  const { tab = 'versions' } = place;
  return (
    <Screen
      flush help="translations" title={t('translations.title')}
      actions={<Segments label={t('translations.title')} value={tab} onChange={(next) => { go({ screen: 'translations', tab: next }); }} choices={translationTabs.map((id) => ({ id, label: t(`translations.tabs.${id}`) }))} />}
    >
      {tab === 'versions' ? <Versions selected={place.version} /> : tab === 'search' ? <AlignedSearch initialQuery={place.query ?? ''} /> : tab === 'glossary' ? <Glossary /> : <MachineDrafts />}
    </Screen>
  );
}
