import { memo, useCallback, useLayoutEffect, useRef } from 'react';
import { Button as AriaButton, Tooltip, TooltipTrigger, ToggleButton as AriaToggleButton, composeRenderProps } from 'react-aria-components';
import type { ButtonProps as AriaButtonProps, ToggleButtonProps as AriaToggleButtonProps } from 'react-aria-components';
import type { LucideIcon } from 'lucide-react';
import './button.css';

export interface ButtonProps extends Omit<AriaButtonProps, 'isPending'> {
  readonly kind?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly icon?: LucideIcon;
  readonly large?: boolean;
  /** What it began is under way: it does nothing more, and keeps the focus, which a disabled button would lose. */
  readonly isBusy?: boolean;
}

/** A button with words; `primary` once on a screen, `danger` for what cannot be undone. */
export function Button({ kind = 'plain', icon: Icon, large = false, isBusy = false, children, ...props }: ButtonProps) {
  const idle = isBusy ? { 'aria-disabled': true, 'type': 'button', 'onPress': () => undefined } as const : {};
  return (
    <AriaButton {...props} {...idle} className="button" data-busy={isBusy || undefined} data-kind={kind} data-large={large || undefined}>
      {composeRenderProps(children, (content) => (
        <>
          {Icon === undefined ? null : <Icon size={large ? 18 : 16} aria-hidden />}
          {content}
        </>
      ))}
    </AriaButton>
  );
}

/** The latest of a function that is another one on each rendering, under one that stays. */
function useLatest<Arguments extends readonly unknown[]>(latest: ((...given: Arguments) => void) | undefined): (...given: Arguments) => void {
  const known = useRef(latest);
  useLayoutEffect(() => { known.current = latest; });
  return useCallback((...given: Arguments) => { known.current?.(...given); }, []);
}

export interface IconButtonProps extends Omit<AriaButtonProps, 'children'> {
  readonly label: string;
  readonly icon: LucideIcon;
  /** Shown beside the label in the tooltip. */
  readonly shortcut?: string;
  readonly small?: boolean;
}

// A screen has dozens of them, each made of many parts: one that looks as before is not rendered again.
const SteadyIconButton = memo(function SteadyIconButton({ label, icon: Icon, shortcut, small = false, ...props }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500}>
      <AriaButton {...props} aria-label={label} className="icon-button" data-small={small || undefined}>
        <Icon size={small ? 15 : 18} aria-hidden />
      </AriaButton>
      <Tooltip className="tooltip" offset={6}>
        {label}
        {shortcut === undefined ? null : <kbd>{shortcut}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
});

/** A button without words: its label is read out and shown as a tooltip. */
export function IconButton({ onPress, ...props }: IconButtonProps) {
  return <SteadyIconButton {...props} onPress={useLatest(onPress)} />;
}

export interface IconToggleProps extends Omit<AriaToggleButtonProps, 'children'> {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly shortcut?: string;
}

const SteadyIconToggle = memo(function SteadyIconToggle({ label, icon: Icon, shortcut, ...props }: IconToggleProps) {
  return (
    <TooltipTrigger delay={500}>
      <AriaToggleButton {...props} aria-label={label} className="icon-button">
        <Icon size={18} aria-hidden />
      </AriaToggleButton>
      <Tooltip className="tooltip" offset={6}>
        {label}
        {shortcut === undefined ? null : <kbd>{shortcut}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
});

/** A tool that is on or off. */
export function IconToggle({ onChange, ...props }: IconToggleProps) {
  return <SteadyIconToggle {...props} onChange={useLatest(onChange)} />;
}
