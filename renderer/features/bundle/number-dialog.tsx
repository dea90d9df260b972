import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import type { Bundle } from '../../../shared/case-model/bundle.ts';
import type { Failure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { TextField } from '../../components/field.tsx';
import { call } from '../../engine-client.ts';
import { numbered } from './bundle-moves.ts';

const formId = 'number-form';

/** Gives every exhibit its number in the order of the bundle. */
export function NumberDialog({ bundle, onClose }: { readonly bundle: Bundle; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [prefix, setPrefix] = useState('P-');
  const [failure, setFailure] = useState<Failure | null>(null);
  const numbers = numbered(bundle, prefix.trim());
  const apply = async (): Promise<void> => {
    const all = numbers.map(({ document }) => document);
    const cleared = all.length === 0 ? null : await call('changeDocuments', { documents: all, change: { exhibit: null } });
    if (cleared !== null && !cleared.ok) {
      setFailure(cleared.failure);
      return;
    }
    for (const { document, exhibit } of numbers) {
      const result = await call('changeDocuments', { documents: [document], change: { exhibit } });
      if (!result.ok) {
        setFailure(result.failure);
        return;
      }
    }
    onClose();
  };
  return (
    <Dialog
      isOpen title={t('bundle.number')} closeLabel={t('common.close')} onClose={onClose}
      actions={<><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" type="submit" form={formId} isDisabled={numbers.length === 0}>{t('bundle.numberApply', { count: numbers.length })}</Button></>}
    >
      <Form
        id={formId} className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void apply();
        }}
      >
        <TextField label={t('bundle.prefix')} hint={t('bundle.prefixHint')} value={prefix} onChange={setPrefix} autoFocus />
        <p>{t('bundle.numberMeans', { first: numbers[0]?.exhibit ?? '', last: numbers.at(-1)?.exhibit ?? '' })}</p>
        {failure === null ? null : <FailureNotice failure={failure} />}
      </Form>
    </Dialog>
  );
}
