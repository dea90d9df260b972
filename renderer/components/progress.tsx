import { ProgressBar } from 'react-aria-components';
import type { ReactNode } from 'react';
import './progress.css';

export interface ProgressLineProps {
  readonly label: string;
  /** 0 to 1; undefined while it is not known. */
  readonly fraction: number | undefined;
  /** "12 of 60 pages, about a minute left". */
  readonly detail: string;
  /** Whether nothing moves now: it waits, or is paused. */
  readonly still?: boolean;
  /** What else should be known of it. */
  readonly note?: string | undefined;
  /** Its buttons. */
  readonly children?: ReactNode;
}

/** A running job: what, how far, how long still, and what one can do about it. */
export function ProgressLine({ label, fraction, detail, still = false, note, children }: ProgressLineProps) {
  const percent = fraction === undefined ? undefined : Math.round(fraction * 100);
  const unknown = percent === undefined && !still;
  return (
    <div className="progress">
      <ProgressBar className="progress-bar" aria-label={label} isIndeterminate={percent === undefined} value={percent ?? 0}>
        <span className="progress-label"><span className="truncate">{label}</span><span className="number">{percent === undefined ? '' : `${String(percent)} %`}</span></span>
        <span className="progress-track"><span className="progress-fill" data-unknown={unknown || undefined} data-still={still || undefined} style={{ inlineSize: unknown ? '30%' : `${String(percent ?? 0)}%` }} /></span>
        <span className="field-hint">{detail}</span>
        {note === undefined ? null : <span className="field-hint">{note}</span>}
      </ProgressBar>
      {children}
    </div>
  );
}
