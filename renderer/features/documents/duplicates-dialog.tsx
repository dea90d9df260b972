import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import type { ToldFailure } from '../../../shared/failure.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { call } from '../../engine-client.ts';
import { useDocuments } from '../../read-model/use-case.ts';
import { useNavigation } from '../../session/navigation.tsx';

type Duplicates = CallOutput<'listDuplicates'>;
const shownAtOnce = 100;

/** Documents and pages that are the same or nearly so, each a press away from its place. Nothing was dropped on their account. */
export function DuplicatesDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { go } = useNavigation();
  const titles = new Map((useDocuments() ?? []).map(({ id, title }) => [id as string, title]));
  const [found, setFound] = useState<Duplicates | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [shown, setShown] = useState(shownAtOnce);
  useEffect(() => {
    let stale = false;
    void call('listDuplicates', {}).then((result) => {
      if (stale) return;
      if (result.ok) setFound(result.value);
      else setFailure(result.failure);
    });
    return () => { stale = true; };
  }, []);
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' });
  const link = (document: string, page?: number) => (
    <AriaButton className="closer-link" onPress={() => { go({ screen: 'document', document, ...(page === undefined ? {} : { page }) }); }}>
      <bdi>{titles.get(document) ?? document}</bdi>{page === undefined ? null : <span className="quiet number">{t('common.page', { page })}</span>}
    </AriaButton>
  );
  const groups = (documents: readonly (readonly string[])[]) => (
    <ul className="closer-list">
      {documents.slice(0, shown).map((same) => <li key={same.join()} className="closer-group">{same.map((id) => <div key={id}>{link(id)}</div>)}</li>)}
    </ul>
  );
  const none = found !== null && found.files.length + found.messages.length + found.pages.length === 0;
  const longest = found === null ? 0 : Math.max(found.files.length, found.messages.length, found.pages.length);
  return (
    <Dialog isOpen wide title={t('documents.duplicates.title')} closeLabel={t('common.close')} onClose={onClose} actions={<Button onPress={onClose}>{t('common.close')}</Button>}>
      {failure === null ? null : <FailureNotice failure={failure} />}
      {found === null && failure === null ? <p role="status">{t('common.loading')}</p> : null}
      {found === null ? null : <p className="quiet" role="status">{none ? t('documents.duplicates.none') : t('documents.duplicates.means')}</p>}
      {found === null || found.files.length === 0 ? null : <section><h3>{t('documents.duplicates.files')}</h3>{groups(found.files.map(({ documents }) => documents))}</section>}
      {found === null || found.messages.length === 0 ? null : <section><h3>{t('documents.duplicates.messages')}</h3>{groups(found.messages.map(({ documents }) => documents))}</section>}
      {found === null || found.pages.length === 0 ? null : (
        <section>
          <h3>{t('documents.duplicates.pages')}</h3>
          <ul className="closer-list">
            {found.pages.slice(0, shown).map(({ first, second, likeness }) => (
              <li key={`${first.document} ${first.page} ${second.document} ${second.page}`} className="closer-row">
                <span className="badge number">{percent.format(likeness)}</span><div className="grow"><div>{link(first.document, first.page)}</div><div>{link(second.document, second.page)}</div></div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {longest > shown ? <Button onPress={() => { setShown(shown + shownAtOnce); }}>{t('documents.showMore')}</Button> : found?.more === true ? <p className="quiet small">{t('documents.duplicates.more')}</p> : null}
    </Dialog>
  );
}
