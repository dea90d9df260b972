import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/format.ts';
import './verification-report.css';

export interface Changes {
  /** Number of the earlier release. */
  readonly since: number;
  readonly added: readonly string[];
  readonly replaced: readonly string[];
  readonly withdrawn: readonly string[];
}

/** What one release holds otherwise than the one before it, by exhibit number. */
export function ChangesList({ changes: { since, added, replaced, withdrawn } }: { readonly changes: Changes }) {
  const { t } = useTranslation();
  const { list } = useFormats();
  if (added.length + replaced.length + withdrawn.length === 0) return <p className="small" role="status">{t('releases.changes.none', { number: since })}</p>;
  return (
    <div role="status">
      <ul className="changes-list small">
        {added.length === 0 ? null : <li>{t('releases.changes.added', { numbers: list(added) })}</li>}
        {replaced.length === 0 ? null : <li>{t('releases.changes.replaced', { numbers: list(replaced) })}</li>}
        {withdrawn.length === 0 ? null : <li>{t('releases.changes.withdrawn', { numbers: list(withdrawn) })}</li>}
      </ul>
    </div>
  );
}
