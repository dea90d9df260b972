import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { DocumentId, EditionName } from '../../../shared/identifiers.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { CopyLine } from '../../components/copy-line.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProofList } from '../../components/proof-list.tsx';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';

type Proofs = CallOutput<'listRedactionProofs'>['proofs'];

/** The signed proof of a redacted document: what was tried on the saved file, with which programs, when, and by whom it is signed. */
export function ProofDialog({ edition, document, title, onClose }: { readonly edition: string; readonly document: string; readonly title: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const [proofs, setProofs] = useState<Proofs | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  useEffect(() => {
    void call('listRedactionProofs', { edition: edition as EditionName, document: document as DocumentId }).then((result) => {
      if (result.ok) setProofs(result.value.proofs);
      else setFailure(result.failure);
    });
  }, [edition, document]);
  const last = proofs?.at(-1);
  const holds = last?.guarantees.every((guarantee) => guarantee.holds) ?? false;
  const engines = [...new Set((last?.guarantees ?? []).flatMap((guarantee) => guarantee.engines.map(({ name, version }) => `${name} ${version}`)))];
  return (
    <Dialog isOpen wide title={t('redactions.proof.title', { title })} closeLabel={t('common.close')} onClose={onClose} actions={<Button onPress={onClose}>{t('common.close')}</Button>}>
      <div className="stack">
        {failure === null ? null : <FailureNotice failure={failure} />}
        {proofs !== null && last === undefined ? <Notice tone="info" title={t('redactions.proof.none')}>{t('redactions.proof.noneMeans')}</Notice> : null}
        {last === undefined ? null : (
          <>
            <Notice tone={holds ? 'success' : 'danger'} title={holds ? t('redactions.proof.holds', { count: last.zones }) : t('redactions.notProved', { count: 1 })}>{dateTime(last.provedAt)}</Notice>
            <ProofList proof={last.guarantees} />
            <p className="small quiet">{t('redactions.proof.engines', { engines: engines.join(', ') })}</p>
            <div className="stack-tight"><h3>SHA-256</h3><CopyLine text={last.sha256} copyLabel={t('common.copy')} copiedLabel={t('common.copied')} /></div>
            <div className="stack-tight"><h3>{t('redactions.proof.signer')}</h3><CopyLine text={last.signer} copyLabel={t('common.copy')} copiedLabel={t('common.copied')} /></div>
          </>
        )}
      </div>
    </Dialog>
  );
}
