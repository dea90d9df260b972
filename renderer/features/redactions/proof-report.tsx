import { useTranslation } from 'react-i18next';
import { redactionMethods } from '../../../shared/case-model/redaction.ts';
import type { JobResult } from '../../../shared/ipc/jobs.ts';
import { Notice } from '../../components/notice.tsx';
import { useDocuments } from '../../read-model/use-case.ts';

/** The proof of each redacted document: every guarantee, tried on the saved file. */
export function ProofReport({ proof }: { readonly proof: JobResult<'proveRedactions'> }) {
  const { t } = useTranslation();
  const documents = useDocuments() ?? [];
  const methodOf = (name: string): string => {
    const method = redactionMethods.find((known) => known === name);
    return method === undefined ? name : t(`redactions.methods.${method}`);
  };
  const titleOf = (id: string): string => documents.find((known) => known.id === id)?.title ?? id;
  if (proof.documents.length === 0) return <Notice tone="info" title={t('redactions.nothingToProve')} live />;
  const broken = proof.documents.filter((document) => document.proof.some(({ holds }) => !holds));
  return (
    <Notice tone={broken.length === 0 ? 'success' : 'danger'} title={broken.length === 0 ? t('redactions.proved', { count: proof.documents.length }) : t('redactions.notProved', { count: broken.length })} live>
      <ul className="proof-list">
        {proof.documents.map((document) => (
          <li key={document.document}>
            <strong><bdi>{titleOf(document.document)}</bdi></strong> <span className="quiet small">{methodOf(document.method)}</span>
            <span className="rule-chips">{document.proof.map(({ guarantee, holds, fault }) => <span key={guarantee} className="badge" data-tone={holds ? 'success' : 'danger'} title={fault === undefined ? undefined : t(`proofFault.${fault.code}`, { replace: fault.values ?? {} })}>{guarantee} {holds ? t('redactions.holds') : t('redactions.fails')}</span>)}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
