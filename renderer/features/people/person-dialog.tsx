import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import type { Failure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { CheckboxField, TextField } from '../../components/field.tsx';
import type { Person } from '../../read-model/database.ts';

export interface PersonDialogProps {
  readonly person: Person | null;
  readonly taken: readonly string[];
  readonly onSave: (person: Person) => Promise<Failure | null>;
  readonly onClose: () => void;
}

const formId = 'person-form';

/** One protected person with every known form of the name. */
export function PersonDialog({ person, taken, onSave, onClose }: PersonDialogProps) {
  const { t } = useTranslation();
  const [pseudonym, setPseudonym] = useState(person?.pseudonym ?? '');
  const [names, setNames] = useState((person?.names ?? []).join('\n'));
  const [isProtected, setProtected] = useState(person?.protected ?? true);
  const [child, setChild] = useState(person?.child ?? false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const forms = [...new Set(names.split('\n').map((name) => name.normalize('NFC').trim()).filter((name) => name !== ''))];
  const double = taken.includes(pseudonym.trim());
  const ready = pseudonym.trim() !== '' && forms.length > 0 && !double;
  const save = async (): Promise<void> => {
    if (!ready) return;
    const refused = await onSave({ pseudonym: pseudonym.trim(), names: forms, protected: isProtected, child });
    if (refused === null) onClose();
    else setFailure(refused);
  };
  return (
    <Dialog
      isOpen title={person === null ? t('people.add') : t('people.editTitle')} closeLabel={t('common.close')} onClose={onClose}
      actions={<><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" type="submit" form={formId} isDisabled={!ready}>{t('common.save')}</Button></>}
    >
      <Form
        id={formId} className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField label={t('people.pseudonym')} hint={t('people.pseudonymHint')} value={pseudonym} onChange={setPseudonym} error={double ? t('people.pseudonymTaken') : undefined} autoFocus />
        <TextField label={t('people.names')} hint={t('people.namesHint')} lines={5} value={names} onChange={setNames} />
        <CheckboxField label={t('people.isProtected')} hint={t('people.isProtectedHint')} isSelected={isProtected} onChange={setProtected} />
        <CheckboxField label={t('people.isChild')} hint={t('people.isChildHint')} isSelected={child} onChange={setChild} />
        {failure === null ? null : <FailureNotice failure={failure} />}
      </Form>
    </Dialog>
  );
}
