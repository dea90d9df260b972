import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import type { ToldFailure } from '../../shared/failure.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { TextField } from './field.tsx';

export interface ReasonDialogProps {
  readonly title: string;
  readonly hint: string;
  readonly submitLabel: string;
  /** Given with a reason that is not empty; what it answers with is shown, and the dialog stays. */
  readonly onReason: (reason: string) => Promise<ToldFailure | null> | null;
  readonly onClose: () => void;
  readonly children?: ReactNode;
  /** What was given before, to be changed. */
  readonly initial?: string;
  /** What follows cannot be undone. */
  readonly danger?: boolean;
}

const formId = 'reason-form';

/** Asks why, where the log must be able to say it. */
export function ReasonDialog({ title, hint, submitLabel, onReason, onClose, children, initial = '', danger = false }: ReasonDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState(initial);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const given = reason.trim();
  const submit = async (): Promise<void> => {
    if (given === '' || busy) return;
    setBusy(true);
    const refused = await onReason(given);
    setBusy(false);
    setFailure(refused);
    if (refused === null) onClose();
  };
  return (
    <Dialog
      isOpen title={title} closeLabel={t('common.close')} onClose={onClose}
      actions={<><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind={danger ? 'danger' : 'primary'} type="submit" form={formId} isDisabled={given === ''}>{submitLabel}</Button></>}
    >
      <Form
        id={formId} className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {children}
        <TextField label={t('reason.label')} hint={hint} lines={3} maxLength={500} value={reason} onChange={setReason} autoFocus />
        {failure === null ? null : <FailureNotice failure={failure} />}
      </Form>
    </Dialog>
  );
}
