import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { transliterationSchemes } from '../../../shared/case-model/translation.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { Segments, SelectField, TextField } from '../../components/field.tsx';
import { LanguageAdder } from '../../components/language-field.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useLanguageChoices } from '../../i18n/language-choices.ts';
import { useOpenCase } from '../../session/case-session.tsx';

export type GlossaryEntry = CallOutput<'getGlossary'>['entries'][number];

export interface GlossaryEntryDialogProps {
  readonly entry: GlossaryEntry | null;
  /** Answers why it cannot be kept, or null. */
  readonly onSave: (entry: GlossaryEntry) => Promise<ToldFailure | null>;
  readonly onClose: () => void;
}

/** A name or term: its one form in each language, by which scheme it is transliterated, and the forms that are wrong. */
export function GlossaryEntryDialog({ entry, onSave, onClose }: GlossaryEntryDialogProps) {
  const { t } = useTranslation();
  const { language } = useFormats();
  const { head } = useOpenCase();
  const [kind, setKind] = useState<GlossaryEntry['kind']>(entry?.kind ?? 'name');
  const [forms, setForms] = useState<Readonly<Record<string, string>>>(entry?.forms ?? {});
  const [languages, setLanguages] = useState<readonly string[]>([...new Set([...head.languages, ...Object.keys(entry?.forms ?? {})])]);
  const others = useLanguageChoices([]).filter(({ id }) => !languages.includes(id));
  const [scheme, setScheme] = useState<GlossaryEntry['scheme']>(entry?.scheme ?? 'none');
  const [avoid, setAvoid] = useState((entry?.avoid ?? []).join('\n'));
  const [note, setNote] = useState(entry?.note ?? '');
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const filled: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(forms).map(([tag, form]) => [tag, form.trim()] as const).filter(([, form]) => form !== ''));
  const ready = Object.keys(filled).length > 0;
  const save = async (): Promise<void> => {
    const wrong = [...new Set(avoid.split('\n').map((line) => line.trim()).filter((line) => line !== ''))];
    setFailure(await onSave({ id: entry?.id ?? crypto.randomUUID(), kind, forms: filled, avoid: wrong, scheme, ...(note.trim() === '' ? {} : { note: note.trim() }) }));
  };
  return (
    <FormDialog wide title={entry === null ? t('translations.glossary.add') : t('translations.glossary.edit')} ready={ready} failure={failure} onSave={save} onClose={onClose}>
      <Segments label={t('translations.glossary.kind')} value={kind} onChange={setKind} choices={[{ id: 'name', label: t('translations.glossary.kinds.name') }, { id: 'term', label: t('translations.glossary.kinds.term') }]} />
      <fieldset className="plain-fieldset">
        <legend className="field-label">{t('translations.glossary.forms')}</legend>
        <div className="form-grid">
          {languages.map((tag) => <TextField key={tag} label={language(tag)} value={forms[tag] ?? ''} maxLength={500} onChange={(form) => { setForms((known) => ({ ...known, [tag]: form })); }} />)}
        </div>
      </fieldset>
      <LanguageAdder label={t('translations.glossary.moreLanguage')} choices={others} onAdd={(tag) => { setLanguages((known) => [...known, tag]); }} />
      {kind === 'name' ? <SelectField label={t('translations.glossary.scheme')} value={scheme} onChange={setScheme} choices={transliterationSchemes.map((id) => ({ id, label: t(`translations.glossary.schemes.${id}`) }))} /> : null}
      <TextField label={t('translations.glossary.avoid')} hint={t('translations.glossary.avoidHint')} lines={3} value={avoid} onChange={setAvoid} />
      <TextField label={t('translations.note')} value={note} onChange={setNote} maxLength={2000} />
    </FormDialog>
  );
}
