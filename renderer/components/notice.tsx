import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { CircleCheck, CircleX, Info, TriangleAlert } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import './notice.css';

export type Tone = 'info' | 'success' | 'warning' | 'danger';

const icons: Readonly<Record<Tone, LucideIcon>> = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleX };

export interface NoticeProps {
  readonly tone: Tone;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Read out at once when it appears. */
  readonly live?: boolean;
}

/** Brings what has to be known at once into view, where it appeared below what is scrolled to. */
function useInView(wanted: boolean) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => { if (wanted) ref.current?.scrollIntoView({ block: 'nearest' }); }, [wanted]);
  return ref;
}

/** Something to know, in its place on the screen. */
export function Notice({ tone, title, children, actions, live = false }: NoticeProps) {
  const Icon = icons[tone];
  const ref = useInView(live && tone === 'danger');
  return (
    <div ref={ref} className="notice" data-tone={tone} {...(live ? { role: tone === 'danger' ? 'alert' : 'status' } : {})}>
      <Icon size={20} aria-hidden />
      <div className="notice-words">
        <p className="notice-title">{title}</p>
        {children === undefined ? null : <div className="notice-body">{children}</div>}
        {actions === undefined ? null : <div className="row-wrap notice-actions">{actions}</div>}
      </div>
    </div>
  );
}

/** A word or number that marks a row. */
export function Badge({ tone, children }: { readonly tone?: Tone | 'accent' | undefined; readonly children: ReactNode }) {
  return <span className="badge" data-tone={tone}>{children}</span>;
}

export interface EmptyStateProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** What a list shows when there is nothing in it: what belongs here, and how it gets here. */
export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <Icon size={36} strokeWidth={1.4} aria-hidden />
      <h2>{title}</h2>
      {children === undefined ? null : <div className="empty-state-words">{children}</div>}
      {actions === undefined ? null : <div className="row-wrap">{actions}</div>}
    </div>
  );
}
