import { useTranslation } from 'react-i18next';
import { Columns2, Languages, Rows3 } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/notice.tsx';
import { useFormats } from '../../i18n/format.ts';
import type { DocumentRow } from '../../read-model/database.ts';
import { usePart } from '../../read-model/use-case.ts';
import { useNavigation } from '../../session/navigation.tsx';
import { labelOf } from './document-field.tsx';

/** The translations of a release that was received, each beside its original. */
export function ReceivedPairs({ documents }: { readonly documents: ReadonlyMap<string, DocumentRow> }) {
  const { t } = useTranslation();
  const { language } = useFormats();
  const { go } = useNavigation();
  const pairs = (usePart('translations') ?? []).flatMap(({ original, translation }) => {
    const [from, into] = [documents.get(original), documents.get(translation)];
    return from === undefined || into === undefined ? [] : [{ from, into }];
  });
  if (pairs.length === 0) return <EmptyState icon={Languages} title={t('translations.empty.title')} />;
  return (
    <div className="translations-lists">
      <section aria-labelledby="received-pairs">
        <h2 id="received-pairs">{t('translations.pairsReceived.title')}</h2>
        <ul>
          {pairs.map(({ from, into }) => (
            <li key={into.id} className="card machine-row">
              <span className="grow stack-tight"><bdi className="machine-name">{labelOf(from)}</bdi><span className="small quiet"><bdi>{labelOf(into)}</bdi>{into.language === undefined ? null : ` · ${language(into.language)}`}</span></span>
              <Button icon={Columns2} onPress={() => { go({ screen: 'document', document: from.id, beside: into.id }); }}>{t('translations.pagesBeside')}</Button>
              <Button icon={Rows3} onPress={() => { go({ screen: 'translations', sentences: into.id }); }}>{t('translations.sentenceBySentence')}</Button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
