import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton, DialogTrigger } from 'react-aria-components';
import { ChevronDown, ScanSearch } from 'lucide-react';
import type { ToldFailure } from '../../../shared/failure.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { PopoverPanel } from '../../components/popover-panel.tsx';
import { CheckboxField, SelectField } from '../../components/field.tsx';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import { useDocuments } from '../../read-model/use-case.ts';
import { NamedList } from './named-list.tsx';
import { scopeOfCall, scopeOfSaved, searchMatches, searchOf, searchPlaces } from './search-scope.ts';
import type { SearchScope } from './search-scope.ts';

type SavedSearch = CallOutput<'listSavedSearches'>['searches'][number];

function useSavedSearches() {
  const [searches, setSearches] = useState<readonly SavedSearch[]>([]);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const load = useCallback(async () => {
    const result = await call('listSavedSearches', {});
    if (result.ok) setSearches(result.value.searches);
    else setFailure(result.failure);
  }, []);
  useEffect(() => { void load(); }, [load]);
  const change = async (work: Promise<{ readonly ok: true } | { readonly ok: false; readonly failure: ToldFailure }>): Promise<void> => {
    const result = await work;
    setFailure(result.ok ? null : result.failure);
    if (result.ok) await load();
  };
  return { searches, failure, change };
}

export interface SearchMenuProps {
  readonly query: string;
  readonly scope: SearchScope;
  readonly onSearch: (query: string, scope: SearchScope) => void;
  readonly readOnly: boolean;
}

/** Where the search looks: places, language; and searches that were given names. */
export function SearchMenu({ query, scope, onSearch, readOnly }: SearchMenuProps) {
  const { t } = useTranslation();
  const { language: nameOf } = useFormats();
  const { searches, failure, change } = useSavedSearches();
  const documents = useDocuments();
  const languages = useMemo(() => {
    const known = new Set((documents ?? []).flatMap(({ language }) => (language === undefined ? [] : [language])));
    if (scope.language !== 'any') known.add(scope.language);
    return [...known].sort();
  }, [documents, scope.language]);
  const narrowed = scope.language !== 'any' || scope.match !== 'all' || scope.places.length < searchPlaces.length;
  return (
    <DialogTrigger>
      <AriaButton className="button" data-narrowed={narrowed || undefined}><ScanSearch size={16} aria-hidden />{narrowed ? t('documents.searching.narrowed') : t('documents.searching.title')}<ChevronDown size={14} aria-hidden /></AriaButton>
      <PopoverPanel label={t('documents.searching.title')} placement="bottom start" width="view" spacing="stack">
        <fieldset className="plain-fieldset">
          <legend className="field-label">{t('documents.searching.in')}</legend>
          <div className="view-columns">
            {searchPlaces.map((id) => (
              <CheckboxField
                key={id} label={t(`documents.searching.places.${id}`)} isSelected={scope.places.includes(id)} isDisabled={scope.places.length === 1 && scope.places.includes(id)}
                onChange={(on) => { onSearch(query, { ...scope, places: searchPlaces.filter((other) => (other === id ? on : scope.places.includes(other))) }); }}
              />
            ))}
          </div>
        </fieldset>
        <SelectField label={t('documents.searching.match.label')} value={scope.match} onChange={(match) => { onSearch(query, { ...scope, match }); }} choices={searchMatches.map((id) => ({ id, label: t(`documents.searching.match.${id}`) }))} />
        <SelectField
          label={t('documents.columns.language')} value={scope.language} onChange={(language) => { onSearch(query, { ...scope, language }); }}
          choices={[{ id: 'any', label: t('documents.searching.anyLanguage') }, ...languages.map((id) => ({ id, label: nameOf(id) }))]}
        />
        <NamedList
          title={t('documents.searching.saved')} items={searches} none={t('documents.searching.none')} nameLabel={t('documents.searching.name')} removeLabel={(name) => t('documents.searching.remove', { name })}
          readOnly={readOnly} nothingToSave={query.trim() === ''} failure={failure}
          onOpen={(saved) => { onSearch(saved.query, scopeOfSaved(saved)); }}
          onRemove={({ id }) => { void change(call('removeSavedSearch', { id })); }}
          onSave={(name) => {
            const same = searches.find((saved) => saved.name === name);
            void change(call('saveSearch', { ...(same === undefined ? {} : { id: same.id }), name, query: searchOf(query, scope.match).slice(0, 500), ...scopeOfCall(scope) }));
          }}
        />
      </PopoverPanel>
    </DialogTrigger>
  );
}
