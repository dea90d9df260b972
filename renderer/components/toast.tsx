import { UNSTABLE_Toast as AriaToast, UNSTABLE_ToastContent as ToastContent, UNSTABLE_ToastQueue as ToastQueue, UNSTABLE_ToastRegion as ToastRegion, Button as AriaButton, Text } from 'react-aria-components';
import { CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import './toast.css';

export interface ToastMessage {
  readonly tone: 'info' | 'success' | 'warning';
  readonly title: string;
  readonly detail?: string;
}

const queue = new ToastQueue<ToastMessage>({ maxVisibleToasts: 3 });
const icons = { info: Info, success: CircleCheck, warning: TriangleAlert } as const;

/** Says briefly that something was done. Refusals never pass by as a toast: they stay in view as a notice. */
export function showToast(message: ToastMessage): void {
  queue.add(message, { timeout: 6000 });
}

/** The place where toasts appear; once in the window. */
export function Toasts({ label, closeLabel }: { readonly label: string; readonly closeLabel: string }) {
  return (
    <ToastRegion queue={queue} className="toasts" aria-label={label}>
      {({ toast }) => {
        const Icon = icons[toast.content.tone];
        return (
          <AriaToast toast={toast} className="toast" data-tone={toast.content.tone}>
            <Icon size={18} aria-hidden />
            <ToastContent className="grow">
              <Text slot="title">{toast.content.title}</Text>
              {toast.content.detail === undefined ? null : <Text slot="description" className="field-hint">{toast.content.detail}</Text>}
            </ToastContent>
            <AriaButton slot="close" className="icon-button" data-small aria-label={closeLabel}><X size={15} aria-hidden /></AriaButton>
          </AriaToast>
        );
      }}
    </ToastRegion>
  );
}
