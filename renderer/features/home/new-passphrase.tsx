import { useTranslation } from 'react-i18next';
import { PassphraseField } from '../../components/field.tsx';

export interface NewPassphraseProps {
  readonly passphrase: string;
  readonly repeated: string;
  readonly onPassphrase: (value: string) => void;
  readonly onRepeated: (value: string) => void;
}

/** A new passphrase, typed twice: there is no way back in without it. */
export function NewPassphrase({ passphrase, repeated, onPassphrase, onRepeated }: NewPassphraseProps) {
  const { t } = useTranslation();
  const shown = { showLabel: t('home.passphrase.show'), hideLabel: t('home.passphrase.hide') };
  return (
    <>
      <PassphraseField label={t('home.passphrase.label')} hint={t('home.passphrase.hint')} value={passphrase} onChange={onPassphrase} {...shown} />
      <PassphraseField
        label={t('home.passphrase.repeat')} value={repeated} onChange={onRepeated} {...shown}
        error={repeated !== '' && !passphrase.startsWith(repeated) ? t('home.passphrase.different') : undefined}
      />
    </>
  );
}
