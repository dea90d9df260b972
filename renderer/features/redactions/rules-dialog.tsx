import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import { patternNames } from '../../../shared/case-model/redaction.ts';
import type { PatternName } from '../../../shared/case-model/redaction.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { EditionName } from '../../../shared/identifiers.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { CheckboxField, TextField } from '../../components/field.tsx';
import { call } from '../../engine-client.ts';
import type { EditionSummary, Person } from '../../read-model/database.ts';
import { refreshPart } from '../../read-model/sync.ts';
import { usePart, usePersons } from '../../read-model/use-case.ts';
import { useEditionName } from '../../session/edition-switch.tsx';

const formId = 'redaction-rules-form';

function toggled<T>(list: readonly T[], item: T, on: boolean): readonly T[] {
  return on ? [...list, item] : list.filter((other) => other !== item);
}

/** What an edition leaves out by rule: persons, patterns, terms, and the ground for it. Shown once what stands now is read, so that saving never loses it. */
export function RulesDialog({ edition, onClose }: { readonly edition: string; readonly onClose: () => void }) {
  const editions = usePart('editions');
  const persons = usePersons();
  if (editions === undefined || persons === undefined) return null;
  const known = editions.find((summary) => summary.edition === edition)?.set ?? null;
  return <RulesForm edition={edition} known={known} people={persons.filter((person) => person.protected)} onClose={onClose} />;
}

interface RulesFormProps {
  readonly edition: string;
  readonly known: EditionSummary['set'];
  readonly people: readonly Person[];
  readonly onClose: () => void;
}

function RulesForm({ edition, known, people, onClose }: RulesFormProps) {
  const { t } = useTranslation();
  const nameOf = useEditionName();
  const [ground, setGround] = useState(known?.ground ?? '');
  const [persons, setPersons] = useState<readonly string[]>(known?.persons ?? people.map(({ pseudonym }) => pseudonym));
  const [patterns, setPatterns] = useState<readonly PatternName[]>(known?.patterns ?? []);
  const [terms, setTerms] = useState((known?.terms ?? []).join('\n'));
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = async (): Promise<void> => {
    const set = { edition: edition as EditionName, ground: ground.trim(), persons: [...persons], patterns: [...patterns], terms: terms.split('\n').map((term) => term.trim()).filter((term) => term !== ''), zones: [] };
    const result = await call('saveRedactionSet', { set });
    if (!result.ok) {
      setFailure(result.failure);
      return;
    }
    await refreshPart('editions');
    onClose();
  };
  return (
    <Dialog
      isOpen wide title={t('redactions.rules.dialog', { edition: nameOf(edition) })} closeLabel={t('common.close')} onClose={onClose}
      actions={<><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" type="submit" form={formId}>{t('common.save')}</Button></>}
    >
      <Form
        id={formId} className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField label={t('redactions.rules.groundLabel')} hint={t('redactions.rules.groundHint')} value={ground} onChange={setGround} autoFocus />
        <fieldset className="plain-fieldset">
          <legend className="field-label">{t('redactions.rules.persons')}</legend>
          {people.length === 0 ? <p className="quiet">{t('redactions.rules.noPersons')}</p> : people.map(({ pseudonym, names }) => (
            <CheckboxField key={pseudonym} label={pseudonym} hint={t('redactions.rules.forms', { count: names.length })} isSelected={persons.includes(pseudonym)} onChange={(on) => { setPersons(toggled(persons, pseudonym, on)); }} />
          ))}
        </fieldset>
        <fieldset className="plain-fieldset">
          <legend className="field-label">{t('redactions.rules.patterns')}</legend>
          <div className="form-grid form-grid-narrow">{patternNames.map((pattern) => <CheckboxField key={pattern} label={t(`redactions.patterns.${pattern}`)} isSelected={patterns.includes(pattern)} onChange={(on) => { setPatterns(toggled(patterns, pattern, on)); }} />)}</div>
        </fieldset>
        <TextField label={t('redactions.rules.terms')} hint={t('redactions.rules.termsHint')} lines={4} value={terms} onChange={setTerms} />
        {failure === null ? null : <FailureNotice failure={failure} />}
      </Form>
    </Dialog>
  );
}
