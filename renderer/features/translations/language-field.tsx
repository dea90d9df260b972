import { useTranslation } from 'react-i18next';
import { SelectField, TextField } from '../../components/field.tsx';
import { useFormats } from '../../i18n/format.ts';

/** BCP 47 tags as the engine takes them. */
export const languageTag = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/u;

export interface LanguageFieldProps {
  readonly label: string;
  /** The languages of the case come first. */
  readonly known: readonly string[];
  readonly value: string;
  readonly onChange: (language: string) => void;
}

const other = 'other';

/** A language of the case by its name, or any other by its tag. */
export function LanguageField({ label, known, value, onChange }: LanguageFieldProps) {
  const { t } = useTranslation();
  const { language } = useFormats();
  const listed = known.includes(value);
  return (
    <>
      <SelectField label={label} value={listed ? value : other} onChange={(next) => { onChange(next === other ? '' : next); }} choices={[...known.map((tag) => ({ id: tag, label: language(tag) })), { id: other, label: t('translations.otherLanguage') }]} />
      {listed ? null : <TextField label={t('translations.languageTag')} hint={t('documents.languageHint')} value={value} onChange={onChange} error={value === '' || languageTag.test(value) ? undefined : t('documents.languageWrong')} />}
    </>
  );
}
