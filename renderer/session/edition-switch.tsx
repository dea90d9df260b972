import { useTranslation } from 'react-i18next';
import { SelectField } from '../components/field.tsx';
import { usePart } from '../read-model/use-case.ts';
import { useOpenCase } from './case-session.tsx';
import { useNavigation } from './navigation.tsx';

const wellKnown = ['court', 'defence', 'prosecution', 'public'] as const;

/** An edition by the word that the window's language has for it, or by its own name. */
export function useEditionName(): (edition: string) => string {
  const { t } = useTranslation();
  return (edition) => {
    const known = wellKnown.find((name) => name === edition);
    return known === undefined ? edition : t(`editions.${known}`);
  };
}

/** Every edition that can be chosen: those of the case, and the four that every case may have. */
export function useEditionNames(): readonly string[] {
  const editions = usePart('editions') ?? [];
  return [...new Set([...wellKnown, ...editions.map(({ edition }) => edition as string)])];
}

/** For whom redactions, bundle and releases are looked at. */
export function EditionSwitch({ placement }: { readonly placement: 'status' | 'screen' }) {
  const { t } = useTranslation();
  const { edition, setEdition } = useNavigation();
  const { received } = useOpenCase();
  const nameOf = useEditionName();
  const names = useEditionNames();
  // What was received is of one edition.
  if (received) return null;
  return (
    <div className="edition-switch" data-placement={placement} data-edition={edition}>
      <span className="quiet" aria-hidden>{t('editions.label')}</span>
      <SelectField label={t('editions.label')} hideLabel value={edition} onChange={setEdition} choices={names.map((id) => ({ id, label: nameOf(id) }))} />
    </div>
  );
}
