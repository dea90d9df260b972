import { useTranslation } from 'react-i18next';
import { Wrench } from 'lucide-react';
import type { ToldFailure } from '../../../shared/failure.ts';
import type { EditionName } from '../../../shared/identifiers.ts';
import type { JobResult } from '../../../shared/ipc/jobs.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { runJob } from '../../engine-client.ts';
import type { DocumentRow } from '../../read-model/database.ts';
import { refreshPart } from '../../read-model/sync.ts';
import { useDocuments, useJobs } from '../../read-model/use-case.ts';
import { CaseFailure } from '../../session/case-failure.tsx';
import { useKept } from '../../session/kept.ts';
import { useNavigation } from '../../session/navigation.tsx';
import type { CasePlace } from '../../session/navigation.tsx';

type NameCheck = JobResult<'checkNames'>;
type LeakPlace = NameCheck['places'][number];

/** Looks for protected names in all that would leave with an edition, without making anything. */
export function useNameCheck(edition: string) {
  const [checked, setChecked] = useKept<NameCheck | null>('names-checked', null);
  const [failure, setFailure] = useKept<ToldFailure | null>('names-failed', null);
  const busy = useJobs().some(({ kind }) => kind === 'checkNames');
  const check = async (): Promise<void> => {
    setChecked(null);
    setFailure(null);
    const result = await runJob('checkNames', { edition: edition as EditionName });
    if (result.ok) setChecked(result.value);
    else setFailure(result.failure);
    await refreshPart('overview');
  };
  return { checked: checked?.edition === edition ? checked : null, failure, busy, check };
}

// A place is mended where its words come from.
function mendAt({ where, file = '', document, page }: LeakPlace): CasePlace {
  if (document !== undefined) return where === 'heading' ? { screen: 'documents' } : { screen: 'document', document, mode: 'redact', ...(page === undefined ? {} : { page }) };
  if (where === 'custody') return { screen: 'log' };
  if (where === 'statement' || file.startsWith('redactions/')) return { screen: 'redactions' };
  return where === 'heading' || where === 'page' ? { screen: 'bundle' } : { screen: 'documents' };
}

function usePlaceWords(): (place: LeakPlace) => string {
  const { t } = useTranslation();
  const documents = new Map((useDocuments() ?? []).map((row: DocumentRow) => [row.id as string, row]));
  const labelOf = (id: string): string => {
    const row = documents.get(id);
    return row === undefined ? id : row.exhibit === undefined ? row.title : `${row.exhibit} · ${row.title}`;
  };
  return ({ where, file = '', document, page }) => {
    if (where === 'statement' || where === 'custody') return t(`releases.names.${where}`);
    if (where === 'file-name') return t('releases.names.fileName', { name: file });
    const name = document === undefined ? file : labelOf(document);
    if (where === 'heading') return document === undefined ? t('releases.names.title') : t('releases.names.documentTitle', { name });
    if (page !== undefined) return t('releases.names.page', { name, page });
    return document === undefined ? t('releases.names.file', { name }) : t('releases.names.layer', { name });
  };
}

/** What the look for names found, place by place, each with the way to where it is mended. Never the name. */
export function NameCheckReport({ checked }: { readonly checked: NameCheck }) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const wordsOf = usePlaceWords();
  const { holds, hides, files, pages, places, stopped, shown } = checked;
  const looked = t('releases.names.looked', { files, pages });
  return (
    <>
      {stopped === undefined ? null : (
        <CaseFailure failure={stopped} actions={stopped.subject === undefined ? <Button icon={Wrench} onPress={() => { go({ screen: 'redactions' }); }}>{t('releases.names.mendShort')}</Button> : undefined} />
      )}
      {holds ? <Notice tone={hides ? 'success' : 'info'} title={hides ? t('releases.names.none') : t('releases.names.nothingHidden')} live>{hides ? looked : t('releases.names.nothingHiddenMeans')}</Notice> : null}
      {places.length === 0 ? null : (
        <Notice tone="danger" title={t('releases.names.found', { count: places.length })} live>
          <p>{t('releases.names.foundMeans')} {looked}</p>
          <ul className="leak-places">
            {places.map((place, index) => (
              <li key={index}>
                <span className="grow"><bdi>{wordsOf(place)}</bdi>{place.who === undefined ? null : <span className="quiet"> · <bdi>{place.who.join(', ')}</bdi></span>}</span>
                <Button icon={Wrench} aria-label={t('releases.names.mend', { where: wordsOf(place) })} onPress={() => { go(mendAt(place)); }}>{t('releases.names.mendShort')}</Button>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {shown.length === 0 ? null : <Notice tone="info" title={t('releases.names.shown')} actions={<Button onPress={() => { go({ screen: 'redactions' }); }}>{t('case.screens.redactions')}</Button>}><bdi>{shown.join(', ')}</bdi></Notice>}
    </>
  );
}
