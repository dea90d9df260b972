import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, totalmem } from 'node:os';
import path from 'node:path';
import { courtProfiles } from '../bundle/index.ts';
import { typesetFonts } from '../pdf/typeset-fonts.ts';
import { ocrLanguages } from '../reading/index.ts';
import { applicationVersion } from './application-version.ts';

/** What this machine has for Custodia to work with. */
export interface MachineReport {
  readonly version: string;
  readonly node: string;
  readonly platform: string;
  readonly cores: number;
  readonly memoryMb: number;
  /** What opens the window; `none` leaves the terminal. */
  readonly host: 'electron' | 'chromium' | 'none';
  readonly ocrLanguages: readonly string[];
  readonly fonts: readonly string[];
  readonly courts: readonly string[];
  readonly programs: readonly { readonly name: string; readonly found: boolean; readonly for: string }[];
}

const programs: readonly (readonly [name: string, use: string])[] = [
  ['age', 'opening releases without Custodia'], ['ssh-keygen', 'checking signatures without Custodia'], ['openssl', 'checking time stamps without Custodia'],
  ['tesseract', 'faster text recognition, where chosen'], ['soffice', 'pages from office documents'], ['qpdf', 'tests'], ['pdftotext', 'tests'],
];

/** Examines this machine; nothing is started or changed. */
export function examineMachine(): MachineReport {
  return {
    version: applicationVersion,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cores: availableParallelism(),
    memoryMb: Math.round(totalmem() / 2 ** 20),
    host: hasElectron() ? 'electron' : ['chromium', 'chromium-browser', 'google-chrome'].some(isInstalled) ? 'chromium' : 'none',
    ocrLanguages: ocrLanguages().map(({ language }) => language),
    fonts: typesetFonts,
    courts: courtProfiles().map(({ id }) => id),
    programs: programs.map(([name, use]) => ({ name, found: isInstalled(name), for: use })),
  };
}

function hasElectron(): boolean {
  if (process.versions['electron'] !== undefined) return true;
  try {
    return existsSync(path.join(path.dirname(createRequire(import.meta.url).resolve('electron/package.json')), 'dist', 'version'));
  } catch {
    return false; // the package is not installed
  }
}

function isInstalled(name: string): boolean {
  const names = process.platform === 'win32' ? [`${name}.exe`] : [name];
  return (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => names.some((file) => isExecutable(path.join(folder, file))));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not to be run
  }
}
