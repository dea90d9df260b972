import { useTranslation } from 'react-i18next';
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
  if (added.length + replaced.length + withdrawn.length === 0) return <p className="small" role="status">{t('releases.changes.none', { number: since })}</p>;
  return (
    <div role="status">
      <ul className="changes-list small">
        {added.length === 0 ? null : <li>{t('releases.changes.added', { numbers: added.join(', ') })}</li>}
        {replaced.length === 0 ? null : <li>{t('releases.changes.replaced', { numbers: replaced.join(', ') })}</li>}
        {withdrawn.length === 0 ? null : <li>{t('releases.changes.withdrawn', { numbers: withdrawn.join(', ') })}</li>}
      </ul>
    </div>
  );
}
