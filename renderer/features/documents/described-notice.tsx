import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Undo2 } from 'lucide-react';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import type { Described } from './described.ts';

/** Says that documents were described, and takes it back. */
export function DescribedNotice({ described, onClose }: { readonly described: Described; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const undo = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const refused = await described.undo();
    setBusy(false);
    setFailure(refused);
    if (refused === null) onClose();
  };
  return (
    <div className="intake-report">
      <Notice tone="success" title={t('documents.described', { count: described.count })} live actions={<><Button icon={Undo2} isBusy={busy} onPress={() => { void undo(); }}>{t('common.undo')}</Button><Button onPress={onClose}>{t('common.close')}</Button></>} />
      {failure === null ? null : <FailureNotice failure={failure} />}
    </div>
  );
}
