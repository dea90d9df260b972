import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import { ScanSearch } from 'lucide-react';
import type { ToldFailure } from '../../../shared/failure.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Badge } from '../../components/notice.tsx';
import { call, runJob } from '../../engine-client.ts';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import type { DocumentRow } from '../../read-model/database.ts';
import { useDocuments } from '../../read-model/use-case.ts';
import { useNavigation } from '../../session/navigation.tsx';

type Hidden = CallOutput<'listHiddenContent'>;
const shownAtOnce = 200;
const givesAway = new Set(['covered-text', 'hidden-text', 'outside-crop', 'hidden-layer']);

/** Looks into many PDFs at once for what their pages do not show, and lists what was found, worst first: each a press away from its place. */
export function HiddenContentDialog({ chosen, readOnly, onClose }: { readonly chosen: readonly DocumentRow[]; readonly readOnly: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const titles = new Map((useDocuments() ?? []).map(({ id, title }) => [id as string, title]));
  const [found, setFound] = useState<Hidden | null>(null);
  const [failures, setFailures] = useState<readonly { readonly document: string; readonly failure: ToldFailure }[]>([]);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(shownAtOnce);
  const pdfs = chosen.filter(({ kind }) => kind === 'pdf');
  const load = useCallback(async () => {
    const result = await call('listHiddenContent', {});
    if (result.ok) setFound(result.value);
    else setFailure(result.failure);
  }, []);
  useEffect(() => { void load(); }, [load]);
  const inspect = async (documents?: readonly DocumentId[]): Promise<void> => {
    setBusy(true);
    const result = await runJob('inspectDocuments', documents === undefined ? {} : { documents: [...documents] });
    setBusy(false);
    setFailure(result.ok ? null : result.failure);
    setFailures(result.ok ? result.value.failed : []);
    await load();
  };
  return (
    <Dialog isOpen wide title={t('documents.hidden.title')} closeLabel={t('common.close')} onClose={onClose} actions={<Button onPress={onClose}>{t('common.close')}</Button>}>
      <p className="quiet">{t('tools.inspect.explanation')}</p>
      {(found?.uninspected ?? 0) + pdfs.length === 0 ? null : <div className="row-wrap">
        {(found?.uninspected ?? 0) === 0 ? null : <Button icon={ScanSearch} isDisabled={readOnly || busy} onPress={() => { void inspect(); }}>{t('documents.hidden.all', { count: found?.uninspected ?? 0 })}</Button>}
        {pdfs.length === 0 ? null : <Button icon={ScanSearch} isDisabled={readOnly || busy} onPress={() => { void inspect(pdfs.map(({ id }) => id)); }}>{t('documents.hidden.chosen', { count: pdfs.length })}</Button>}
      </div>}
      <RunningJobs kinds={['inspectDocuments']} />
      {failure === null ? null : <FailureNotice failure={failure} />}
      {failures.map(({ document, failure: why }) => <div key={document} className="stack-tight"><strong><bdi>{titles.get(document) ?? document}</bdi></strong><FailureNotice failure={why} /></div>)}
      {found === null ? (failure === null ? <p role="status">{t('common.loading')}</p> : null) : (
        <p className="quiet" role="status">{found.inspected === 0 ? t('documents.hidden.never') : found.hidden.length === 0 ? t('documents.hidden.none', { count: found.inspected }) : t('documents.hidden.summary', { found: found.hidden.length, count: found.inspected })}</p>
      )}
      <ul className="closer-list" aria-label={t('documents.hidden.title')}>
        {(found?.hidden ?? []).slice(0, shown).map(({ document, found: codes, page, rect }) => (
          <li key={document}>
            <AriaButton className="closer-row closer-word" onPress={() => { go({ screen: 'document', document, ...(page === undefined ? {} : { page }), ...(rect === undefined ? {} : { mark: [rect] }) }); }}>
              <span className="grow stack-tight">
                <strong><bdi>{titles.get(document) ?? document}</bdi></strong>
                <span className="row-wrap small">{codes.map(({ code, count }) => <Badge key={code} tone={givesAway.has(code) ? 'danger' : undefined}>{t('documents.hidden.times', { what: t(`tools.inspect.codes.${code}`), number: count })}</Badge>)}</span>
              </span>
              {page === undefined ? null : <span className="quiet number">{t('common.page', { page })}</span>}
            </AriaButton>
          </li>
        ))}
      </ul>
      {found !== null && found.hidden.length > shown ? <Button onPress={() => { setShown(shown + shownAtOnce); }}>{t('documents.showMore')}</Button> : null}
    </Dialog>
  );
}
