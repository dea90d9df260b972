import { ProgressBar } from 'react-aria-components';
import { Button } from './button.tsx';
import './progress.css';

export interface ProgressLineProps {
  readonly label: string;
  /** 0 to 1; undefined while it is not known. */
  readonly fraction: number | undefined;
  /** "12 of 60 pages, about a minute left". */
  readonly detail: string;
  readonly cancelLabel?: string;
  readonly onCancel?: (() => void) | undefined;
}

/** A running job: what, how far, how long still, and a way out. */
export function ProgressLine({ label, fraction, detail, cancelLabel, onCancel }: ProgressLineProps) {
  const percent = fraction === undefined ? undefined : Math.round(fraction * 100);
  return (
    <div className="progress">
      <ProgressBar className="progress-bar" aria-label={label} isIndeterminate={percent === undefined} value={percent ?? 0}>
        <span className="progress-label"><span className="truncate">{label}</span><span className="number">{percent === undefined ? '' : `${String(percent)} %`}</span></span>
        <span className="progress-track"><span className="progress-fill" data-unknown={percent === undefined || undefined} style={{ inlineSize: percent === undefined ? '30%' : `${String(percent)}%` }} /></span>
        <span className="field-hint truncate">{detail}</span>
      </ProgressBar>
      {onCancel === undefined || cancelLabel === undefined ? null : <Button onPress={onCancel}>{cancelLabel}</Button>}
    </div>
  );
}
