import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { DocumentId, EditionName } from '../../../shared/identifiers.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Segments, SelectField } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { call } from '../../engine-client.ts';
import type { Redaction } from '../../read-model/database.ts';
import { refreshPart, refreshRedactions } from '../../read-model/sync.ts';
import { useRedactions } from '../../read-model/use-case.ts';
import { useEditionName, useEditionNames } from '../../session/edition-switch.tsx';
import { useNavigation } from '../../session/navigation.tsx';
import { useWork } from './use-work.ts';

type Carried = CallOutput<'carryRedactions'>;

/** Proposes the redactions of one side at the same words of the other, and lists those for which no words were found. */
export function CarryDialog({ original, translation, onClose }: { readonly original: string; readonly translation: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { go, edition: at, setEdition } = useNavigation();
  const names = useEditionNames().filter((name) => name !== 'court');
  const nameOf = useEditionName();
  const [edition, choose] = useState(names.includes(at) ? at : names[0] ?? 'defence');
  const [from, setFrom] = useState<'original' | 'translation'>('original');
  const [carried, setCarried] = useState<Carried | null>(null);
  const { busy, failure, run } = useWork();
  const source = from === 'original' ? original : translation;
  const redactions = useRedactions(edition, source).filter(({ state }) => state !== 'rejected' && state !== 'lifted');
  const carry = async (): Promise<void> => {
    const done = await run(() => call('carryRedactions', { edition: edition as EditionName, document: source as DocumentId }));
    if (done === undefined) return;
    setCarried(done);
    await Promise.all([refreshRedactions(edition), refreshPart('editions')]);
  };
  const toRedactions = (document: string, page: number): void => {
    setEdition(edition);
    onClose();
    go({ screen: 'document', document, page, mode: 'redact' });
  };
  const left = (carried?.notCarried ?? []).flatMap((id): Redaction[] => redactions.filter((redaction) => redaction.id === id));
  const [first] = carried?.proposed ?? [];
  return (
    <Dialog
      isOpen title={t('translations.carry.title')} closeLabel={t('common.close')} onClose={onClose}
      actions={carried === null
        ? <><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" isDisabled={busy || redactions.length === 0} onPress={() => { void carry(); }}>{t('translations.carry.submit')}</Button></>
        : <><Button onPress={onClose}>{t('common.close')}</Button>{first === undefined ? null : <Button kind="primary" onPress={() => { toRedactions(first.document, first.page); }}>{t('translations.carry.decide')}</Button>}</>}
    >
      {carried === null ? (
        <>
          <p>{t('translations.carry.means')}</p>
          <SelectField label={t('editions.label')} value={edition} onChange={choose} choices={names.map((id) => ({ id, label: nameOf(id) }))} />
          <Segments label={t('translations.carry.from')} value={from} onChange={setFrom} choices={[{ id: 'original', label: t('translations.carry.fromOriginal') }, { id: 'translation', label: t('translations.carry.fromTranslation') }]} />
          <p className="quiet" role="status">{t('translations.carry.count', { count: redactions.length })}</p>
        </>
      ) : (
        <>
          <Notice tone={carried.proposed.length === 0 ? 'info' : 'success'} title={t('translations.carry.proposed', { count: carried.proposed.length })} live>{carried.proposed.length === 0 ? t('translations.carry.nothingNew') : t('translations.carry.proposedMeans')}</Notice>
          {left.length === 0 ? null : (
            <Notice tone="warning" title={t('translations.carry.notCarried', { count: left.length })}>
              <ul className="stack-tight">{left.map(({ id, page, why, document }) => <li key={id}><Button kind="quiet" onPress={() => { toRedactions(document, page); }}>{t('common.page', { page })} · <bdi>{why}</bdi></Button></li>)}</ul>
            </Notice>
          )}
        </>
      )}
      {failure === null ? null : <FailureNotice failure={failure} />}
    </Dialog>
  );
}
