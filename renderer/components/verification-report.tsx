import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChevronRight, CircleAlert, CircleCheck, CircleHelp, CircleX, Download, Printer, ShieldCheck, ShieldX, Stamp } from 'lucide-react';
import { checkNames, type CheckName } from '../../shared/case-model/verification-check.ts';
import type { Remark } from '../../shared/case-model/verification-remark.ts';
import { useFormats } from '../i18n/format.ts';
import { useValuesInWords } from '../i18n/values-in-words.ts';
import { Button } from './button.tsx';
import { ChangesList, type Changes } from './changes-list.tsx';
import { Badge, Notice } from './notice.tsx';
import type { Tone } from './notice.tsx';
import { QrPicture } from './qr-picture.tsx';
import './verification-report.css';

interface Check {
  readonly name: string;
  readonly holds: boolean;
  readonly subject?: string;
  readonly page?: number;
  /** What exactly was found, for those who look into it. */
  readonly remarks?: readonly Remark[];
}

export interface Verification {
  readonly holds: boolean;
  readonly signer: { readonly fingerprint: string; readonly known: boolean; readonly standing: 'known' | 'unknown' | 'changed'; readonly name?: string; readonly words: readonly string[]; readonly qr: readonly string[] };
  readonly release?: { readonly number: number; readonly madeAt: string; readonly case: string; readonly reference?: string; readonly exhibits: number; readonly sealed: number; readonly redacted: number };
  readonly notChecked: readonly { readonly name: string; readonly remarks: readonly Remark[] }[];
  readonly time?: { readonly at: string; readonly authority: string };
  readonly checks: readonly Check[];
  readonly changes?: Changes;
}

const signerTones = { known: 'success', unknown: 'warning', changed: 'danger', other: 'danger', none: 'danger' } as const satisfies Readonly<Record<string, Tone>>;

/** How the signer stands to the reader: where signers were given, a key that is none of them is no mere stranger; where no signature fits, there is none. */
function standingOf({ signer: { fingerprint, standing }, checks }: Verification): keyof typeof signerTones {
  if (fingerprint === '') return 'none';
  return standing === 'unknown' && checks.some(({ name, holds }) => name === 'signer' && !holds) ? 'other' : standing;
}

const isCheckName = (name: string): name is CheckName => (checkNames as readonly string[]).includes(name);

/** What was found, in the window's language. */
function Remarks({ remarks }: { readonly remarks: readonly Remark[] }) {
  const { t } = useTranslation();
  const shown = useValuesInWords();
  const words = remarks.map(({ code, values = {}, failure }) => {
    const said = t(`verification.remark.${code}`, { replace: shown(values) });
    return failure === undefined ? said : `${said} ${t(`failure.${failure}.what`)}`;
  });
  return words.length === 0 ? null : <span className="report-message small">{words.join(' ')}</span>;
}

/** Whether a check that holds found something that its reader should not pass over. */
function isToLookAt({ holds, remarks = [] }: Check): boolean {
  return holds && remarks.some(({ code }) => code === 'signer-unknown' || code === 'court-failed-rules');
}

function CheckRow({ check, folded = false }: { readonly check: Check; readonly folded?: boolean }) {
  const { t } = useTranslation();
  const { name, holds, subject, page, remarks = [] } = check;
  const toLookAt = isToLookAt(check);
  return (
    <li data-holds={holds} data-result={toLookAt ? 'remark' : undefined} data-folded={folded || undefined}>
      {!holds ? <CircleX size={17} aria-label={t('verification.bad')} /> : toLookAt ? <CircleAlert size={17} aria-label={t('verification.remarked')} /> : <CircleCheck size={17} aria-label={t('verification.good')} />}
      <span className="grow">
        <span>{isCheckName(name) ? t(`verification.check.${name}.${holds ? 'holds' : 'fails'}`) : name}</span>
        {subject === undefined ? null : <>{' '}<bdi className="quiet small break">{subject}</bdi></>}{page === undefined ? null : <span className="quiet small"> {t('common.page', { page })}</span>}
        <Remarks remarks={remarks} />
      </span>
    </li>
  );
}

// So many alike are one row until somebody asks for each.
const mostApart = 3;

/** Checks that hold, those of one name together. */
function alike(checks: readonly Check[]): readonly (readonly Check[])[] {
  const groups = new Map<string, Check[]>();
  for (const check of checks) {
    const known = groups.get(check.name);
    if (known === undefined) groups.set(check.name, [check]);
    else known.push(check);
  }
  return [...groups.values()].flatMap((group) => (group.length > mostApart ? [group] : group.map((check) => [check])));
}

/** Many checks of one name that all hold: one row, each of them on demand and on paper. */
function CheckGroup({ checks }: { readonly checks: readonly Check[] }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const [open, setOpen] = useState(false);
  const name = checks[0]?.name ?? '';
  return (
    <>
      <li data-holds className="report-group">
        <CircleCheck size={17} aria-label={t('verification.good')} />
        <button type="button" className="report-unfold grow" aria-expanded={open} onClick={() => { setOpen(!open); }}>
          <span>{isCheckName(name) ? t(`verification.check.${name}.holds`) : name}</span> <Badge>{number(checks.length)}</Badge>
          <ChevronRight size={15} className="mirrored" data-open={open || undefined} aria-hidden />
        </button>
      </li>
      {checks.map((check, index) => <CheckRow key={index} check={check} folded={!open} />)}
    </>
  );
}

export interface VerificationReportProps {
  readonly fileName: string;
  readonly result: Verification;
  /** Whether there is a key that signs the record. */
  readonly signed: boolean;
  readonly onSave: () => void;
  readonly onTime: () => void;
}

/** The answer in one look, then who signed and what was checked; prints as a record. */
export function VerificationReport({ fileName, result, signed, onSave, onTime }: VerificationReportProps) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const failed = result.checks.filter(({ holds }) => !holds);
  const held = useMemo(() => alike(result.checks.filter(({ holds }) => holds)), [result]);
  const answer = useRef<HTMLDivElement>(null);
  // The answer is what was waited for: it comes into view, and keys and readers go on from it.
  useEffect(() => {
    answer.current?.focus({ preventScroll: true });
    answer.current?.scrollIntoView({ block: 'start' });
  }, [result]);
  const Icon = result.holds ? ShieldCheck : ShieldX;
  const standing = standingOf(result);
  return (
    <section className="report stack" aria-labelledby="verification-answer">
      <div className="report-answer" data-holds={result.holds} role="status" ref={answer} tabIndex={-1}>
        <Icon size={52} strokeWidth={1.5} aria-hidden />
        <div className="stack-tight">
          <h2 id="verification-answer">{result.holds ? t('verification.holds') : t('verification.fails')}</h2>
          <p>{result.holds ? t('verification.holdsMeans') : `${t('verification.failsMeans', { count: failed.length })} ${t('verification.failsNext')}`}</p>
          <p className="small"><bdi className="break">{fileName}</bdi> · {dateTime(new Date().toISOString())}</p>
        </div>
      </div>
      <Notice tone={signerTones[standing]} title={t(`verification.standing.${standing}`)}>
        <div className="report-signer">
          <div className="stack-tight grow">
            <p>{t(`verification.standingMeans.${standing}`)}</p>
            {standing === 'none' ? null : <p>{result.signer.name === undefined ? null : <strong><bdi>{result.signer.name}</bdi> </strong>}<span className="quiet">{t('verification.fingerprint')}</span> <code className="break" dir="ltr">{result.signer.fingerprint}</code></p>}
            {result.signer.words.length === 0 ? null : <p className="report-words" lang="en">{result.signer.words.join(' ')}</p>}
          </div>
          {result.signer.qr.length === 0 ? null : <QrPicture rows={result.signer.qr} label={t('verification.qr')} />}
        </div>
      </Notice>
      {result.release === undefined || !result.holds ? null : (
        <dl className="facts report-facts">
          <dt>{t('verification.of')}</dt><dd><bdi>{[result.release.case, result.release.reference].filter((part) => part !== undefined).join(' · ')}</bdi></dd>
          <dt>{t('verification.number')}</dt><dd>{result.release.number} · {dateTime(result.release.madeAt)}</dd>
          <dt>{t('verification.contains')}</dt><dd>{t('verification.counts', { exhibits: result.release.exhibits, sealed: result.release.sealed, redacted: result.release.redacted })}</dd>
          {result.time === undefined ? null : <><dt>{t('verification.time')}</dt><dd>{dateTime(result.time.at)} · <bdi>{result.time.authority}</bdi></dd></>}
        </dl>
      )}
      <div className="row-wrap no-print"><Button kind="primary" icon={Download} onPress={onSave}>{t('verification.save')}</Button><Button icon={Printer} onPress={() => { window.print(); }}>{t('verification.print')}</Button>{result.release === undefined ? null : <Button icon={Stamp} onPress={onTime}>{t('verification.requestTime')}</Button>}</div>
      {signed ? null : <p className="small quiet no-print">{t('verification.unsignedRecord')}</p>}
      {result.changes === undefined || !result.holds ? null : (
        <div className="stack-tight"><h3>{t('verification.changes', { number: result.changes.since })}</h3><ChangesList changes={result.changes} /></div>
      )}
      <div className="stack-tight">
        <h3>{t('verification.checks', { count: result.checks.length })}</h3>
        <ul className="report-checks">
          {[...failed.map((check) => [check]), ...held].map((checks, index) => (checks.length > 1 ? <CheckGroup key={index} checks={checks} /> : checks.map((check) => <CheckRow key={index} check={check} />)))}
          {result.notChecked.map(({ name, remarks }, index) => <li key={index} data-holds data-result="not-checked"><CircleHelp size={17} aria-label={t('court.notChecked')} /><span className="grow"><span>{isCheckName(name) ? t(`verification.check.${name}.holds`) : name}: {t('court.notChecked')}</span><Remarks remarks={remarks} /></span></li>)}
        </ul>
      </div>
    </section>
  );
}
