import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import type { ToldFailure } from '../../shared/failure.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { StillNeeded } from './still-needed.tsx';

export interface FormDialogProps {
  readonly title: string;
  readonly wide?: boolean;
  /** Whether what is filled in can be saved. */
  readonly ready?: boolean;
  /** The fields that saving waits for, by their labels, and whether each is filled in. */
  readonly needs?: Readonly<Record<string, boolean>>;
  /** What its button says it does; saves by default. */
  readonly submitLabel?: string;
  readonly busy?: boolean;
  /** Why it was not saved. */
  readonly failure: ToldFailure | null;
  readonly onSave: () => Promise<void>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A form over the window, saved by its button or Enter, left by Escape. */
export function FormDialog({ title, wide = false, ready = true, needs = {}, submitLabel, busy = false, failure, onSave, onClose, children }: FormDialogProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Dialog
      isOpen wide={wide} title={title} closeLabel={t('common.close')} onClose={onClose}
      actions={<><StillNeeded fields={needs} /><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" type="submit" form={id} isDisabled={!ready} isBusy={busy}>{busy ? t('common.working') : submitLabel ?? t('common.save')}</Button></>}
    >
      <Form
        id={id} className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !busy) void onSave();
        }}
      >
        {children}
        {failure === null ? null : <FailureNotice failure={failure} />}
      </Form>
    </Dialog>
  );
}
