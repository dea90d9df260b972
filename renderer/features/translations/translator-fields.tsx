import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../../shared/ipc/contract.ts';
import { TextField } from '../../components/field.tsx';

export type GivenTranslator = NonNullable<CallInput<'requestTranslation'>['translator']>;
export const translatorFields = ['name', 'qualification', 'register', 'contact'] as const;
export type TranslatorField = (typeof translatorFields)[number];
export type TranslatorDraft = Partial<Record<TranslatorField, string>>;

/** What was filled in, without blanks; undefined while there is no name. */
export function translatorOf(draft: TranslatorDraft): GivenTranslator | undefined {
  const filled: TranslatorDraft = Object.fromEntries(translatorFields.map((field) => [field, (draft[field] ?? '').trim()] as const).filter(([, value]) => value !== ''));
  const { name, ...rest } = filled;
  return name === undefined ? undefined : { name, ...rest };
}

/** Who translates: name, qualification, register number, and where they are reached. */
export function TranslatorFields({ draft, onChange }: { readonly draft: TranslatorDraft; readonly onChange: (draft: TranslatorDraft) => void }) {
  const { t } = useTranslation();
  return (
    <div className="form-grid">
      {translatorFields.map((field) => (
        <TextField key={field} label={t(`translations.translator.${field}`)} value={draft[field] ?? ''} maxLength={field === 'name' ? 500 : 2000} onChange={(value) => { onChange({ ...draft, [field]: value }); }} />
      ))}
    </div>
  );
}
