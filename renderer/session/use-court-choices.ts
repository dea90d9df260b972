import { useTranslation } from 'react-i18next';
import { usePreferences } from './settings.tsx';

const named = ['ecthr', 'england-wales-civil', 'england-wales-criminal', 'england-wales-family', 'icc', 'plain', 'service-courts', 'uksc-jcpc', 'us-federal'] as const;

/** The courts whose rules are known, by name in the language of the window; one that has no name in it by its own. */
export function useCourtChoices(): readonly { readonly id: string; readonly label: string }[] {
  const { t } = useTranslation();
  const { info } = usePreferences();
  return info.courts.map(({ id, title }) => {
    const known = named.find((name) => name === id);
    return { id, label: known === undefined ? title : t(`courts.${known}`) };
  });
}
