import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonConsent, ProtectedPerson } from '../../../shared/case-model/protected-person.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { LanguageField } from '../../components/language-field.tsx';
import { CheckboxField, SearchField, SelectField, TextField } from '../../components/field.tsx';
import { toggled } from '../../components/toggled.ts';
import { matchesFilter } from '../../../shared/fold-for-filter.ts';
import { useDocuments } from '../../read-model/use-case.ts';
import { useOpenCase } from '../../session/case-session.tsx';
import { useEditionName, useEditionNames } from '../../session/edition-switch.tsx';
import { today } from './today.ts';

export type ConsentFields = Omit<PersonConsent, 'id' | 'pseudonym' | 'withdrawnAt' | 'withdrawnReason'>;

export interface ConsentDialogProps {
  readonly person: ProtectedPerson;
  readonly onSave: (consent: ConsentFields) => Promise<ToldFailure | null>;
  readonly onClose: () => void;
}

const mostShown = 40;

/** Chooses documents from a list that may be long; the chosen ones stay in view. */
function DocumentChoice({ chosen, onChange }: { readonly chosen: readonly DocumentId[]; readonly onChange: (chosen: readonly DocumentId[]) => void }) {
  const { t } = useTranslation();
  const documents = useDocuments() ?? [];
  const [query, setQuery] = useState('');
  const matching = documents.filter(({ id, folded }) => chosen.includes(id) || query.trim() === '' || matchesFilter(folded, query));
  return (
    <fieldset className="plain-fieldset">
      <legend className="field-label">{t('people.consents.documents')}</legend>
      <p className="field-hint">{t('people.consents.documentsHint')}</p>
      {documents.length <= 8 ? null : <SearchField label={t('people.consents.findDocument')} clearLabel={t('common.clear')} value={query} onChange={setQuery} />}
      <div className="consent-documents">
        {matching.slice(0, mostShown).map(({ id, title, exhibit }) => <CheckboxField key={id} label={`${exhibit ?? ''} ${title}`.trim()} isSelected={chosen.includes(id)} onChange={(on) => { onChange(toggled(chosen, id, on)); }} />)}
        {matching.length > mostShown ? <p className="quiet small">{t('people.consents.moreDocuments', { count: matching.length - mostShown })}</p> : null}
      </div>
    </fieldset>
  );
}

/** Records what a person agreed to, in which language it was explained and by whom it was interpreted. */
export function ConsentDialog({ person, onSave, onClose }: ConsentDialogProps) {
  const { t } = useTranslation();
  const { head } = useOpenCase();
  const nameOf = useEditionName();
  const names = useEditionNames();
  const [purpose, setPurpose] = useState<ConsentFields['purpose']>('disclosure');
  const [editions, setEditions] = useState<readonly string[]>([]);
  const [documents, setDocuments] = useState<readonly DocumentId[]>([]);
  const [text, setText] = useState('');
  const [language, setLanguage] = useState(person.language ?? '');
  const [interpreter, setInterpreter] = useState(person.interpreter ?? '');
  const [givenAt, setGivenAt] = useState(today());
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const ready = text.trim() !== '' && language !== '' && givenAt !== '';
  const save = async (): Promise<void> => {
    const refused = await onSave({ purpose, editions, documents, text: text.trim(), language, ...(interpreter.trim() === '' ? {} : { interpreter: interpreter.trim() }), givenAt });
    setFailure(refused);
    if (refused === null) onClose();
  };
  return (
    <FormDialog wide title={t('people.consents.add')} ready={ready} needs={{ [t('people.consents.text')]: text.trim() !== '', [t('people.consents.language')]: language !== '', [t('people.consents.givenAt')]: givenAt !== '' }} failure={failure} onSave={save} onClose={onClose}>
      <TextField label={t('people.consents.text')} hint={t('people.consents.textHint')} lines={4} maxLength={20_000} value={text} onChange={setText} autoFocus />
      <div className="form-grid">
        <SelectField label={t('people.consents.purpose')} value={purpose} onChange={setPurpose} choices={(['disclosure', 'use'] as const).map((id) => ({ id, label: t(`people.consents.purposes.${id}`) }))} />
        <TextField label={t('people.consents.givenAt')} type="date" value={givenAt} onChange={setGivenAt} />
        <LanguageField label={t('people.consents.language')} first={head.languages} value={language} onChange={setLanguage} />
        <TextField label={t('people.interpreter')} maxLength={500} value={interpreter} onChange={setInterpreter} />
      </div>
      <fieldset className="plain-fieldset">
        <legend className="field-label">{t('people.consents.editions')}</legend>
        <p className="field-hint">{t('people.consents.editionsHint')}</p>
        <div className="form-grid form-grid-narrow">{names.map((id) => <CheckboxField key={id} label={nameOf(id)} isSelected={editions.includes(id)} onChange={(on) => { setEditions(toggled(editions, id, on)); }} />)}</div>
      </fieldset>
      <DocumentChoice chosen={documents} onChange={setDocuments} />
    </FormDialog>
  );
}
