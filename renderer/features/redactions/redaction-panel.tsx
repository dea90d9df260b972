import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Check, Crosshair, EyeOff, Search, TextSelect, Trash2, Undo2, X } from 'lucide-react';
import { Button, IconButton } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Segments, TextField } from '../../components/field.tsx';
import { Badge, Notice } from '../../components/notice.tsx';
import type { Tone } from '../../components/notice.tsx';
import type { Redaction } from '../../read-model/database.ts';
import type { Redacting } from './use-redacting.ts';

export type RedactionTool = 'words' | 'zone';
const tones: Readonly<Record<Redaction['state'], Tone | undefined>> = { proposed: 'warning', approved: 'success', applied: 'success', rejected: undefined, contested: 'danger', upheld: 'success', lifted: undefined };

export interface RedactionPanelProps {
  readonly redactions: readonly Redaction[];
  readonly current: string | undefined;
  readonly onChoose: (redaction: Redaction) => void;
  readonly redacting: Redacting;
  readonly tool: RedactionTool;
  readonly onTool: (tool: RedactionTool) => void;
  readonly why: string;
  readonly onWhy: (why: string) => void;
  readonly onProposeSelection: () => void;
  readonly onPlaceByKeyboard: () => void;
  readonly onFind: () => void;
  readonly readOnly: boolean;
  readonly wholeEdition: boolean;
}

/** The redactions of the document for one edition: propose, go through them one by one, decide, take back. */
export function RedactionPanel(props: RedactionPanelProps) {
  const { t } = useTranslation();
  const { redactions, current, onChoose, redacting, tool, onTool, why, onWhy, onProposeSelection, onPlaceByKeyboard, onFind, readOnly, wholeEdition } = props;
  const list = useRef<HTMLUListElement>(null);
  const open = redactions.filter(({ state }) => state === 'proposed');
  const chosen = redactions.find(({ id }) => id === current);
  useEffect(() => { list.current?.querySelector('[data-current]')?.scrollIntoView({ block: 'nearest' }); }, [current]);
  return (
    <aside className="redaction-panel" aria-label={t('redactions.panel')} tabIndex={0}>
      {wholeEdition ? <Notice tone="info" title={t('redactions.wholeEdition')}>{t('redactions.wholeEditionMeans')}</Notice> : null}
      <section className="stack-tight">
        <Segments label={t('redactions.tool')} value={tool} onChange={onTool} choices={[{ id: 'words', label: t('redactions.tools.words') }, { id: 'zone', label: t('redactions.tools.zone') }]} />
        <p className="field-hint">{tool === 'words' ? t('redactions.wordsHint') : t('redactions.zoneHint')}</p>
        <TextField label={t('redactions.why')} hint={t('redactions.whyHint')} value={why} onChange={onWhy} isDisabled={readOnly} />
        <div className="row-wrap">
          {tool === 'words'
            ? <Button icon={TextSelect} isDisabled={readOnly || why.trim() === ''} onPress={onProposeSelection}>{t('redactions.proposeSelection')} <kbd>M</kbd></Button>
            : <Button icon={Crosshair} isDisabled={readOnly || why.trim() === ''} onPress={onPlaceByKeyboard}>{t('redactions.placeByKeyboard')} <kbd>D</kbd></Button>}
          <Button icon={Search} isDisabled={readOnly} onPress={onFind}>{t('redactions.find')}</Button>
        </div>
      </section>
      {redacting.failure === null ? null : <FailureNotice failure={redacting.failure} />}
      <section className="redaction-section">
        <div className="row">
          <h2 className="grow">{t('redactions.ofDocument', { count: redactions.length })}</h2>
          <IconButton small label={t('common.undo')} shortcut="U" icon={Undo2} isDisabled={!redacting.canUndo} onPress={() => { void redacting.undo(); }} />
        </div>
        {open.length === 0 ? null : (
          <div className="row-wrap">
            <Button icon={Check} isDisabled={readOnly} onPress={() => { void redacting.decide('approve', open); }}>{t('redactions.approveAll', { count: open.length })}</Button>
          </div>
        )}
        {redactions.length === 0 ? <p className="quiet">{t('redactions.none')}</p> : (
          <ul className="redaction-list" ref={list}>
            {redactions.map((redaction) => (
              <li key={redaction.id} data-current={redaction.id === current || undefined}>
                <button type="button" className="redaction-row" aria-current={redaction.id === current ? 'true' : undefined} onClick={() => { onChoose(redaction); }}>
                  <span className="redaction-why"><EyeOff size={15} aria-hidden /><span className="break">{redaction.why}</span></span>
                  <span className="row-wrap small quiet"><span className="number">{t('common.page', { page: redaction.page })}</span><Badge tone={tones[redaction.state]}>{t(`redactions.states.${redaction.state}`)}</Badge><span>{t(`redactions.origins.${redaction.origin}`)}</span></span>
                  <span className="small quiet break">{t('redactions.proposedBy', { name: redaction.proposedBy })}{redaction.decidedBy === undefined ? null : <> · {t('redactions.decidedBy', { name: redaction.decidedBy })}</>}</span>
                </button>
                {redaction.id !== current ? null : (
                  <div className="row-wrap redaction-decide">
                    {redaction.state === 'approved' || redaction.state === 'applied' ? null : <Button kind="primary" icon={Check} isDisabled={readOnly} onPress={() => { void redacting.decide('approve', [redaction]); }}>{t('redactions.approve')} <kbd>A</kbd></Button>}
                    {redaction.state === 'rejected' ? null : <Button icon={X} isDisabled={readOnly} onPress={() => { void redacting.decide('reject', [redaction]); }}>{t('redactions.reject')} <kbd>X</kbd></Button>}
                    <IconButton label={t('common.remove')} shortcut="Del" icon={Trash2} isDisabled={readOnly} onPress={() => { void redacting.decide('remove', [redaction]); }} />
                  </div>
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
      {chosen === undefined ? <p className="field-hint">{t('redactions.keys')}</p> : null}
    </aside>
  );
}
