import type { ReactNode } from 'react';
import { HelpButton } from './help-button.tsx';
import type { HelpTopic } from './help-button.tsx';

export interface ScreenProps {
  readonly title: string;
  readonly help?: HelpTopic;
  readonly actions?: ReactNode;
  readonly tools?: ReactNode;
  /** The body scrolls by itself and touches the edges. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** One screen of the case: a title with its actions, tools below it where it has some, and its body. */
export function Screen({ title, help, actions, tools, flush = false, children }: ScreenProps) {
  return (
    <main className="screen">
      <header className="screen-head"><h1>{title}</h1>{help === undefined ? null : <HelpButton topic={help} />}{actions === undefined ? null : <div className="screen-actions">{actions}</div>}</header>
      {tools === undefined ? null : <div className="screen-tools">{tools}</div>}
      <div className="screen-body" data-flush={flush || undefined} {...(flush ? {} : { tabIndex: -1 })}>{children}</div>
    </main>
  );
}
