import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import { TextSearch } from 'lucide-react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { SearchField } from '../../components/field.tsx';
import { EmptyState } from '../../components/notice.tsx';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import { useDocuments } from '../../read-model/use-case.ts';
import { useNavigation } from '../../session/navigation.tsx';
import type { CasePlace } from '../../session/navigation.tsx';
import { labelOf } from './document-field.tsx';

type Hit = CallOutput<'searchAligned'>['hits'][number];
const debounceMs = 200;
const mostHits = 100;

function useHits(query: string): { readonly hits: readonly Hit[] | null; readonly failure: ToldFailure | null } {
  const [hits, setHits] = useState<readonly Hit[] | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  useEffect(() => {
    const wanted = query.trim().slice(0, 500);
    if (wanted === '') {
      setHits(null);
      return undefined;
    }
    let stale = false;
    const timer = setTimeout(() => {
      void call('searchAligned', { query: wanted, limit: mostHits }).then((result) => {
        if (stale) return;
        setFailure(result.ok ? null : result.failure);
        setHits(result.ok ? result.value.hits : []);
      });
    }, debounceMs);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [query]);
  return { hits, failure };
}

/** Searches in one language and shows the sentence that says the same in the other. */
export function AlignedSearch({ initialQuery }: { readonly initialQuery: string }) {
  const { t } = useTranslation();
  const { language } = useFormats();
  const { go } = useNavigation();
  const [query, setQuery] = useState(initialQuery);
  const { hits, failure } = useHits(query);
  const rows = useDocuments();
  const documents = useMemo(() => new Map((rows ?? []).map((row) => [row.id as string, row])), [rows]);
  // Coming back, the hits are there again.
  const toPage = (place: CasePlace): void => {
    go({ screen: 'translations', tab: 'search', query });
    go(place);
  };
  const nameOf = (id: string): string => {
    const row = documents.get(id);
    return row === undefined ? id : labelOf(row);
  };
  return (
    <div className="translations-main">
      <div className="translations-tools">
        <SearchField label={t('translations.search.label')} clearLabel={t('common.clear')} value={query} onChange={setQuery} autoFocus />
        <span className="small quiet" role="status">{hits === null ? '' : t('translations.search.hits', { count: hits.length })}</span>
      </div>
      {failure === null ? null : <div className="translations-notices"><FailureNotice failure={failure} /></div>}
      {hits === null ? <EmptyState icon={TextSearch} title={t('translations.search.title')}>{t('translations.search.means')}</EmptyState> : (
        <ul className="aligned-hits">
          {hits.map((hit, index) => (
            <li key={index} className="aligned-hit">
              <AriaButton className="aligned-place" onPress={() => { toPage({ screen: 'document', document: hit.document, page: hit.page, mark: hit.rects, ...(hit.others[0] === undefined ? {} : { beside: hit.others[0].document }) }); }}>
                <span className="small quiet"><bdi>{nameOf(hit.document)}</bdi> · {t('common.page', { page: hit.page })}</span>
                <span dir="auto" className="sentence-text">{hit.sentence === '' ? hit.snippet : hit.sentence}</span>
              </AriaButton>
              {hit.others.length === 0 ? <span className="quiet small aligned-place">{t('translations.search.alone')}</span> : hit.others.map((other) => {
                const [place] = other.places;
                return (
                  <AriaButton key={other.document} className="aligned-place" onPress={() => { toPage({ screen: 'document', document: other.document, beside: hit.document, ...(place === undefined ? {} : { page: place.page, mark: place.rects }) }); }}>
                    <span className="small quiet"><bdi>{nameOf(other.document)}</bdi> · {language(other.language)}{place === undefined ? '' : ` · ${t('common.page', { page: place.page })}`}</span>
                    <span dir="auto" lang={other.language} className="sentence-text">{other.text}</span>
                  </AriaButton>
                );
              })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
