import { useContext, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { OverlayTriggerStateContext, Popover } from 'react-aria-components';
import type { PopoverProps } from 'react-aria-components';
import { useKeptFocus } from './use-kept-focus.ts';
import './field.css';

export interface PopoverPanelProps {
  readonly label: string;
  readonly placement: NonNullable<PopoverProps['placement']>;
  readonly width: 'status' | 'help' | 'view';
  readonly spacing: 'stack' | 'stack-tight';
  /** Given the way to close it, where something inside does. */
  readonly children: ReactNode | ((close: () => void) => ReactNode);
}

/** A panel beside the button that opens it. The popover itself is the dialog, so that its hidden buttons for leaving it are part of one. */
export function PopoverPanel({ label, placement, width, spacing, children }: PopoverPanelProps) {
  const name = useId();
  return (
    <Popover className={`popover ${width}-popover`} placement={placement} aria-labelledby={name}>
      <span id={name} hidden>{label}</span>
      <Body spacing={spacing}>{typeof children === 'function' ? <Closing>{children}</Closing> : children}</Body>
    </Popover>
  );
}

/** Mounted with each opening, as the dialog around it is. */
function Body({ spacing, children }: Pick<PopoverPanelProps, 'spacing'> & { readonly children: ReactNode }) {
  const dialog = useRef<HTMLElement>(null);
  useKeptFocus(dialog);
  return <div ref={(element) => { dialog.current = element?.closest<HTMLElement>('[role=dialog]') ?? null; }} className={spacing}>{children}</div>;
}

function Closing({ children }: { readonly children: (close: () => void) => ReactNode }) {
  const state = useContext(OverlayTriggerStateContext);
  return children(() => { state?.close(); });
}
