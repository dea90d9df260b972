import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ClipboardList, Copy, Ellipsis, SpellCheck } from 'lucide-react';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import { Button } from '../../components/button.tsx';
import { ActionMenu } from '../../components/menu.tsx';
import type { DocumentRow } from '../../read-model/database.ts';
import { CustodyIntakeDialog } from './custody-intake-dialog.tsx';
import { DoubtfulWordsDialog } from './doubtful-words-dialog.tsx';
import { DuplicatesDialog } from './duplicates-dialog.tsx';
import type { Custody } from './use-intake.ts';

export interface CloserMenuProps {
  readonly chosen: readonly DocumentRow[];
  readonly readOnly: boolean;
  /** What is open at first. */
  readonly begin: 'duplicates' | null;
  readonly onAdd: (files: readonly ChosenFile[], custody: Custody) => void;
}

/** What is done less often with the list: taking in with custody details, duplicates, doubtful words of the chosen document or of all. */
export function CloserMenu({ chosen, readOnly, begin, onAdd }: CloserMenuProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'custody' | 'duplicates' | 'doubtful' | null>(begin);
  const close = (): void => { setOpen(null); };
  return (
    <>
      <ActionMenu
        label={t('documents.more')} trigger={<Button icon={Ellipsis}>{t('documents.more')}</Button>}
        actions={[
          { id: 'custody', label: t('documents.custody.add'), icon: ClipboardList, isDisabled: readOnly, onAction: () => { setOpen('custody'); } },
          { id: 'duplicates', label: t('documents.duplicates.title'), icon: Copy, onAction: () => { setOpen('duplicates'); } },
          { id: 'doubtful', label: t('documents.doubtful.title'), icon: SpellCheck, onAction: () => { setOpen('doubtful'); } },
        ]}
      />
      {open === 'custody' ? (
        <CustodyIntakeDialog
          onClose={close}
          onAdd={(files, custody) => {
            close();
            onAdd(files, custody);
          }}
        />
      ) : null}
      {open === 'duplicates' ? <DuplicatesDialog onClose={close} /> : null}
      {open === 'doubtful' ? <DoubtfulWordsDialog document={chosen.length === 1 ? chosen[0] : undefined} onClose={close} /> : null}
    </>
  );
}
