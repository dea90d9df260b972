import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { patternNames, redactionMethods } from '../../../shared/case-model/redaction.ts';
import type { PatternName, RedactionMethod } from '../../../shared/case-model/redaction.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import type { EditionName } from '../../../shared/identifiers.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { CheckboxField, SelectField, TextField } from '../../components/field.tsx';
import { toggled } from '../../components/toggled.ts';
import { call } from '../../engine-client.ts';
import type { EditionSummary, PersonCard } from '../../read-model/database.ts';
import { refreshPart } from '../../read-model/sync.ts';
import { usePart } from '../../read-model/use-case.ts';
import { useEditionName } from '../../session/edition-switch.tsx';
import { useCodeSets } from './use-reason-codes.ts';

const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '');

/** What an edition leaves out by rule: persons, patterns, terms, and the ground for it. Shown once what stands now is read, so that saving never loses it. */
export function RulesDialog({ edition, onClose }: { readonly edition: string; readonly onClose: () => void }) {
  const editions = usePart('editions');
  const persons = usePart('persons');
  if (editions === undefined || persons === undefined) return null;
  const known = editions.find((summary) => summary.edition === edition)?.set ?? null;
  return <RulesForm edition={edition} known={known} people={(persons ?? []).filter((person) => person.protected)} onClose={onClose} />;
}

interface RulesFormProps {
  readonly edition: string;
  readonly known: EditionSummary['set'];
  readonly people: readonly PersonCard[];
  readonly onClose: () => void;
}

function RulesForm({ edition, known, people, onClose }: RulesFormProps) {
  const { t } = useTranslation();
  const nameOf = useEditionName();
  const [ground, setGround] = useState(known?.ground ?? '');
  const [persons, setPersons] = useState<readonly string[]>(known?.persons ?? people.map(({ pseudonym }) => pseudonym));
  const [patterns, setPatterns] = useState<readonly PatternName[]>(known?.patterns ?? []);
  const [terms, setTerms] = useState((known?.terms ?? []).join('\n'));
  const [expressions, setExpressions] = useState((known?.expressions ?? []).join('\n'));
  const [reviewed, setReviewed] = useState(known?.order?.review === 'reviewed');
  const [fourEyes, setFourEyes] = useState(known?.order?.fourEyes ?? false);
  const [mayKeep, setMayKeep] = useState(known?.order?.mayKeep ?? false);
  const [codes, setCodes] = useState(known?.order?.codes ?? '');
  const [method, setMethod] = useState<RedactionMethod>(known?.order?.method ?? 'raster');
  const exceptions = known?.order?.exceptions;
  const codeSets = useCodeSets();
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const save = async (): Promise<void> => {
    const order = { ...(exceptions === undefined ? {} : { exceptions }), ...(method === 'raster' ? {} : { method }), review: reviewed ? 'reviewed' as const : 'automatic' as const, fourEyes, mayKeep, ...(codes === '' ? {} : { codes }) };
    const set = { edition: edition as EditionName, ground: ground.trim(), persons: [...persons], patterns: [...patterns], terms: linesOf(terms), zones: [], ...(linesOf(expressions).length === 0 ? {} : { expressions: linesOf(expressions) }), order };
    const result = await call('saveRedactionSet', { set });
    if (!result.ok) {
      setFailure(result.failure);
      return;
    }
    await refreshPart('editions');
    onClose();
  };
  return (
    <FormDialog wide title={t('redactions.rules.dialog', { edition: nameOf(edition) })} failure={failure} onSave={save} onClose={onClose}>
      <TextField label={t('redactions.rules.groundLabel')} hint={t('redactions.rules.groundHint')} value={ground} onChange={setGround} autoFocus />
      <fieldset className="plain-fieldset">
        <legend className="field-label">{t('redactions.rules.persons')}</legend>
        {people.length === 0 ? <p className="quiet">{t('redactions.rules.noPersons')}</p> : people.map(({ pseudonym, forms }) => (
          <CheckboxField key={pseudonym} label={pseudonym} hint={t('redactions.rules.forms', { count: forms })} isSelected={persons.includes(pseudonym)} onChange={(on) => { setPersons(toggled(persons, pseudonym, on)); }} />
        ))}
      </fieldset>
      <fieldset className="plain-fieldset">
        <legend className="field-label">{t('redactions.rules.patterns')}</legend>
        <div className="form-grid form-grid-narrow">{patternNames.map((pattern) => <CheckboxField key={pattern} label={t(`redactions.patterns.${pattern}`)} isSelected={patterns.includes(pattern)} onChange={(on) => { setPatterns(toggled(patterns, pattern, on)); }} />)}</div>
      </fieldset>
      <TextField label={t('redactions.rules.terms')} hint={t('redactions.rules.termsHint')} lines={4} value={terms} onChange={setTerms} />
      <fieldset className="plain-fieldset">
        <legend className="field-label">{t('redactions.order.title')}</legend>
        <CheckboxField label={t('redactions.order.reviewed')} hint={t('redactions.order.reviewedHint')} isSelected={reviewed} onChange={setReviewed} />
        <CheckboxField label={t('redactions.order.fourEyes')} hint={t('redactions.order.fourEyesHint')} isSelected={fourEyes} onChange={setFourEyes} />
        <CheckboxField label={t('redactions.order.mayKeep')} hint={t('redactions.order.mayKeepHint')} isSelected={mayKeep} onChange={setMayKeep} />
      </fieldset>
      <div className="form-grid">
        <SelectField label={t('redactions.order.codes')} value={codes} onChange={setCodes} choices={[{ id: '', label: t('common.none') }, ...codeSets.map(({ id, title }) => ({ id, label: title }))]} />
        <SelectField label={t('redactions.order.method')} hint={t('redactions.order.methodHint')} value={method} onChange={setMethod} choices={redactionMethods.map((id) => ({ id, label: t(`redactions.methods.${id}`) }))} />
        <TextField label={t('redactions.order.expressions')} hint={t('redactions.order.expressionsHint')} lines={2} mono value={expressions} onChange={setExpressions} />
      </div>
    </FormDialog>
  );
}
