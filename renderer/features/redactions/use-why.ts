import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { useValuesInWords } from '../../i18n/values-in-words.ts';

type Redaction = CallOutput<'listRedactions'>['redactions'][number];

/** Why a place is left out: in the words of whoever marked it, or in the window's for what the rules found. */
export function useWhy(): (redaction: Pick<Redaction, 'why' | 'found' | 'narrow'>) => string {
  const { t } = useTranslation();
  const shown = useValuesInWords();
  return ({ why, found, narrow = false }) => {
    const said = found === undefined ? why : t(`redactions.reasons.${found.code}`, { replace: shown(found.values ?? {}) });
    return narrow ? `${said} ${t('redactions.narrow')}` : said;
  };
}
