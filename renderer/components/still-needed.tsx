import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/format.ts';

/** Beside a button that cannot be pressed yet: the fields that it waits for, by their labels. */
export function StillNeeded({ fields }: { readonly fields: Readonly<Record<string, boolean>> }) {
  const { t } = useTranslation();
  const { list } = useFormats();
  const missing = Object.keys(fields).filter((label) => fields[label] !== true);
  return missing.length === 0 ? null : <p className="still-needed small quiet">{t('common.stillNeeded', { fields: list(missing) })}</p>;
}
