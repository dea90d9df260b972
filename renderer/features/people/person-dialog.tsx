import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Plus, X } from 'lucide-react';
import { riskLevels } from '../../../shared/case-model/protected-person.ts';
import type { PersonRelation, ProtectedPerson, RiskLevel } from '../../../shared/case-model/protected-person.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { LanguageField } from '../../components/language-field.tsx';
import { CheckboxField, SelectField, TextField } from '../../components/field.tsx';
import { call } from '../../engine-client.ts';
import { useOpenCase } from '../../session/case-session.tsx';

export interface PersonDialogProps {
  readonly person: ProtectedPerson | null;
  /** The other pseudonyms of the register. */
  readonly others: readonly string[];
  readonly onSave: (person: ProtectedPerson) => Promise<ToldFailure | null>;
  readonly onClose: () => void;
}

const schemes = ['witness', 'victim', 'child', 'family', 'other'] as const;
const linesOf = (text: string): string[] => [...new Set(text.split('\n').map((line) => line.normalize('NFC').trim()).filter((line) => line !== ''))];

function given<Key extends string, Value>(key: Key, value: Value, isGiven: boolean): { readonly [Name in Key]?: Value } {
  return (isGiven ? { [key]: value } : {}) as { readonly [Name in Key]?: Value };
}

/** The next free pseudonym of a usual scheme. */
function SchemeButtons({ onPseudonym }: { readonly onPseudonym: (pseudonym: string) => void }) {
  const { t } = useTranslation();
  const take = async (scheme: string): Promise<void> => {
    const result = await call('nextPseudonym', { scheme });
    if (result.ok) onPseudonym(result.value.pseudonym);
  };
  return (
    <div className="row-wrap next-free" role="group" aria-label={t('people.nextFree')}>
      <span className="small quiet">{t('people.nextFree')}</span>
      {schemes.map((id) => <Button key={id} kind="quiet" onPress={() => { void take(t(`people.schemes.${id}`)); }}>{t(`people.schemes.${id}`).replace(/[#@]/u, '…')}</Button>)}
    </div>
  );
}

interface RelationsProps {
  readonly relations: readonly PersonRelation[];
  readonly others: readonly string[];
  readonly onChange: (relations: readonly PersonRelation[]) => void;
}

function Relations({ relations, others, onChange }: RelationsProps) {
  const { t } = useTranslation();
  const [first] = others;
  if (first === undefined) return null;
  const set = (at: number, change: Partial<PersonRelation>): void => { onChange(relations.map((relation, index) => (index === at ? { ...relation, ...change } : relation))); };
  return (
    <fieldset className="plain-fieldset">
      <legend className="field-label">{t('people.relations')}</legend>
      {relations.map(({ to, how }, index) => (
        <div key={index} className="relation">
          <TextField label={t('people.relationHow')} placeholder={t('people.relationExample')} maxLength={500} value={how} onChange={(next) => { set(index, { how: next }); }} />
          <SelectField label={t('people.relationTo')} value={to} onChange={(next) => { set(index, { to: next }); }} choices={[...new Set([to, ...others])].map((id) => ({ id, label: id }))} />
          <IconButton label={t('people.relationRemove', { name: to })} icon={X} onPress={() => { onChange(relations.filter((_, at) => at !== index)); }} />
        </div>
      ))}
      <div><Button icon={Plus} onPress={() => { onChange([...relations, { to: first, how: '' }]); }}>{t('people.relationAdd')}</Button></div>
    </fieldset>
  );
}

/** One protected person: every known form of the name, and what one must know to deal with them. */
export function PersonDialog({ person, others, onSave, onClose }: PersonDialogProps) {
  const { t } = useTranslation();
  const { head } = useOpenCase();
  const [pseudonym, setPseudonym] = useState(person?.pseudonym ?? '');
  const [names, setNames] = useState((person?.names ?? []).join('\n'));
  const [aliases, setAliases] = useState((person?.aliases ?? []).join('\n'));
  const [spellings, setSpellings] = useState((person?.spellings ?? []).join('\n'));
  const [isProtected, setProtected] = useState(person?.protected ?? true);
  const [child, setChild] = useState(person?.child ?? false);
  const [risk, setRisk] = useState<RiskLevel>(person?.risk ?? 'unknown');
  const [riskNote, setRiskNote] = useState(person?.riskNote ?? '');
  const [language, setLanguage] = useState(person?.language ?? '');
  const [interpreter, setInterpreter] = useState(person?.interpreter ?? '');
  const [contactWishes, setContactWishes] = useState(person?.contactWishes ?? '');
  const [relations, setRelations] = useState<readonly PersonRelation[]>(person?.relations ?? []);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const forms = linesOf(names);
  const double = others.includes(pseudonym.trim());
  const reveals = !double && pseudonym.trim() !== '' && [...forms, ...linesOf(aliases), ...linesOf(spellings)].some((form) => form.length > 1 && pseudonym.toLowerCase().includes(form.toLowerCase()));
  const ready = pseudonym.trim() !== '' && forms.length > 0 && !double && !reveals;
  const save = async (): Promise<void> => {
    const kept = relations.map(({ to, how }) => ({ to, how: how.trim() })).filter(({ how }) => how !== '');
    const refused = await onSave({
      pseudonym: pseudonym.trim(), names: forms, protected: isProtected, child,
      ...given('aliases', linesOf(aliases), aliases.trim() !== ''), ...given('spellings', linesOf(spellings), spellings.trim() !== ''), ...given('relations', kept, kept.length > 0),
      ...given('risk', risk, risk !== 'unknown'), ...given('riskNote', riskNote.trim(), riskNote.trim() !== ''), ...given('language', language, language !== ''),
      ...given('interpreter', interpreter.trim(), interpreter.trim() !== ''), ...given('contactWishes', contactWishes.trim(), contactWishes.trim() !== ''),
    });
    setFailure(refused);
    if (refused === null) onClose();
  };
  return (
    <FormDialog wide title={person === null ? t('people.add') : t('people.editTitle')} ready={ready} needs={{ [t('people.pseudonym')]: pseudonym.trim() !== '', [t('people.names')]: forms.length > 0 }} failure={failure} onSave={save} onClose={onClose}>
      <div className="stack-tight">
        <TextField label={t('people.pseudonym')} hint={t('people.pseudonymHint')} maxLength={500} value={pseudonym} onChange={setPseudonym} error={double ? t('people.pseudonymTaken') : reveals ? t('people.pseudonymReveals') : undefined} autoFocus />
        {person === null ? <SchemeButtons onPseudonym={setPseudonym} /> : null}
      </div>
      <TextField label={t('people.names')} hint={t('people.namesHint')} lines={4} value={names} onChange={setNames} />
      <div className="form-grid">
        <TextField label={t('people.aliases')} hint={t('people.aliasesHint')} lines={2} value={aliases} onChange={setAliases} />
        <TextField label={t('people.spellings')} hint={t('people.spellingsHint')} lines={2} value={spellings} onChange={setSpellings} />
      </div>
      <div className="form-grid">
        <CheckboxField label={t('people.isProtected')} hint={t('people.isProtectedHint')} isSelected={isProtected} onChange={setProtected} />
        <CheckboxField label={t('people.isChild')} hint={t('people.isChildHint')} isSelected={child} onChange={setChild} />
      </div>
      <div className="form-grid">
        <SelectField label={t('people.risk')} value={risk} onChange={setRisk} choices={riskLevels.map((id) => ({ id, label: t(`people.risks.${id}`) }))} />
        <TextField label={t('people.riskNote')} maxLength={2000} value={riskNote} onChange={setRiskNote} />
        <LanguageField label={t('people.language')} first={head.languages} value={language} onChange={setLanguage} />
        <TextField label={t('people.interpreter')} hint={t('people.interpreterHint')} maxLength={500} value={interpreter} onChange={setInterpreter} />
      </div>
      <TextField label={t('people.contactWishes')} hint={t('people.contactWishesHint')} lines={2} maxLength={2000} value={contactWishes} onChange={setContactWishes} />
      <Relations relations={relations} others={others} onChange={setRelations} />
    </FormDialog>
  );
}
