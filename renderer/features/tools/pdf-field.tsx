import { useTranslation } from 'react-i18next';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import { FileDrop } from '../../components/file-drop.tsx';
import { useChooser } from '../../places/place-chooser.tsx';

/** One PDF, dropped or chosen. */
export function PdfField({ file, onFile }: { readonly file: ChosenFile | null; readonly onFile: (file: ChosenFile) => void }) {
  const { t } = useTranslation();
  const { chooseFiles } = useChooser();
  const take = (files: readonly ChosenFile[]): void => { if (files[0] !== undefined) onFile(files[0]); };
  return (
    <FileDrop
      label={file?.name ?? t('tools.dropPdf')} chooseLabel={t('common.chooseFile')} hint={t('tools.dropPdfHint')}
      onFiles={(files) => { void window.custodia.tokensFor(files).then(take); }} onChoose={() => { void chooseFiles('pdf', false).then(take); }}
    />
  );
}
