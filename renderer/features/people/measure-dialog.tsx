import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { TextField } from '../../components/field.tsx';
import { StillNeeded } from '../../components/still-needed.tsx';
import { today } from './today.ts';
import type { Measure } from './use-open-record.ts';

export type MeasureFields = Pick<Measure, 'order' | 'scope' | 'from' | 'to' | 'variedBy'>;

export interface MeasureDialogProps {
  readonly how: 'new' | 'change' | 'vary';
  readonly measure: Measure | null;
  readonly onSave: (fields: MeasureFields) => Promise<ToldFailure | null>;
  readonly onClose: () => void;
}

const formId = 'measure-form';

/** What a court ordered for the protection of a person, from when to when. */
export function MeasureDialog({ how, measure, onSave, onClose }: MeasureDialogProps) {
  const { t } = useTranslation();
  const [order, setOrder] = useState(how === 'vary' ? '' : measure?.order ?? '');
  const [scope, setScope] = useState(measure?.scope ?? '');
  const [from, setFrom] = useState(how === 'vary' ? today() : measure?.from ?? today());
  const [to, setTo] = useState(measure?.to ?? '');
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const backwards = to !== '' && to < from;
  const ready = order.trim() !== '' && scope.trim() !== '' && from !== '' && !backwards;
  const save = async (): Promise<void> => {
    if (!ready) return;
    const refused = await onSave({ order: order.trim(), scope: scope.trim(), from, ...(to === '' ? {} : { to }) });
    setFailure(refused);
    if (refused === null) onClose();
  };
  return (
    <Dialog
      isOpen title={t(`people.measures.dialog.${how}`)} closeLabel={t('common.close')} onClose={onClose}
      actions={<><StillNeeded fields={{ [t('people.measures.order')]: order.trim() !== '', [t('people.measures.scope')]: scope.trim() !== '', [t('people.measures.from')]: from !== '' }} /><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" type="submit" form={formId} isDisabled={!ready}>{t('common.save')}</Button></>}
    >
      <Form
        id={formId} className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {how === 'vary' ? <p>{t('people.measures.varyMeans')}</p> : null}
        <TextField label={t('people.measures.order')} hint={t('people.measures.orderHint')} maxLength={500} value={order} onChange={setOrder} autoFocus />
        <TextField label={t('people.measures.scope')} hint={t('people.measures.scopeHint')} maxLength={500} value={scope} onChange={setScope} />
        <div className="form-grid form-grid-narrow">
          <TextField label={t('people.measures.from')} type="date" value={from} onChange={setFrom} />
          <TextField label={t('people.measures.to')} type="date" hint={t('people.measures.toHint')} error={backwards ? t('people.measures.backwards') : undefined} value={to} onChange={setTo} />
        </div>
        {failure === null ? null : <FailureNotice failure={failure} />}
      </Form>
    </Dialog>
  );
}
