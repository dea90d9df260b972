import { useContext, useId } from 'react';
import type { ReactNode } from 'react';
import { OverlayTriggerStateContext, Popover } from 'react-aria-components';
import type { PopoverProps } from 'react-aria-components';
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
      <div className={spacing}>{typeof children === 'function' ? <Closing>{children}</Closing> : children}</div>
    </Popover>
  );
}

function Closing({ children }: { readonly children: (close: () => void) => ReactNode }) {
  const state = useContext(OverlayTriggerStateContext);
  return children(() => { state?.close(); });
}
