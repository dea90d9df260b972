import { useTranslation } from 'react-i18next';
import type { PageSize, Rect } from '../../../shared/geometry.ts';
import { boxStyle } from '../../components/pages/page-boxes.tsx';
import { ZoneDrawing } from '../../components/pages/zone-drawing.tsx';
import type { Redaction } from '../../read-model/database.ts';
import { useWhy } from './use-why.ts';
import './redactions.css';

export interface RedactionLayerProps {
  readonly size: PageSize;
  readonly scale: number;
  readonly redactions: readonly Redaction[];
  readonly current: string | undefined;
  readonly drawing: boolean;
  /** A zone that is being placed by keyboard on this page. */
  readonly draft: Rect | undefined;
  readonly onDraw: (rect: Rect) => void;
  readonly onChoose: (redaction: Redaction) => void;
}

/** Redactions over a page: proposed ones hatched and see-through, approved ones framed; only the edition's own picture is black. */
export function RedactionLayer({ size, scale, redactions, current, drawing, draft, onDraw, onChoose }: RedactionLayerProps) {
  const { t } = useTranslation();
  const why = useWhy();
  const named = (redaction: Redaction): string => `${t(`redactions.states.${redaction.state}`)}: ${why(redaction)}`;
  return (
    <div className="redaction-layer">
      {redactions.map((redaction) => (
        <button
          key={redaction.id} type="button" tabIndex={-1} className="redaction-box" data-state={redaction.state} data-current={redaction.id === current || undefined}
          style={boxStyle(redaction.rect, scale)} title={named(redaction)} aria-label={named(redaction)}
          onClick={() => { onChoose(redaction); }}
        />
      ))}
      {draft === undefined ? null : <span className="redaction-box" data-state="draft" style={boxStyle(draft, scale)} />}
      {drawing ? <ZoneDrawing size={size} scale={scale} onDraw={onDraw} /> : null}
    </div>
  );
}
