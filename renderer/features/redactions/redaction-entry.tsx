import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EyeOff, Link2, Trash2, Unlink2 } from 'lucide-react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { SelectField } from '../../components/field.tsx';
import { Badge } from '../../components/notice.tsx';
import type { Tone } from '../../components/notice.tsx';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import type { Redaction } from '../../read-model/database.ts';
import type { RedactionStep } from './use-redacting.ts';
import { useWhy } from './use-why.ts';

export const stateTones: Readonly<Record<Redaction['state'], Tone | undefined>> = {
  proposed: 'warning', approved: 'success', applied: 'success', rejected: undefined, contested: 'danger', upheld: 'success', lifted: undefined,
};
const stepKeys: Partial<Record<RedactionStep, string>> = { approve: 'A', reject: 'X' };
const uncertainBelow = 0.8;

type Context = CallOutput<'redactionContexts'>['contexts'][number];

function useContext(redaction: Redaction): Context | null {
  const [context, setContext] = useState<Context | null>(null);
  useEffect(() => {
    let stale = false;
    setContext(null);
    void call('redactionContexts', { redactions: [redaction.id] }).then((result) => { if (!stale && result.ok) setContext(result.value.contexts[0] ?? null); });
    return () => { stale = true; };
  }, [redaction.id]);
  return context;
}

function Words({ redaction, onShown }: { readonly redaction: Redaction; readonly onShown: () => void }) {
  const context = useContext(redaction);
  useEffect(() => { if (context !== null) onShown(); }, [context, onShown]);
  if (context === null || `${context.before}${context.hidden}${context.after}`.trim() === '') return null;
  return <p className="redaction-context small" dir="auto">{context.before} <mark>{context.hidden}</mark> {context.after}</p>;
}

function History({ redaction }: { readonly redaction: Redaction }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  return (
    <ol className="redaction-history small">
      {redaction.history.map(({ step, by, at, reason }, index) => (
        <li key={index}><strong>{t(`redactions.history.${step}`)}</strong> <bdi>{by}</bdi> <time className="quiet">{dateTime(at)}</time>{reason === undefined ? null : <span className="break">“<bdi>{reason}</bdi>”</span>}</li>
      ))}
    </ol>
  );
}

export interface RedactionEntryProps {
  readonly redaction: Redaction;
  readonly isCurrent: boolean;
  readonly readOnly: boolean;
  readonly codes: readonly { readonly code: string; readonly label: string }[];
  readonly onChoose: () => void;
  readonly onStep: (step: RedactionStep) => void;
  readonly onRemove: () => void;
  readonly onCode: (code: string | null) => void;
  /** Begins to link it with another one, or takes it out of its group. */
  readonly onLink: () => void;
}

/** One redaction in the list: what it is; for the one at hand also its words, its way so far and what can be done with it. */
export function RedactionEntry({ redaction, isCurrent, readOnly, codes, onChoose, onStep, onRemove, onCode, onLink }: RedactionEntryProps) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const why = useWhy();
  const { confidence } = redaction;
  const entry = useRef<HTMLLIElement>(null);
  // What can be done with the one at hand is in view, also when its words come late.
  const show = useCallback(() => { entry.current?.scrollIntoView({ block: 'nearest' }); }, []);
  return (
    <li ref={entry} data-current={isCurrent || undefined}>
      <button type="button" className="redaction-row" aria-current={isCurrent ? 'true' : undefined} onClick={onChoose}>
        <span className="redaction-why"><EyeOff size={15} aria-hidden /><span className="break">{why(redaction)}</span></span>
        <span className="row-wrap small quiet">
          <span className="number">{t('common.page', { page: redaction.page })}</span>
          <Badge tone={stateTones[redaction.state]}>{t(`redactions.states.${redaction.state}`)}</Badge>
          <span>{t(`redactions.origins.${redaction.origin}`)}</span>
          {redaction.code === undefined ? null : <Badge>{redaction.code}</Badge>}
          {confidence !== undefined && confidence < uncertainBelow ? <Badge tone="warning">{t('redactions.uncertain', { percent: number(Math.round(confidence * 100)) })}</Badge> : null}
          {redaction.group === undefined ? null : <span className="row"><Link2 size={13} aria-hidden />{t('redactions.linked')}</span>}
        </span>
        <span className="small quiet break">{t('redactions.proposedBy', { name: redaction.proposedBy })}{redaction.decidedBy === undefined ? null : <> · {t('redactions.decidedBy', { name: redaction.decidedBy })}</>}</span>
      </button>
      {!isCurrent ? null : (
        <div className="redaction-decide stack-tight">
          <Words redaction={redaction} onShown={show} />
          {codes.length === 0 ? null : (
            <SelectField
              label={t('redactions.code')} value={redaction.code ?? ''} isDisabled={readOnly} onChange={(code) => { onCode(code === '' ? null : code); }}
              choices={[{ id: '', label: t('common.none') }, ...codes.map(({ code, label }) => ({ id: code, label: `${code} · ${label}` }))]}
            />
          )}
          {redaction.history.length < 2 ? null : <History redaction={redaction} />}
          <div className="row-wrap">
            {redaction.steps.map((step) => (
              <Button key={step} kind={step === 'approve' ? 'primary' : 'plain'} isDisabled={readOnly} onPress={() => { onStep(step); }}>{t(`redactions.steps.${step}`)}{stepKeys[step] === undefined ? null : <> <kbd>{stepKeys[step]}</kbd></>}</Button>
            ))}
            <span className="row redaction-more">
              <IconButton label={t(redaction.group === undefined ? 'redactions.link.begin' : 'redactions.link.end')} icon={redaction.group === undefined ? Link2 : Unlink2} isDisabled={readOnly} onPress={onLink} />
              <IconButton label={t('common.remove')} shortcut="Del" icon={Trash2} isDisabled={readOnly} onPress={onRemove} />
            </span>
          </div>
        </div>
      )}
    </li>
  );
}
