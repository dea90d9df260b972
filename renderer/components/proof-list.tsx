import { useTranslation } from 'react-i18next';
import { CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import type { ProofFault } from '../../shared/case-model/proof-faults.ts';
import './verification-report.css';

const explained = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R10'] as const;

export interface Proof {
  readonly guarantee: string;
  readonly holds: boolean;
  readonly fault?: ProofFault;
}

/** What was tried on a redacted file after it was saved, in plain words: what fails first. A guarantee that holds with a remark says the remark. */
export function ProofList({ proof }: { readonly proof: readonly Proof[] }) {
  const { t } = useTranslation();
  return (
    <ul className="report-checks">
      {[...proof].sort((a, b) => Number(a.holds) - Number(b.holds)).map(({ guarantee, holds, fault }) => {
        const known = explained.find((name) => name === guarantee);
        const said = fault === undefined ? undefined : t(`proofFault.${fault.code}`, { replace: fault.values ?? {} });
        const remark = holds ? said : undefined;
        return (
          <li key={guarantee} data-holds={holds} data-result={remark === undefined ? undefined : 'remark'}>
            {!holds ? <CircleX size={17} aria-label={t('redactions.fails')} /> : remark === undefined ? <CircleCheck size={17} aria-label={t('redactions.holds')} /> : <CircleAlert size={17} aria-label={t('redactions.toLookAt')} />}
            <span className="grow">{remark ?? (known === undefined ? guarantee : t(`proof.${known}`))} <span className="quiet small">{guarantee}</span>{holds || said === undefined ? null : <span className="report-message small">{said}</span>}</span>
          </li>
        );
      })}
    </ul>
  );
}
