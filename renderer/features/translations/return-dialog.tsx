import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentId } from '../../../shared/identifiers.ts';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import type { JobResult } from '../../../shared/ipc/jobs.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { success } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { Button } from '../../components/button.tsx';
import { ChosenPlace } from '../../components/chosen-place.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Badge, Notice } from '../../components/notice.tsx';
import { call, runJob } from '../../engine-client.ts';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import { useChooser } from '../../places/place-chooser.tsx';
import { useDocuments, usePart } from '../../read-model/use-case.ts';
import { DocumentField } from './document-field.tsx';
import { useWork } from './use-work.ts';
import type { Version } from './version-way.ts';

type Taken = Pick<JobResult<'takeInTranslation'>, 'document' | 'findings'> & { readonly matched?: number };

const sentenceFile = /\.(?:xlf|xliff|sdlxliff|mqxliff|age)$/iu;

/** Takes a translator's own file (a PDF, a scan, a text) in as evidence, and names it as the translation. */
async function takeInFile(version: Version, file: ChosenFile): Promise<Result<Taken, ToldFailure>> {
  const added = await runJob('addFiles', { files: [file.token], language: version.language });
  if (!added.ok) return added;
  const [document] = added.value.documents;
  const [refused] = added.value.refused;
  if (document === undefined) return { ok: false, failure: refused?.failure ?? { code: 'document-unsupported' } };
  return nameDocument(version, document.id);
}

async function nameDocument(version: Version, document: DocumentId): Promise<Result<Taken, ToldFailure>> {
  const moved = await call('moveTranslation', { version: version.id, to: 'received', translation: document });
  if (!moved.ok) return moved;
  // Its text is needed for the sentences; where it cannot be read the translation stands all the same.
  await runJob('readDocuments', { documents: [document] });
  return success({ document, findings: [] });
}

async function takeInSentences(version: Version, file: ChosenFile): Promise<Result<Taken, ToldFailure>> {
  const taken = await runJob('takeInTranslation', { version: version.id, file: file.token });
  if (taken.ok) await runJob('readDocuments', { documents: [taken.value.document] });
  return taken;
}

function TakenIn({ taken }: { readonly taken: Taken }) {
  const { t } = useTranslation();
  return (
    <>
      <Notice tone={taken.findings.length === 0 ? 'success' : 'warning'} title={t('translations.return.taken')} live>
        <p>{taken.matched === undefined ? t('translations.return.takenFile') : t('translations.return.matched', { count: taken.matched })}</p>
        {taken.findings.length === 0 ? null : <p>{t('translations.return.findings', { count: taken.findings.length })}</p>}
      </Notice>
      {taken.findings.length === 0 ? null : (
        <div className="plain-table-box" tabIndex={0} role="region" aria-label={t('translations.return.list')}>
          <table className="plain-table">
            <thead><tr><th scope="col">{t('translations.return.what')}</th><th scope="col">{t('translations.original')}</th><th scope="col">{t('translations.translation')}</th></tr></thead>
            <tbody>{taken.findings.map(({ segment, kind, source, target }, index) => <tr key={index}><td><Badge tone="warning">{t(`translations.return.kinds.${kind}`)}</Badge><span className="small quiet"> {segment}</span></td><td><bdi dir="auto">{source}</bdi></td><td><bdi dir="auto">{target}</bdi></td></tr>)}</tbody>
          </table>
        </div>
      )}
    </>
  );
}

/** Takes in what came back: the sentence file of the request, a file of the translator's own, or a document that is in the case already. */
export function ReturnDialog({ version, onReview, onClose }: { readonly version: Version; readonly onReview: (translation: string) => void; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { chooseFiles } = useChooser();
  const documents = useDocuments() ?? [];
  const translated = new Set((usePart('translations') ?? []).map(({ translation }) => translation as string));
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [document, setDocument] = useState('');
  const [taken, setTaken] = useState<Taken | null>(null);
  const { busy, failure, run } = useWork();
  const takeIn = async (): Promise<void> => {
    const done = await run(() => (file === null ? nameDocument(version, document as DocumentId) : sentenceFile.test(file.name) ? takeInSentences(version, file) : takeInFile(version, file)));
    if (done !== undefined) setTaken(done);
  };
  const actions = taken === null
    ? <><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" isDisabled={busy || (file === null && document === '')} onPress={() => { void takeIn(); }}>{t('translations.return.submit')}</Button></>
    : <><Button onPress={onClose}>{t('common.close')}</Button><Button kind="primary" onPress={() => { onReview(taken.document); }}>{t('translations.next.review')}</Button></>;
  return (
    <Dialog isOpen wide title={t('translations.return.title')} closeLabel={t('common.close')} onClose={onClose} actions={actions}>
      {taken === null ? (
        <>
          <p>{t('translations.return.means')}</p>
          <ChosenPlace
            label={t('translations.return.file')} name={file?.name} hint={t('translations.return.fileHint')} buttonLabel={t('common.chooseFile')}
            onChoose={() => { void chooseFiles('documents', false).then(([chosen]) => { if (chosen !== undefined) { setFile(chosen); setDocument(''); } }); }}
          />
          <DocumentField
            key={file?.token ?? 'none'} label={t('translations.return.orDocument')} documents={documents.filter(({ id }) => id !== version.original && !translated.has(id))} value={document}
            onChange={(chosen) => {
              setDocument(chosen);
              if (chosen !== '') setFile(null);
            }}
          />
          <RunningJobs kinds={['takeInTranslation', 'addFiles', 'readDocuments']} />
        </>
      ) : <TakenIn taken={taken} />}
      {failure === null ? null : <FailureNotice failure={failure} />}
    </Dialog>
  );
}
