import { useTranslation } from 'react-i18next';
import { ArrowLeft, Columns2 } from 'lucide-react';
import { Button, IconButton } from '../components/button.tsx';
import { Segments } from '../components/field.tsx';
import { Badge } from '../components/notice.tsx';
import type { DocumentRow } from '../read-model/database.ts';
import { useOpenCase } from '../session/case-session.tsx';
import { EditionSwitch } from '../session/edition-switch.tsx';
import { useNavigation } from '../session/navigation.tsx';

/** How a document is looked at: as it is, with its redactions marked, or as an edition leaves it. */
export type DocumentMode = 'read' | 'redact' | 'edition';
export type Beside = 'nothing' | 'partner' | 'edition';

export interface DocumentHeadProps {
  readonly document: DocumentRow;
  readonly mode: DocumentMode;
  readonly onMode: (mode: DocumentMode) => void;
  /** Something is shown beside the document. */
  readonly paired: boolean;
  /** It is the translation of another document here, or has one. */
  readonly hasPartner: boolean;
  readonly onBeside: (beside: Beside) => void;
}

/** Name of the document in view, and the ways to look at it. */
export function DocumentHead({ document, mode, onMode, paired, hasPartner, onBeside }: DocumentHeadProps) {
  const { t } = useTranslation();
  const { back } = useNavigation();
  const { received } = useOpenCase();
  return (
    <header className="document-head">
      <IconButton label={t('common.back')} icon={ArrowLeft} shortcut="Esc" onPress={back} />
      {document.exhibit === undefined ? null : <Badge tone="accent">{document.exhibit}</Badge>}
      <h1 className="grow truncate" title={document.title}><bdi>{document.title}</bdi></h1>
      {paired ? <Button icon={Columns2} onPress={() => { onBeside('nothing'); }} aria-pressed>{t('viewer.single')}</Button> : null}
      {paired || !hasPartner || mode === 'redact' ? null : <Button icon={Columns2} onPress={() => { onBeside('partner'); }}>{document.translation === undefined ? t('viewer.besideTranslation') : t('viewer.besideOriginal')}</Button>}
      {paired || mode === 'read' ? null : <Button icon={Columns2} onPress={() => { onBeside('edition'); }}>{t('redactions.beforeAfter')}</Button>}
      {received ? null : (
        <Segments
          label={t('viewer.mode')} value={mode} onChange={onMode}
          choices={[{ id: 'read', label: t('viewer.modes.read') }, { id: 'redact', label: t('viewer.modes.redact') }, { id: 'edition', label: t('viewer.modes.edition') }]}
        />
      )}
      {mode === 'read' ? null : <EditionSwitch placement="screen" />}
    </header>
  );
}
