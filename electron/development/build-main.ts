import { join } from 'node:path';
import { applicationFolder } from '../application-folders.ts';

/** What Electron is started with. */
export const mainEntry = join(applicationFolder, 'dist', 'application', 'electron', 'main.js');

/** Builds what Electron runs from a checkout. */
export function buildMain(): Promise<void> {
  return Promise.reject(new Error('not built yet'));
}
