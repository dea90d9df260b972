import { useTranslation } from 'react-i18next';
import type { Finding } from '../../shared/finding.ts';

export interface FindingWordsProps {
  readonly finding: Pick<Finding, 'page' | 'values'> & { readonly code: Finding['code'] | 'other' };
}

/** What was found about a document, and on which page. */
export function FindingWords({ finding: { code, page, values } }: FindingWordsProps) {
  const { t } = useTranslation();
  return <span>{page === undefined ? null : <>{t('common.page', { page })}: </>}{t(`findings.${code}`, { ...values })}</span>;
}
