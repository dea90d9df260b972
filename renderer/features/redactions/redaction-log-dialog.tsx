import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Download } from 'lucide-react';
import { ruleOfEdition } from '../../../shared/case-model/redaction.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { EditionName } from '../../../shared/identifiers.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { SelectField } from '../../components/field.tsx';
import { showToast } from '../../components/toast.tsx';
import { call } from '../../engine-client.ts';
import { useChooser } from '../../places/place-chooser.tsx';
import { useEditionName } from '../../session/edition-switch.tsx';

type Entries = CallOutput<'redactionLog'>['entries'];
const formats = ['pdf', 'csv', 'json'] as const;
type Format = (typeof formats)[number];
const shownEntries = 500;

/** The redactions of an edition as they may be told to those from whom they hide something; can be saved for the file. */
export function RedactionLogDialog({ edition, onClose }: { readonly edition: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { chooseNew } = useChooser();
  const nameOf = useEditionName();
  const [entries, setEntries] = useState<Entries | null>(null);
  const [format, setFormat] = useState<Format>('pdf');
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  useEffect(() => {
    void call('redactionLog', { edition: edition as EditionName }).then((result) => {
      if (result.ok) setEntries(result.value.entries);
      else setFailure(result.failure);
    });
  }, [edition]);
  const save = async (): Promise<void> => {
    const place = await chooseNew('save-pdf', `redaction-log-${edition}.${format}`);
    if (place === null) return;
    const result = await call('exportRedactionLog', { edition: edition as EditionName, place: place.token, format });
    setFailure(result.ok ? null : result.failure);
    if (result.ok) showToast({ tone: 'success', title: t('common.savedAs', { name: place.name }) });
  };
  return (
    <Dialog
      isOpen wide title={t('redactions.log.of', { edition: nameOf(edition) })} closeLabel={t('common.close')} onClose={onClose}
      actions={(
        <>
          <SelectField label={t('redactions.log.format')} hideLabel value={format} onChange={setFormat} choices={formats.map((id) => ({ id, label: id.toUpperCase() }))} />
          <Button onPress={onClose}>{t('common.close')}</Button>
          <Button kind="primary" icon={Download} isDisabled={entries === null || entries.length === 0} onPress={() => { void save(); }}>{t('common.saveAs')}</Button>
        </>
      )}
    >
      <div className="stack">
        <p>{t('redactions.log.means')}</p>
        {failure === null ? null : <FailureNotice failure={failure} />}
        {entries === null ? null : entries.length === 0 ? <p className="quiet">{t('redactions.empty.title')}</p> : (
          <div className="plain-table-box" tabIndex={0} role="region" aria-label={t('redactions.log.title')}>
            <table className="plain-table">
              <thead><tr><th>{t('documents.columns.exhibit')}</th><th>{t('redactions.log.page')}</th><th>{t('redactions.code')}</th><th>{t('redactions.rules.groundLabel')}</th><th>{t('redactions.log.approved')}</th></tr></thead>
              <tbody>
                {entries.slice(0, shownEntries).map((entry, index) => <tr key={index}><td><bdi>{entry.exhibit}</bdi></td><td className="number">{entry.page}</td><td>{entry.code}</td><td><bdi>{entry.ground}</bdi></td><td><bdi>{entry.approvedBy === ruleOfEdition ? t('redactions.log.rule') : entry.approvedBy}</bdi></td></tr>)}
              </tbody>
            </table>
          </div>
        )}
        {entries === null || entries.length <= shownEntries ? null : <p className="quiet small">{t('exhibits.moreChanges', { count: entries.length - shownEntries })}</p>}
      </div>
    </Dialog>
  );
}
