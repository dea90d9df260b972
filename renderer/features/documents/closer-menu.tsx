import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ClipboardList, Copy, EllipsisVertical, Languages, ScanSearch, SpellCheck } from 'lucide-react';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import { Button } from '../../components/button.tsx';
import { ActionMenu } from '../../components/menu.tsx';
import type { DocumentRow } from '../../read-model/database.ts';
import { CustodyIntakeDialog } from './custody-intake-dialog.tsx';
import { DoubtfulWordsDialog } from './doubtful-words-dialog.tsx';
import { DuplicatesDialog } from './duplicates-dialog.tsx';
import { HiddenContentDialog } from './hidden-content-dialog.tsx';
import { ReadDialog } from './read-dialog.tsx';
import type { Custody } from './use-intake.ts';

export interface CloserMenuProps {
  readonly chosen: readonly DocumentRow[];
  readonly readOnly: boolean;
  /** Its text cannot be read or looked into. */
  readonly sealed: boolean;
  /** What is open at first. */
  readonly begin: 'duplicates' | 'hidden' | null;
  readonly onAdd: (files: readonly ChosenFile[], custody: Custody) => void;
}

/** What is done less often with the list: taking in with custody details, reading in named languages, duplicates, doubtful words and hidden content of the chosen documents or of all. */
export function CloserMenu({ chosen, readOnly, sealed, begin, onAdd }: CloserMenuProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'custody' | 'duplicates' | 'doubtful' | 'hidden' | 'read' | null>(begin);
  const close = (): void => { setOpen(null); };
  return (
    <>
      <ActionMenu
        label={t('documents.more')} trigger={<Button icon={EllipsisVertical}>{t('documents.more')}</Button>}
        actions={[
          { id: 'custody', label: t('documents.custody.add'), icon: ClipboardList, isDisabled: readOnly, onAction: () => { setOpen('custody'); } },
          { id: 'read', label: t('documents.read.title'), icon: Languages, isDisabled: sealed, onAction: () => { setOpen('read'); } },
          { id: 'hidden', label: t('documents.hidden.title'), icon: ScanSearch, onAction: () => { setOpen('hidden'); } },
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
      {open === 'read' ? <ReadDialog chosen={chosen} onClose={close} /> : null}
      {open === 'hidden' ? <HiddenContentDialog chosen={chosen} readOnly={sealed} onClose={close} /> : null}
      {open === 'duplicates' ? <DuplicatesDialog onClose={close} /> : null}
      {open === 'doubtful' ? <DoubtfulWordsDialog document={chosen.length === 1 ? chosen[0] : undefined} onClose={close} /> : null}
    </>
  );
}
