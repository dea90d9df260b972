import { useTranslation } from 'react-i18next';
import { FileQuestion } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { Badge } from '../../components/notice.tsx';
import { useGrowing } from '../../components/use-growing.tsx';
import { useFormats } from '../../i18n/format.ts';
import type { DocumentRow } from '../../read-model/database.ts';
import { labelOf } from './document-field.tsx';
import type { Missing } from './use-translations.ts';
import type { VersionActions } from './use-version-actions.ts';

/** What the court cannot read yet, with a button that asks for it at once. */
export function MissingList({ missing, documents, actions, readOnly }: { readonly missing: readonly Missing[]; readonly documents: ReadonlyMap<string, DocumentRow>; readonly actions: VersionActions; readonly readOnly: boolean }) {
  const { t } = useTranslation();
  const { language } = useFormats();
  const open = missing.filter(({ why }) => why !== 'stale');
  const { shown, more } = useGrowing(open.length);
  if (open.length === 0) return null;
  return (
    <section className="missing card" aria-labelledby="missing-translations">
      <h2 id="missing-translations"><FileQuestion size={18} aria-hidden />{t('translations.missing.title', { count: open.length })}</h2>
      <p className="small quiet">{t('translations.missing.means')}</p>
      <ul>
        {open.slice(0, shown).map(({ document, from, into, why }) => {
          const row = documents.get(document);
          return (
            <li key={document} className="missing-row">
              <bdi className="grow missing-title">{row === undefined ? document : labelOf(row)}</bdi>
              <span className="quiet small">{t('translations.missing.way', { from: language(from), into: into.map(language).join(' / ') })}</span>
              {why === 'requested' ? <Badge tone="accent">{t('translations.states.requested')}</Badge> : <Button isDisabled={readOnly} onPress={() => { actions.request(document, into[0] ?? 'en'); }}>{t('translations.missing.request')}<span className="visually-hidden"> {row === undefined ? document : labelOf(row)}</span></Button>}
            </li>
          );
        })}
        {more === null ? null : <li>{more}</li>}
      </ul>
    </section>
  );
}
