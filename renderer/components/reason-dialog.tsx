import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { TextField } from './field.tsx';

export interface ReasonDialogProps {
  readonly title: string;
  readonly hint: string;
  readonly submitLabel: string;
  /** Given with a reason that is not empty. */
  readonly onReason: (reason: string) => void;
  readonly onClose: () => void;
}

const formId = 'reason-form';

/** Asks why, where the log must be able to say it. */
export function ReasonDialog({ title, hint, submitLabel, onReason, onClose }: ReasonDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const given = reason.trim();
  return (
    <Dialog
      isOpen title={title} closeLabel={t('common.close')} onClose={onClose}
      actions={<><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" type="submit" form={formId} isDisabled={given === ''}>{submitLabel}</Button></>}
    >
      <Form
        id={formId} className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (given === '') return;
          onReason(given);
          onClose();
        }}
      >
        <TextField label={t('reason.label')} hint={hint} lines={3} maxLength={500} value={reason} onChange={setReason} autoFocus />
      </Form>
    </Dialog>
  );
}
