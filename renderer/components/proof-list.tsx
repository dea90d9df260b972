import { useTranslation } from 'react-i18next';
import { CircleCheck, CircleX } from 'lucide-react';
import type { ProofFault } from '../../shared/case-model/proof-faults.ts';
import './verification-report.css';

const explained = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R10'] as const;

export interface Proof {
  readonly guarantee: string;
  readonly holds: boolean;
  readonly fault?: ProofFault;
}

/** What was tried on a redacted file after it was saved, in plain words: what fails first. */
export function ProofList({ proof }: { readonly proof: readonly Proof[] }) {
  const { t } = useTranslation();
  return (
    <ul className="report-checks">
      {[...proof].sort((a, b) => Number(a.holds) - Number(b.holds)).map(({ guarantee, holds, fault }) => {
        const known = explained.find((name) => name === guarantee);
        return (
          <li key={guarantee} data-holds={holds}>
            {holds ? <CircleCheck size={17} aria-label={t('redactions.holds')} /> : <CircleX size={17} aria-label={t('redactions.fails')} />}
            <span className="grow">{known === undefined ? guarantee : t(`proof.${known}`)} <span className="quiet small">{guarantee}</span>{fault === undefined ? null : <span className="report-message small">{t(`proofFault.${fault.code}`, { replace: fault.values ?? {} })}</span>}</span>
          </li>
        );
      })}
    </ul>
  );
}
