/** Scheme and origin of the window in Electron: the application's own, never `file:` and never the web. */
export const electronScheme = 'app';
export const electronOrigin = 'app://custodia';
