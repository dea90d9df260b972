import type { ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { LucideIcon } from 'lucide-react';
import './field.css';

export interface MenuAction {
  readonly id: string;
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly onAction: () => void;
  readonly isDisabled?: boolean;
  readonly danger?: boolean;
}

/** A button that opens a list of actions. */
export function ActionMenu({ trigger, label, actions }: { readonly trigger: ReactNode; readonly label: string; readonly actions: readonly MenuAction[] }) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="popover" placement="bottom end">
        <AriaMenu className="list-box" aria-label={label}>
          {actions.map(({ id, label: name, icon: Icon, onAction, isDisabled = false, danger = false }) => (
            <MenuItem key={id} id={id} className="menu-item" data-danger={danger || undefined} isDisabled={isDisabled} onAction={onAction} textValue={name}>
              {Icon === undefined ? null : <Icon size={16} aria-hidden />}
              {name}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
