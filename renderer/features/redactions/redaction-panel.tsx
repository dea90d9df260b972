import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Check, Crosshair, FileCheck, Search, TextSelect, Undo2 } from 'lucide-react';
import { Button, IconButton } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Segments, TextField } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import type { Redaction } from '../../read-model/database.ts';
import { useKept } from '../../session/kept.ts';
import { RedactionEntry } from './redaction-entry.tsx';
import type { Redacting, RedactionStep } from './use-redacting.ts';

export type RedactionTool = 'words' | 'zone';

export interface RedactionPanelProps {
  readonly redactions: readonly Redaction[];
  readonly current: string | undefined;
  readonly onChoose: (redaction: Redaction) => void;
  readonly redacting: Redacting;
  /** Takes a step, asking for the reason where one is needed. */
  readonly onStep: (step: RedactionStep, redactions: readonly Redaction[]) => void;
  readonly onProof: () => void;
  readonly codes: readonly { readonly code: string; readonly label: string }[];
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

/** What the marks over the page mean: nothing is removed before the edition is made. */
function Legend() {
  const { t } = useTranslation();
  return (
    <ul className="redaction-legend small">
      {(['proposed', 'approved', 'contested'] as const).map((state) => <li key={state}><span className="redaction-swatch" data-state={state} aria-hidden />{t(`redactions.legend.${state}`)}</li>)}
    </ul>
  );
}

/** The redactions of the document for one edition: propose, go through them one by one, decide, take back. */
export function RedactionPanel(props: RedactionPanelProps) {
  const { t } = useTranslation();
  const { redactions, current, onChoose, redacting, onStep, onProof, codes, tool, onTool, why, onWhy, onProposeSelection, onPlaceByKeyboard, onFind, readOnly, wholeEdition } = props;
  const list = useRef<HTMLUListElement>(null);
  // Kept while one goes to the other document: an original and its translation are linked with one another.
  const [linking, setLinking] = useKept<{ readonly edition: string; readonly redaction: Redaction['id'] } | null>('redaction-linking', null);
  const choose = (redaction: Redaction): void => {
    if (linking !== null && linking.edition === redaction.edition && linking.redaction !== redaction.id) {
      void redacting.link([linking.redaction, redaction.id], true);
      setLinking(null);
    }
    onChoose(redaction);
  };
  const link = ({ id, edition, group }: Redaction): void => {
    if (group === undefined) setLinking({ edition, redaction: id });
    else void redacting.link([id], false);
  };
  const open = redactions.filter(({ state, steps }) => state === 'proposed' && steps.includes('approve'));
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
          <IconButton small label={t('redactions.seeProof')} icon={FileCheck} onPress={onProof} />
          <IconButton small label={t('common.undo')} shortcut="U" icon={Undo2} isDisabled={!redacting.canUndo} onPress={() => { void redacting.undo(); }} />
        </div>
        <Legend />
        {open.length === 0 ? null : (
          <div className="row-wrap">
            <Button icon={Check} isDisabled={readOnly} onPress={() => { onStep('approve', open); }}>{t('redactions.approveAll', { count: open.length })}</Button>
          </div>
        )}
        {linking === null ? null : <Notice tone="info" title={t('redactions.link.choose')} live actions={<Button onPress={() => { setLinking(null); }}>{t('common.cancel')}</Button>}>{t('redactions.link.means')}</Notice>}
        {redactions.length === 0 ? <p className="quiet">{t('redactions.none')}</p> : (
          <ul className="redaction-list" ref={list}>
            {redactions.map((redaction) => (
              <RedactionEntry
                key={redaction.id} redaction={redaction} isCurrent={redaction.id === current} readOnly={readOnly} codes={codes} onChoose={() => { choose(redaction); }}
                onStep={(step) => { onStep(step, [redaction]); }} onRemove={() => { void redacting.remove([redaction]); }} onCode={(code) => { void redacting.encode([redaction], code); }} onLink={() => { link(redaction); }}
              />
            ))}
          </ul>
        )}
      </section>
      {current === undefined ? <p className="field-hint">{t('redactions.keys')}</p> : null}
    </aside>
  );
}
