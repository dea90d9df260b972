import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import type { DocumentRow } from '../../read-model/database.ts';
import { useFormats } from '../../i18n/format.ts';
import { useGrowing } from '../../components/use-growing.tsx';
import { labelOf } from './document-field.tsx';
import { NextButton } from './next-button.tsx';
import type { VersionActions } from './use-version-actions.ts';
import { DeadlineChip, StateChips } from './version-chips.tsx';
import { newestFirst } from './version-way.ts';
import type { Version } from './version-way.ts';

export interface VersionListProps {
  readonly groups: readonly { readonly original: string; readonly versions: readonly Version[] }[];
  readonly documents: ReadonlyMap<string, DocumentRow>;
  readonly actions: VersionActions;
  readonly selected: string | undefined;
  readonly onSelect: (version: Version) => void;
  /** Details beside the list show what comes next. */
  readonly withNext: boolean;
}

/** Versions under their originals: language, state, translator, deadline, and the one thing to do next. */
export function VersionList({ groups, documents, actions, selected, onSelect, withNext }: VersionListProps) {
  const { t } = useTranslation();
  const { language } = useFormats();
  const { shown, more } = useGrowing(groups.length, 1 + groups.findIndex(({ versions }) => versions.some(({ id }) => id === selected)));
  return (
    <>
      <table className="versions">
        <thead>
          <tr>
            <th scope="col">{t('translations.columns.version')}</th><th scope="col">{t('translations.columns.state')}</th><th scope="col">{t('translations.columns.translator')}</th>
            <th scope="col">{t('translations.columns.deadline')}</th>{withNext ? <th scope="col">{t('translations.columns.next')}</th> : null}
          </tr>
        </thead>
        {groups.slice(0, shown).map(({ original, versions }) => {
          const row = documents.get(original);
          return (
            <tbody key={original}>
              <tr className="versions-original"><th scope="rowgroup" colSpan={withNext ? 5 : 4}><bdi>{row === undefined ? original : labelOf(row)}</bdi>{row?.language === undefined ? null : <span className="quiet small"> {language(row.language)}</span>}</th></tr>
              {newestFirst(versions).map((version) => (
                <tr key={version.id} className="version-row" data-selected={version.id === selected || undefined} data-stale={(version.stale && version.state !== 'superseded') || undefined} data-past={version.state === 'superseded' || undefined}>
                  <th scope="row"><AriaButton className="version-open" aria-pressed={version.id === selected} onPress={() => { onSelect(version); }}>{t('translations.versionOf', { language: language(version.language), version: version.version })}</AriaButton>{version.translation === undefined || version.stale || version.state === 'superseded' ? null : <span className="small quiet version-bound">{t('translations.bound')}</span>}</th>
                  <td><StateChips version={version} /></td>
                  <td>{version.translator === undefined ? <span className="quiet small">{t('translations.noTranslator')}</span> : <bdi>{version.translator.name}</bdi>}</td>
                  <td><DeadlineChip version={version} /></td>
                  {withNext ? <td className="version-next"><NextButton version={version} actions={actions} kind="plain" /></td> : null}
                </tr>
              ))}
            </tbody>
          );
        })}
      </table>
      {more === null ? null : <div className="versions-more">{more}</div>}
    </>
  );
}
