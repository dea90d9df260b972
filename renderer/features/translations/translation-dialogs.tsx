import { useTranslation } from 'react-i18next';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import type { DocumentRow } from '../../read-model/database.ts';
import { useNavigation } from '../../session/navigation.tsx';
import { CarryDialog } from './carry-dialog.tsx';
import { CertificateDialog } from './certificate-dialog.tsx';
import { PairDialog } from './pair-dialog.tsx';
import { ReplaceDialog } from './replace-dialog.tsx';
import { RequestDialog } from './request-dialog.tsx';
import { ReturnDialog } from './return-dialog.tsx';
import { SendDialog } from './send-dialog.tsx';
import type { VersionActions } from './use-version-actions.ts';

/** The dialog that an action on a version has opened. */
export function TranslationDialogs({ actions, documents }: { readonly actions: VersionActions; readonly documents: ReadonlyMap<string, DocumentRow> }) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const { dialog } = actions;
  if (dialog === null) return null;
  const onClose = (): void => { actions.open(null); };
  switch (dialog.kind) {
    case 'pair': return <PairDialog onClose={onClose} />;
    case 'request': case 'describe': {
      const done = (version: { readonly id: string }): void => {
        onClose();
        actions.forgetUndo();
        go({ screen: 'translations', version: version.id });
      };
      return dialog.kind === 'describe'
        ? <RequestDialog version={dialog.version} onDone={done} onClose={onClose} />
        : <RequestDialog {...(dialog.original === undefined ? {} : { original: dialog.original })} {...(dialog.language === undefined ? {} : { language: dialog.language })} onDone={done} onClose={onClose} />;
    }
    case 'send': return <SendDialog version={dialog.version} original={documents.get(dialog.version.original)} onClose={onClose} />;
    case 'return': return (
      <ReturnDialog
        version={dialog.version} onClose={onClose}
        onReview={(sentences) => {
          onClose();
          go({ screen: 'translations', sentences });
        }}
      />
    );
    case 'certificate': return <CertificateDialog version={dialog.version} onDone={onClose} onClose={onClose} />;
    case 'settle': return <ReasonDialog title={t('translations.settle.title')} hint={t('translations.settle.means')} submitLabel={t('translations.settle.submit')} onReason={(reason) => actions.confirm(dialog.version, reason)} onClose={onClose} />;
    case 'step': return <ReasonDialog title={dialog.to === 'superseded' ? t('translations.steps.superseded') : dialog.to === 'sent' ? t('translations.steps.back') : t('translations.steps.reopen')} hint={t('translations.reasonHint')} submitLabel={t(`translations.states.${dialog.to}`)} onReason={(reason) => actions.move(dialog.version, dialog.to, reason)} onClose={onClose} />;
    case 'replace': return <ReplaceDialog original={dialog.original} onClose={onClose} />;
    case 'carry': return <CarryDialog original={dialog.original} translation={dialog.translation} onClose={onClose} />;
  }
}
