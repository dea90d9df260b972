import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Cpu, FileText, Server, Trash2, WandSparkles } from 'lucide-react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Badge, EmptyState, Notice } from '../../components/notice.tsx';
import { showToast } from '../../components/toast.tsx';
import { call, listen } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import { useDocuments } from '../../read-model/use-case.ts';
import { useOpenCase } from '../../session/case-session.tsx';
import { useNavigation } from '../../session/navigation.tsx';
import { labelOf } from './document-field.tsx';
import { DraftDialog } from './draft-dialog.tsx';
import type { Machines } from './draft-dialog.tsx';
import { ImportModelDialog } from './import-model-dialog.tsx';
import { ServerDialog } from './server-dialog.tsx';

type Draft = CallOutput<'listMachineDrafts'>['drafts'][number];
type Removing = { readonly model: Machines['models'][number] } | { readonly draft: Draft };

function useMachines() {
  const [machines, setMachines] = useState<Machines | null>(null);
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const reload = useCallback(async () => {
    const [listed, drafted] = await Promise.all([call('listMachineModels', {}), call('listMachineDrafts', {})]);
    setFailure(listed.ok ? (drafted.ok ? null : drafted.failure) : listed.failure);
    if (listed.ok) setMachines(listed.value);
    if (drafted.ok) setDrafts(drafted.value.drafts);
  }, []);
  useEffect(() => {
    void reload();
    return listen('caseChanged', ({ parts }) => { if (parts.includes('translations')) void reload(); });
  }, [reload]);
  return { machines, drafts, failure, setFailure, reload };
}

/** Models on this computer and what they drafted: for orientation, never for the court. */
export function MachineDrafts() {
  const { t } = useTranslation();
  const { bytes, dateTime, language, list } = useFormats();
  const { go } = useNavigation();
  const { readOnly } = useOpenCase();
  const rows = useDocuments();
  const documents = useMemo(() => new Map((rows ?? []).map((row) => [row.id as string, row])), [rows]);
  const { machines, drafts, failure, setFailure, reload } = useMachines();
  const [open, setOpen] = useState<'import' | 'draft' | 'server' | null>(null);
  const [removing, setRemoving] = useState<Removing | null>(null);
  if (machines === null) return failure === null ? null : <div className="translations-notices"><FailureNotice failure={failure} /></div>;
  const nameOf = (id: string): string => {
    const row = documents.get(id);
    return row === undefined ? id : labelOf(row);
  };
  const wayOf = (pair: string): string => {
    const [from = '', into = ''] = pair.split('-');
    return t('translations.missing.way', { from: language(from), into: language(into) });
  };
  const remove = async (what: Removing): Promise<void> => {
    setRemoving(null);
    const result = 'model' in what ? await call('removeMachineModel', { model: what.model.id }) : await call('removeMachineDraft', { document: what.draft.document, language: what.draft.language });
    if (!result.ok) setFailure(result.failure);
    else await reload();
  };
  const withdraw = async (): Promise<void> => {
    const result = await call('withdrawTranslationServer', {});
    if (!result.ok) setFailure(result.failure);
    else showToast({ tone: 'success', title: t('translations.drafts.server.withdrawn') });
    await reload();
  };
  const { server } = machines;
  const none = machines.models.length === 0 && machines.apertium.length === 0 && server === undefined;
  const importing = <Button kind={none ? 'primary' : 'plain'} icon={Cpu} isDisabled={readOnly} onPress={() => { setOpen('import'); }}>{t('translations.drafts.import')}</Button>;
  const serving = server === undefined ? <Button icon={Server} isDisabled={readOnly} onPress={() => { setOpen('server'); }}>{t('translations.drafts.server.add')}</Button> : null;
  return (
    <div className="translations-main">
      {none && drafts.length === 0 ? null : <div className="translations-tools"><Button kind="primary" icon={WandSparkles} isDisabled={readOnly || none} onPress={() => { setOpen('draft'); }}>{t('translations.drafts.make')}</Button>{importing}{serving}</div>}
      <div className="translations-notices">
        {failure === null ? null : <FailureNotice failure={failure} />}
        {none && drafts.length === 0 ? null : <Notice tone="warning" title={t('translations.drafts.words')}>{t('translations.drafts.means')}</Notice>}
        <RunningJobs kinds={['draftTranslation']} />
      </div>
      {none && drafts.length === 0 ? <EmptyState icon={WandSparkles} title={t('translations.drafts.empty')} actions={<>{importing}{serving}</>}>{t('translations.drafts.emptyMeans')}</EmptyState> : (
        <div className="translations-lists">
          <section aria-labelledby="machine-drafts">
            <h2 id="machine-drafts">{t('translations.drafts.title')}</h2>
            {drafts.length === 0 ? <p className="quiet">{t('translations.drafts.none')}</p> : (
              <ul>
                {drafts.map((draft) => (
                  <li key={`${draft.document} ${draft.language}`} className="card machine-row">
                    <Badge tone="warning">{t('translations.drafts.mark')}</Badge>
                    {draft.stale ? <Badge tone="danger">{t('translations.stale')}</Badge> : null}
                    <span className="grow stack-tight"><bdi className="machine-name">{nameOf(draft.document)}</bdi><span className="small quiet">{language(draft.language)} · {dateTime(draft.madeAt)} · {draft.tool} · <bdi>{draft.model}</bdi></span></span>
                    <Button icon={FileText} onPress={() => { go({ screen: 'translations', draft: { document: draft.document, language: draft.language } }); }}>{t('common.open')}</Button>
                    {readOnly ? null : <IconButton small label={t('translations.drafts.removeDraft', { name: nameOf(draft.document) })} icon={Trash2} onPress={() => { setRemoving({ draft }); }} />}
                  </li>
                ))}
              </ul>
            )}
          </section>
          {server === undefined ? null : (
            <section aria-labelledby="translation-server">
              <h2 id="translation-server">{t('translations.drafts.server.title')}</h2>
              <div className="card machine-row">
                <Badge tone="danger">{t('translations.drafts.server.leaves')}</Badge>
                <span className="grow stack-tight">
                  <span className="machine-name"><bdi dir="ltr">{server.address}</bdi></span>
                  <span className="small quiet break">{server.confirmedHere ? t('translations.drafts.server.confirmedByYou', { when: dateTime(server.confirmedAt) }) : t('translations.drafts.server.confirmedBy', { when: dateTime(server.confirmedAt), who: server.confirmedBy })}</span>
                </span>
                {readOnly ? null : <Button onPress={() => { void withdraw(); }}>{t('translations.drafts.server.withdraw')}</Button>}
              </div>
            </section>
          )}
          {machines.models.length + machines.apertium.length === 0 ? null : <section aria-labelledby="machine-models">
            <h2 id="machine-models">{t('translations.drafts.models')}</h2>
            <ul>
              {machines.models.map((model) => (
                <li key={model.id} className="card machine-row">
                  <span className="grow stack-tight">
                    <span><bdi className="machine-name">{model.name}</bdi> <span className="quiet">{t('translations.missing.way', { from: language(model.from), into: language(model.to) })}</span></span>
                    <span className="small quiet">{t('translations.drafts.licence')}: <bdi>{model.licence}</bdi></span>
                    <span className="small quiet break">{model.files.map((file) => `${file.name} (${bytes(file.bytes)}, ${file.sha256.slice(0, 12)}…)`).join(', ')}</span>
                  </span>
                  {readOnly ? null : <IconButton small label={t('translations.drafts.removeModel', { name: model.name })} icon={Trash2} onPress={() => { setRemoving({ model }); }} />}
                </li>
              ))}
              {machines.apertium.length === 0 ? null : <li className="card machine-row"><span className="grow stack-tight"><span className="machine-name">Apertium</span><span className="small quiet">{list(machines.apertium.map(wayOf))}</span></span></li>}
            </ul>
          </section>}
        </div>
      )}
      {open === 'import' ? <ImportModelDialog onDone={() => { void reload().then(() => { setOpen(null); }); }} onClose={() => { setOpen(null); }} /> : null}
      {open === 'draft' ? <DraftDialog machines={machines} onDone={(draft) => { go({ screen: 'translations', draft: { document: draft.document, language: draft.language } }); }} onClose={() => { setOpen(null); }} /> : null}
      {open === 'server' ? <ServerDialog onDone={() => { void reload().then(() => { setOpen(null); }); }} onClose={() => { setOpen(null); }} /> : null}
      {removing === null ? null : (
        <Dialog
          isOpen alert title={'model' in removing ? t('translations.drafts.removeModel', { name: removing.model.name }) : t('translations.drafts.removeDraft', { name: nameOf(removing.draft.document) })} closeLabel={t('common.close')} onClose={() => { setRemoving(null); }}
          actions={<><Button onPress={() => { setRemoving(null); }}>{t('common.cancel')}</Button><Button kind="danger" onPress={() => { void remove(removing); }}>{t('common.remove')}</Button></>}
        >
          <p>{'model' in removing ? t('translations.drafts.removeModelMeans') : t('translations.drafts.removeDraftMeans')}</p>
        </Dialog>
      )}
    </div>
  );
}
