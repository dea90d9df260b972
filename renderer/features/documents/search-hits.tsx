import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { call } from '../../engine-client.ts';
import { useDocuments } from '../../read-model/use-case.ts';
import { useNavigation } from '../../session/navigation.tsx';

const debounceMs = 200;
const hitLimit = 200;
type Search = CallOutput<'search'>;

function useSearch(query: string): Search | null {
  const [answer, setAnswer] = useState<Search | null>(null);
  useEffect(() => {
    if (query.trim().length < 2) {
      setAnswer(null);
      return undefined;
    }
    let stale = false;
    const timer = setTimeout(() => {
      void call('search', { query: query.trim().slice(0, 500), limit: hitLimit }).then((result) => { if (!stale) setAnswer(result.ok ? result.value : null); });
    }, debounceMs);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [query]);
  return answer;
}

/** Where the words of the filter stand in the text of the documents. */
export function SearchHits({ query }: { readonly query: string }) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const documents = useDocuments();
  const answer = useSearch(query);
  if (answer === null) return null;
  const titles = new Map((documents ?? []).map(({ id, title }) => [id as string, title]));
  return (
    <section className="hits" aria-label={t('documents.hits.title')}>
      <h2 className="hits-title" role="status">{answer.more ? t('documents.hits.more', { count: answer.hits.length }) : t('documents.hits.count', { count: answer.hits.length })}</h2>
      <ul>
        {answer.hits.map(({ document, page, snippet }, index) => (
          <li key={index}>
            <AriaButton className="hit" onPress={() => { go({ screen: 'document', document, page, query }); }}>
              <span className="hit-place"><bdi className="truncate">{titles.get(document) ?? document}</bdi><span className="quiet number">{t('common.page', { page })}</span></span>
              <span className="hit-snippet truncate"><bdi>{snippet}</bdi></span>
            </AriaButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
