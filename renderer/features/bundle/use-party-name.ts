import { useTranslation } from 'react-i18next';

export const usualParties = ['prosecution', 'defence'] as const;

/** A party by the word that the window's language has for it, or by its own name. */
export function usePartyName(): (party: string) => string {
  const { t } = useTranslation();
  return (party) => {
    const known = usualParties.find((name) => name === party);
    return known === undefined ? party : t(`exhibits.parties.${known}`);
  };
}
