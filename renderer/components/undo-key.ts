import type { KeyboardEvent } from 'react';

/** Whether a key press asks to take the last step back; in a field it takes back what was typed there. */
export function isUndo(event: KeyboardEvent): boolean {
  const { target } = event;
  return (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'z'
    && !(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement);
}
