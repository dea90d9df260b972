import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { SearchField } from '../../components/field.tsx';
import { useFormats } from '../../i18n/format.ts';
import type { DocumentRow } from '../../read-model/database.ts';
import { foldForFilter, matchesFilter } from '../../../shared/fold-for-filter.ts';
import type { Exhibits } from './use-exhibits.ts';

const mostShown = 300;

/** Every number that an exhibit had and has: an old number in a statement can be followed to the new one. */
export function ConcordanceDialog({ concordance, documents, onClose }: { readonly concordance: Exhibits['concordance']; readonly documents: ReadonlyMap<string, DocumentRow>; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const [query, setQuery] = useState('');
  const titleOf = (id: string): string => documents.get(id)?.title ?? id;
  const shown = concordance.toReversed().filter(({ document, from = '', to = '' }) => query.trim() === '' || matchesFilter(foldForFilter(`${from} ${to} ${titleOf(document)}`), query));
  return (
    <Dialog isOpen wide title={t('exhibits.concordance.title')} closeLabel={t('common.close')} onClose={onClose} actions={<Button onPress={onClose}>{t('common.close')}</Button>}>
      <p className="quiet">{concordance.length === 0 ? t('exhibits.concordance.none') : t('exhibits.concordance.means')}</p>
      {concordance.length === 0 ? null : (
        <>
          <SearchField label={t('exhibits.concordance.find')} clearLabel={t('common.clear')} value={query} onChange={setQuery} autoFocus />
          <div className="plain-table-box" tabIndex={0} role="region" aria-label={t('exhibits.concordance.title')}>
            <table className="plain-table">
              <thead><tr><th>{t('exhibits.old')}</th><th>{t('exhibits.new')}</th><th>{t('exhibits.now')}</th><th>{t('documents.columns.title')}</th><th>{t('exhibits.concordance.when')}</th></tr></thead>
              <tbody>
                {shown.slice(0, mostShown).map(({ document, from, to, at }, index) => (
                  <tr key={index}><td><bdi>{from ?? '–'}</bdi></td><td><bdi>{to ?? '–'}</bdi></td><td><strong><bdi>{documents.get(document)?.exhibit ?? '–'}</bdi></strong></td><td><bdi>{titleOf(document)}</bdi></td><td className="number">{dateTime(at)}</td></tr>
                ))}
              </tbody>
            </table>
          </div>
          {shown.length > mostShown ? <p className="quiet small">{t('exhibits.moreChanges', { count: shown.length - mostShown })}</p> : null}
        </>
      )}
    </Dialog>
  );
}
