import { useEffect } from 'react';
import type { RefObject } from 'react';

/** Takes the keyboard back to a dialog whose focused part has gone or can no longer be pressed: else Escape and the reading of a screen reader would be lost with it. */
export function useKeptFocus(dialog: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const watched = dialog.current;
    if (watched === null) return undefined;
    let frame = 0;
    const observer = new MutationObserver(() => {
      cancelAnimationFrame(frame);
      // The browser lets go of what was disabled when it next draws.
      frame = requestAnimationFrame(() => { frame = requestAnimationFrame(() => { if (document.activeElement === document.body) watched.focus({ preventScroll: true }); }); });
    });
    observer.observe(watched, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
    };
  }, [dialog]);
}
