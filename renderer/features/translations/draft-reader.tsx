import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ArrowLeft, FileDown, FileText, TriangleAlert } from 'lucide-react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { showToast } from '../../components/toast.tsx';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import { useChooser } from '../../places/place-chooser.tsx';
import { useDocument } from '../../read-model/use-case.ts';
import { useNavigation } from '../../session/navigation.tsx';
import { labelOf } from './document-field.tsx';

type Draft = CallOutput<'getMachineDraft'>;

/** A machine's draft, sentence by sentence, under words that say what it is and is not. */
export function DraftReader({ document, language: into }: { readonly document: string; readonly language: string }) {
  const { t } = useTranslation();
  const { dateTime, language } = useFormats();
  const { go } = useNavigation();
  const { chooseNew } = useChooser();
  const row = useDocument(document);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  useEffect(() => {
    let stale = false;
    void call('getMachineDraft', { document: document as DocumentId, language: into }).then((result) => {
      if (stale) return;
      setFailure(result.ok ? null : result.failure);
      if (result.ok) setDraft(result.value);
    });
    return () => { stale = true; };
  }, [document, into]);
  const save = async (): Promise<void> => {
    const place = await chooseNew('save-pdf', `${t('translations.drafts.file')}-${into}.pdf`);
    if (place === null) return;
    const result = await call('saveMachineDraft', { document: document as DocumentId, language: into, place: place.token });
    setFailure(result.ok ? null : result.failure);
    if (result.ok) showToast({ tone: 'success', title: t('common.savedAs', { name: place.name }) });
  };
  return (
    <main className="screen">
      <header className="document-head">
        <IconButton label={t('common.back')} icon={ArrowLeft} onPress={() => { go({ screen: 'translations', tab: 'drafts' }); }} />
        <h1 className="grow truncate"><bdi>{row === undefined ? document : labelOf(row)}</bdi></h1>
        <Button icon={FileText} onPress={() => { go({ screen: 'document', document }); }}>{t('translations.original')}</Button>
        <Button icon={FileDown} isDisabled={draft === null} onPress={() => { void save(); }}>{t('translations.drafts.save')}</Button>
      </header>
      <p className="draft-banner" role="note"><TriangleAlert size={18} aria-hidden /><strong>{t('translations.drafts.words')}</strong> <span>{t('translations.drafts.means')}</span></p>
      {failure === null ? null : <div className="translations-notices"><FailureNotice failure={failure} /></div>}
      {draft === null ? null : (
        <div className="screen-body" tabIndex={0} role="region" aria-label={t('translations.drafts.words')}>
          <p className="small quiet">{language(draft.language)} · {dateTime(draft.madeAt)} · {draft.tool} · <bdi>{draft.model}</bdi> · <bdi>{draft.licence}</bdi>{draft.stale ? ` · ${t('translations.stale')}` : ''}</p>
          <table className="plain-table draft-table">
            <thead><tr><th scope="col">{t('translations.original')}</th><th scope="col">{t('translations.drafts.mark')}</th></tr></thead>
            <tbody>{draft.segments.map(({ original, draft: words }, index) => <tr key={index}><td dir="auto">{original}</td><td dir="auto" lang={draft.language}>{words}</td></tr>)}</tbody>
          </table>
        </div>
      )}
    </main>
  );
}
