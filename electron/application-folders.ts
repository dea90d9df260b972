import { homedir } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the application's own code and data. */
export const applicationFolder = fileURLToPath(new URL('../', import.meta.url));

/** Where this account's settings stand; nothing of any case is in it. */
export function settingsFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const { XDG_CONFIG_HOME: xdg, APPDATA: roaming } = environment;
  if (process.platform === 'win32') return join(roaming ?? homedir(), 'Custodia');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Custodia');
  return join(xdg === undefined || xdg === '' ? join(homedir(), '.config') : xdg, 'custodia');
}

/** The application's folder with its packages: the checkout's top where it was built inside one. */
export function folderWithPackages(): string {
  const built = join('dist', 'application') + sep;
  return applicationFolder.endsWith(built) ? applicationFolder.slice(0, -built.length) : applicationFolder;
}
