import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { X } from 'lucide-react';
import { IconButton } from './button.tsx';
import { useKeptFocus } from './use-kept-focus.ts';
import './dialog.css';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly closeLabel: string;
  readonly children: ReactNode;
  /** Buttons: the safe one first, the one that acts last. */
  readonly actions: ReactNode;
  readonly wide?: boolean;
  readonly alert?: boolean;
}

/** A question or a form over the window; Escape leaves it unchanged. A press beside it does so too until something was typed, which a slip must not lose. */
export function Dialog({ title, isOpen, onClose, closeLabel, children, actions, wide = false, alert = false }: DialogProps) {
  const [typed, setTyped] = useState(false);
  return (
    <ModalOverlay className="dialog-overlay" isOpen={isOpen} isDismissable={!alert && !typed} onOpenChange={(open) => { if (!open) onClose(); }}>
      <Modal className="dialog-modal" data-wide={wide || undefined}>
        <DialogBox alert={alert}>
          <header className="dialog-header">
            <Heading slot="title" level={2}>{title.replace(/…$/u, '')}</Heading>
            <IconButton label={closeLabel} icon={X} onPress={onClose} />
          </header>
          <div className="dialog-body stack" onInput={() => { setTyped(true); }}>{children}</div>
          <footer className="dialog-actions">{actions}</footer>
        </DialogBox>
      </Modal>
    </ModalOverlay>
  );
}

function DialogBox({ alert, children }: { readonly alert: boolean; readonly children: ReactNode }) {
  const box = useRef<HTMLElement>(null);
  useKeptFocus(box);
  return <AriaDialog ref={box} className="dialog" role={alert ? 'alertdialog' : 'dialog'}>{children}</AriaDialog>;
}
