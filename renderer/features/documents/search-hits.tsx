import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import type { ToldFailure } from '../../../shared/failure.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { call } from '../../engine-client.ts';
import { useDocuments } from '../../read-model/use-case.ts';
import { useNavigation } from '../../session/navigation.tsx';
import { scopeOfCall, searchOf, searchPlaces } from './search-scope.ts';
import type { SearchScope } from './search-scope.ts';

const debounceMs = 200;
const hitLimit = 200;
type Search = CallOutput<'search'>;

function useSearch(query: string, scope: SearchScope): Search | ToldFailure | null {
  const [answer, setAnswer] = useState<Search | ToldFailure | null>(null);
  useEffect(() => {
    if (query.trim().length < 2) {
      setAnswer(null);
      return undefined;
    }
    let stale = false;
    const timer = setTimeout(() => {
      void call('search', { query: searchOf(query, scope.match).slice(0, 500), limit: hitLimit, ...scopeOfCall(scope) }).then((result) => { if (!stale) setAnswer(result.ok ? result.value : result.failure); });
    }, debounceMs);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [query, scope]);
  return answer;
}

const leadLetters = 24;

/** What stands before a match, from the last words on: the match itself is in view in a narrow window too. */
function shortLead(lead: string): string {
  return lead.length <= leadLetters ? lead : `… ${lead.slice(lead.indexOf(' ', lead.length - leadLetters) + 1)}`;
}

function Snippet({ snippet, match }: { readonly snippet: string; readonly match: Search['hits'][number]['match'] | undefined }) {
  if (match === undefined) return <bdi className="truncate">{snippet}</bdi>;
  const [from, to] = match;
  return <bdi className="truncate">{shortLead(snippet.slice(0, from))}<mark>{snippet.slice(from, to)}</mark>{snippet.slice(to)}</bdi>;
}

/** Where the words of the filter stand: in the text of the documents, their translations, names and notes. */
export function SearchHits({ query, scope }: { readonly query: string; readonly scope: SearchScope }) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const documents = useDocuments();
  const answer = useSearch(query, scope);
  if (answer === null) return null;
  if ('code' in answer) return <div className="intake-report"><FailureNotice failure={answer} /></div>;
  const titles = new Map((documents ?? []).map(({ id, title }) => [id as string, title]));
  const inPlaces = searchPlaces.flatMap((place) => {
    const count = answer.hits.filter((hit) => hit.place === place).length;
    return count === 0 ? [] : [`${t(`documents.searching.places.${place}`)}: ${String(count)}`];
  });
  return (
    <section className="hits" aria-label={t('documents.hits.title')}>
      <h2 className="hits-title"><span role="status">{answer.hits.length === 0 ? t('documents.hits.none') : answer.more ? t('documents.hits.more', { count: answer.hits.length }) : t('documents.hits.count', { count: answer.hits.length })}{inPlaces.length === 0 ? null : <span className="hits-places">{inPlaces.join(' · ')}</span>}</span></h2>
      <ul>
        {answer.hits.map(({ document, page, place, rects, snippet, match }, index) => (
          <li key={index}>
            <AriaButton className="hit" onPress={() => { go({ screen: 'document', document, page, ...(rects.length === 0 ? {} : { query: searchOf(query, scope.match) }) }); }}>
              <span className="hit-place"><bdi className="truncate">{titles.get(document) ?? document}</bdi>{rects.length === 0 ? null : <span className="quiet number">{t('common.page', { page })}</span>}</span>
              <span className="hit-snippet">{place === 'text' ? null : <span className="badge">{t(`documents.searching.places.${place}`)}</span>}<Snippet snippet={snippet} match={match} /></span>
            </AriaButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
