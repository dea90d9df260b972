import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilePlus2, Languages, Link2, Undo2 } from 'lucide-react';
import { translationStates } from '../../../shared/case-model/translation.ts';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { SearchField, SelectField } from '../../components/field.tsx';
import { EmptyState, Notice } from '../../components/notice.tsx';
import type { DocumentRow } from '../../read-model/database.ts';
import { foldForFilter, matchesFilter } from '../../../shared/fold-for-filter.ts';
import { useDocuments } from '../../read-model/use-case.ts';
import { useOpenCase } from '../../session/case-session.tsx';
import { useNavigation } from '../../session/navigation.tsx';
import { ReceivedPairs } from './received-pairs.tsx';
import { MissingList } from './missing-list.tsx';
import { TranslationDialogs } from './translation-dialogs.tsx';
import { useTranslations } from './use-translations.ts';
import { useVersionActions } from './use-version-actions.ts';
import { VersionDetails } from './version-details.tsx';
import { VersionList } from './version-list.tsx';
import { needsAttention, today } from './version-way.ts';
import type { Version } from './version-way.ts';

type StateFilter = 'all' | 'attention' | Version['state'];

/** The versions of a filter, under their originals in the order of the case. */
function groupsOf(versions: readonly Version[], documents: ReadonlyMap<string, DocumentRow>, { query, state }: { readonly query: string; readonly state: StateFilter }) {
  const on = today();
  const shown = versions.filter((version) => (state === 'all' || (state === 'attention' ? needsAttention(version, on) : version.state === state))
    && (query.trim() === '' || matchesFilter(`${documents.get(version.original)?.folded ?? ''} ${foldForFilter(version.translator?.name ?? '')}`, query)));
  const of = Map.groupBy(shown, ({ original }) => original as string);
  return [...documents.keys()].flatMap((original) => {
    const own = of.get(original);
    return own === undefined ? [] : [{ original, versions: own }];
  });
}

/** What the court still lacks, and every version with its next step; one of them with its way beside the list. */
export function Versions({ selected }: { readonly selected: string | undefined }) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const { readOnly, received } = useOpenCase();
  const rows = useDocuments();
  const documents = useMemo(() => new Map((rows ?? []).map((row) => [row.id as string, row])), [rows]);
  const { versions, missing, failure } = useTranslations();
  const actions = useVersionActions();
  const [query, setQuery] = useState('');
  const [state, setState] = useState<StateFilter>('all');
  if (versions === null) return failure === null ? null : <div className="translations-notices"><FailureNotice failure={failure} /></div>;
  const groups = groupsOf(versions, documents, { query, state });
  const chosen = versions.find(({ id }) => id === selected);
  const stale = versions.filter((version) => version.stale && version.state !== 'superseded').length;
  const buttons = (
    <>
      <Button icon={FilePlus2} isDisabled={readOnly || documents.size === 0} onPress={() => { actions.open({ kind: 'request' }); }}>{t('translations.request')}</Button>
      <Button icon={Link2} isDisabled={readOnly || documents.size < 2} onPress={() => { actions.open({ kind: 'pair' }); }}>{t('translations.pair')}</Button>
    </>
  );
  return (
    <div className="translations-panes">
      <div className="translations-main">
        {versions.length === 0 ? null : (
          <div className="translations-tools">
            <SearchField label={t('translations.filter')} clearLabel={t('common.clear')} value={query} onChange={setQuery} />
            <SelectField label={t('translations.columns.state')} hideLabel value={state} onChange={setState} choices={(['all', 'attention', ...translationStates] as const).map((id) => ({ id, label: id === 'all' || id === 'attention' ? t(`translations.filters.${id}`) : t(`translations.states.${id}`) }))} />
            <div className="translations-buttons row-wrap">{buttons}</div>
          </div>
        )}
        <div className="translations-notices">
          {failure === null ? null : <FailureNotice failure={failure} />}
          {actions.failure === null ? null : <FailureNotice failure={actions.failure} />}
          {actions.undoable === null ? null : <Notice tone="info" title={actions.undoable.title} live actions={<Button icon={Undo2} onPress={actions.undoable.undo}>{t('common.undo')}</Button>} />}
          {stale === 0 ? null : <Notice tone="danger" title={t('translations.staleCount', { count: stale })}>{t('translations.staleBlocks')}</Notice>}
          {received ? null : <MissingList missing={missing} documents={documents} actions={actions} readOnly={readOnly} />}
        </div>
        {received ? <ReceivedPairs documents={documents} /> : null}
        {received ? null : versions.length === 0 && missing.length === 0 ? <EmptyState icon={Languages} title={t('translations.empty.title')} actions={buttons}>{t('translations.empty.what')}</EmptyState> : null}
        {!received && versions.length === 0 && missing.length > 0 ? <div className="translations-empty row-wrap">{buttons}</div> : null}
        {groups.length === 0 ? (versions.length === 0 ? null : <p className="quiet translations-empty">{t('translations.noneMatches')}</p>) : (
          <VersionList groups={groups} documents={documents} actions={actions} selected={chosen?.id} withNext={!readOnly && chosen === undefined} onSelect={({ id }) => { go(id === selected ? { screen: 'translations' } : { screen: 'translations', version: id }); }} />
        )}
      </div>
      {chosen === undefined ? null : <VersionDetails version={chosen} documents={documents} actions={actions} readOnly={readOnly} onClose={() => { go({ screen: 'translations' }); }} />}
      <TranslationDialogs actions={actions} documents={documents} />
    </div>
  );
}
