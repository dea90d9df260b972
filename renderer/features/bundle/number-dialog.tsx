import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import { ArrowRight, ListOrdered } from 'lucide-react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Segments } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { showToast } from '../../components/toast.tsx';
import { call } from '../../engine-client.ts';
import type { DocumentRow } from '../../read-model/database.ts';
import { refreshPart } from '../../read-model/sync.ts';
import { SchemesDialog } from './schemes-dialog.tsx';
import type { Exhibits } from './use-exhibits.ts';

type Changes = CallOutput<'numberExhibits'>['changes'];

export interface NumberDialogProps {
  readonly documents: ReadonlyMap<string, DocumentRow>;
  /** Those alone; all of the bundle where absent. */
  readonly chosen?: readonly DocumentId[];
  readonly onClose: () => void;
}

const formId = 'number-form';
const mostShown = 200;

/** Gives exhibits their numbers by their party's scheme in the order of the bundle; each change is seen before it is made. */
export function NumberDialog({ documents, chosen, onClose }: NumberDialogProps) {
  const { t } = useTranslation();
  const [mode, setMode] = useState<'missing' | 'again'>('missing');
  const [changes, setChanges] = useState<Changes | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [schemes, setSchemes] = useState<Exhibits['schemes'] | null>(null);
  const [busy, setBusy] = useState(false);
  const input = { ...(chosen === undefined ? {} : { documents: [...chosen] }), again: mode === 'again' };
  const asked = JSON.stringify(input);
  useEffect(() => {
    if (schemes !== null) return undefined;
    let stale = false;
    setChanges(null);
    void call('numberExhibits', { ...JSON.parse(asked) as typeof input, preview: true }).then((result) => {
      if (stale) return;
      setFailure(result.ok ? null : result.failure);
      setChanges(result.ok ? result.value.changes : null);
    });
    return () => { stale = true; };
  }, [asked, schemes]);
  const replaced = (changes ?? []).filter(({ from }) => from !== undefined).length;
  const apply = async (): Promise<void> => {
    if (busy || changes === null || changes.length === 0) return;
    setBusy(true);
    const result = await call('numberExhibits', { ...input, preview: false });
    setBusy(false);
    setFailure(result.ok ? null : result.failure);
    if (!result.ok) return;
    await refreshPart('overview');
    showToast({ tone: 'success', title: t('exhibits.numbered', { count: result.value.changes.length }) });
    onClose();
  };
  const openSchemes = (): void => { void call('listExhibits', {}).then((result) => { if (result.ok) setSchemes(result.value.schemes); }); };
  if (schemes !== null) return <SchemesDialog schemes={schemes} readOnly={false} onClose={() => { setSchemes(null); }} />;
  return (
    <Dialog
      isOpen wide title={t('bundle.number')} closeLabel={t('common.close')} onClose={onClose}
      actions={(
        <>
          <Button icon={ListOrdered} onPress={openSchemes}>{t('exhibits.schemes.edit')}</Button><span className="grow" /><Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" form={formId} isDisabled={(changes?.length ?? 0) === 0}>{t('bundle.numberApply', { count: changes?.length ?? 0 })}</Button>
        </>
      )}
    >
      <Form
        id={formId} className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void apply();
        }}
      >
        <Segments label={t('exhibits.which')} value={mode} onChange={setMode} choices={[{ id: 'missing', label: t('exhibits.onlyMissing') }, { id: 'again', label: t('exhibits.again') }]} />
        {failure === null ? null : <FailureNotice failure={failure} />}
        {changes === null ? null : changes.length === 0 ? <Notice tone="success" title={t('exhibits.nothingToNumber')} live /> : (
          <>
            {replaced === 0 ? null : <Notice tone="warning" title={t('exhibits.replaces', { count: replaced })}>{t('exhibits.replacesMeans')}</Notice>}
            <div className="plain-table-box" tabIndex={0} role="region" aria-label={t('exhibits.preview')}>
              <table className="plain-table">
                <thead><tr><th>{t('exhibits.old')}</th><th><span className="visually-hidden">{t('exhibits.becomes')}</span></th><th>{t('exhibits.new')}</th><th>{t('documents.columns.title')}</th></tr></thead>
                <tbody>
                  {changes.slice(0, mostShown).map(({ document, from, to }) => (
                    <tr key={document}><td><bdi>{from ?? '–'}</bdi></td><td><ArrowRight size={14} className="quiet" aria-hidden /></td><td><strong><bdi>{to}</bdi></strong></td><td><bdi>{documents.get(document)?.title ?? document}</bdi></td></tr>
                  ))}
                </tbody>
              </table>
            </div>
            {changes.length > mostShown ? <p className="quiet small">{t('exhibits.moreChanges', { count: changes.length - mostShown })}</p> : null}
          </>
        )}
      </Form>
    </Dialog>
  );
}
