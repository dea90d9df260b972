import type { BrowserWindowConstructorOptions } from 'electron';

/** How the window is made: sandboxed, isolated, without Node, without storage on the disk. `preload` is the path of the built preload script. */
export function windowOptions(preload: string): BrowserWindowConstructorOptions {
  return {
    title: 'Custodia', width: 1360, height: 900, minWidth: 800, minHeight: 560, show: false, backgroundColor: '#ffffff', autoHideMenuBar: false,
    webPreferences: {
      preload, sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInSubFrames: false, nodeIntegrationInWorker: false,
      webSecurity: true, allowRunningInsecureContent: false, webviewTag: false, navigateOnDragDrop: false, plugins: false, experimentalFeatures: false,
      spellcheck: false, enableWebSQL: false, devTools: false, safeDialogs: true, disableDialogs: false,
      // No `persist:` prefix: the window's storage lives in memory.
      partition: 'custodia-window',
    },
  };
}
