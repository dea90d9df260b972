import type { WebContents } from 'electron';
import { electronOrigin } from './electron-origin.ts';

/** Keeps a page where it is: no navigation, no redirect, no second window, no embedded page, no frame of elsewhere. */
export function applyNavigationPolicy(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (event.url !== `${electronOrigin}/`) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || event.url !== `${electronOrigin}/`) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('select-bluetooth-device', (event, _devices, answer) => {
    event.preventDefault();
    answer('');
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
