import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import type { ToldFailure } from '../../../shared/failure.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { call } from '../../engine-client.ts';
import type { DocumentRow } from '../../read-model/database.ts';
import { useDocuments } from '../../read-model/use-case.ts';
import { useNavigation } from '../../session/navigation.tsx';

type Word = CallOutput<'listDoubtfulWords'>['words'][number];
const shownAtOnce = 200;

/** Words that recognition was least sure of, in one document or in all: a press opens their page. */
export function DoubtfulWordsDialog({ document, onClose }: { readonly document: DocumentRow | undefined; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { go } = useNavigation();
  const titles = new Map((useDocuments() ?? []).map(({ id, title }) => [id as string, title]));
  const [words, setWords] = useState<readonly Word[] | null>(null);
  const [total, setTotal] = useState(0);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [wanted, setWanted] = useState(shownAtOnce);
  const only = document?.id;
  useEffect(() => {
    let stale = false;
    void call('listDoubtfulWords', { ...(only === undefined ? {} : { document: only }), from: wanted - shownAtOnce, limit: shownAtOnce }).then((result) => {
      if (stale) return;
      if (!result.ok) {
        setFailure(result.failure);
        return;
      }
      setTotal(result.value.total);
      setWords((known) => [...(known ?? []).slice(0, wanted - shownAtOnce), ...result.value.words]);
    });
    return () => { stale = true; };
  }, [only, wanted]);
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' });
  return (
    <Dialog isOpen wide title={t('documents.doubtful.title')} closeLabel={t('common.close')} onClose={onClose} actions={<Button onPress={onClose}>{t('common.close')}</Button>}>
      {document === undefined ? null : <p className="quiet"><bdi>{document.title}</bdi></p>}
      {failure === null ? null : <FailureNotice failure={failure} />}
      {words === null ? (failure === null ? <p role="status">{t('common.loading')}</p> : null) : <p className="quiet" role="status">{total === 0 ? t('documents.doubtful.none') : t('documents.doubtful.means')}</p>}
      <ul className="closer-list">
        {(words ?? []).map(({ document: id, page, text, confidence, rect }, index) => (
          <li key={index}>
            <AriaButton className="closer-row closer-word" onPress={() => { go({ screen: 'document', document: id, page, doubt: rect }); }}>
              <span className="badge number" data-tone="warning">{percent.format(confidence)}</span><strong><bdi className="break">{text}</bdi></strong><span className="grow quiet truncate"><bdi>{titles.get(id) ?? id}</bdi></span><span className="quiet number">{t('common.page', { page })}</span>
            </AriaButton>
          </li>
        ))}
      </ul>
      {words !== null && total > words.length ? <Button onPress={() => { setWanted(words.length + shownAtOnce); }}>{t('documents.showMore')}</Button> : null}
    </Dialog>
  );
}
