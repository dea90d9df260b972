import { useTranslation } from 'react-i18next';
import { CircleCheck, CircleX, Printer, ShieldCheck, ShieldX } from 'lucide-react';
import { useFormats } from '../i18n/format.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';
import './verification-report.css';

export interface Verification {
  readonly holds: boolean;
  readonly signer: { readonly fingerprint: string; readonly known: boolean };
  readonly checks: readonly { readonly name: string; readonly holds: boolean; readonly subject?: string; readonly message?: string }[];
}

/** The answer in one look, then who signed and what was checked; prints as a record. */
export function VerificationReport({ fileName, result }: { readonly fileName: string; readonly result: Verification }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const failed = result.checks.filter(({ holds }) => !holds);
  const Icon = result.holds ? ShieldCheck : ShieldX;
  return (
    <section className="report stack" aria-labelledby="verification-answer">
      <div className="report-answer" data-holds={result.holds} role="status">
        <Icon size={52} strokeWidth={1.5} aria-hidden />
        <div className="stack-tight">
          <h2 id="verification-answer">{result.holds ? t('verification.holds') : t('verification.fails')}</h2>
          <p>{result.holds ? t('verification.holdsMeans') : t('verification.failsMeans', { count: failed.length })}</p>
          <p className="small"><bdi className="break">{fileName}</bdi> · {dateTime(new Date().toISOString())}</p>
        </div>
      </div>
      <Notice tone={result.signer.known ? 'success' : 'warning'} title={result.signer.known ? t('verification.signerKnown') : t('verification.signerUnknown')}>
        <p>{result.signer.known ? t('verification.signerKnownMeans') : t('verification.signerUnknownMeans')}</p>
        <p><span className="quiet">{t('verification.fingerprint')}</span> <code className="break">{result.signer.fingerprint === '' ? t('common.none') : result.signer.fingerprint}</code></p>
      </Notice>
      <div className="stack-tight">
        <h3>{t('verification.checks', { count: result.checks.length })}</h3>
        <ul className="report-checks">
          {[...failed, ...result.checks.filter(({ holds }) => holds)].map((check, index) => (
            <li key={index} data-holds={check.holds}>
              {check.holds ? <CircleCheck size={17} aria-label={t('verification.good')} /> : <CircleX size={17} aria-label={t('verification.bad')} />}
              <span className="grow"><span>{check.name}</span>{check.subject === undefined ? null : <bdi className="quiet small break"> {check.subject}</bdi>}{check.message === undefined ? null : <span className="report-message small">{check.message}</span>}</span>
            </li>
          ))}
        </ul>
      </div>
      <div className="row-wrap no-print"><Button icon={Printer} onPress={() => { window.print(); }}>{t('verification.print')}</Button></div>
    </section>
  );
}
