import { useTranslation } from 'react-i18next';
import { PassphraseField } from '../../components/field.tsx';

export interface NewPassphraseProps {
  readonly passphrase: string;
  readonly repeated: string;
  readonly onPassphrase: (value: string) => void;
  readonly onRepeated: (value: string) => void;
  /** What is lost without it; that of a case by default. */
  readonly hint?: string;
}

/** A new passphrase, typed twice: there is no way back in without it. */
export function NewPassphrase({ passphrase, repeated, onPassphrase, onRepeated, hint }: NewPassphraseProps) {
  const { t } = useTranslation();
  const shown = { showLabel: t('home.passphrase.show'), hideLabel: t('home.passphrase.hide') };
  return (
    <>
      <PassphraseField label={t('home.passphrase.label')} hint={hint ?? t('home.passphrase.hint')} value={passphrase} onChange={onPassphrase} {...shown} />
      <PassphraseField
        label={t('home.passphrase.repeat')} value={repeated} onChange={onRepeated} {...shown}
        error={repeated !== '' && !passphrase.startsWith(repeated) ? t('home.passphrase.different') : undefined}
      />
    </>
  );
}
