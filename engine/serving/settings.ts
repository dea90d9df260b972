import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { calls, type CallArguments, type CallOutput } from '../../shared/ipc/contract.ts';

export type Settings = CallOutput<'getSettings'>;

export const defaultSettings: Settings = {
  lockAfterMinutes: 10, language: 'en', theme: 'system', contentProtection: true, textScalePercent: 100, tourSeen: false, readingLanguages: [], readingEngine: 'bundled',
};

/** The user's settings: a file of their own, in which nothing of any case stands. */
export interface SettingsStore {
  read(): Promise<Settings>;
  /** Changes what is given and keeps the rest. */
  save(change: CallArguments<'saveSettings'>): Promise<Settings>;
}

/** Opens the store; a missing or damaged file means the defaults. `file` undefined keeps settings in memory. */
export function createSettingsStore(file: string | undefined): SettingsStore {
  let current: Settings | undefined;
  async function read(): Promise<Settings> {
    current ??= file === undefined ? defaultSettings : await readSettingsFile(file);
    return current;
  }
  return {
    read,
    async save(change) {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<Settings>;
      const next = { ...(await read()), ...given };
      if (file !== undefined) await writeSettingsFile(file, next);
      current = next;
      return next;
    },
  };
}

async function readSettingsFile(file: string): Promise<Settings> {
  try {
    const stored: unknown = JSON.parse(await readFile(file, 'utf8'));
    const parsed = calls.saveSettings.input.safeParse(stored);
    return parsed.success ? ({ ...defaultSettings, ...parsed.data } as Settings) : defaultSettings;
  } catch {
    return defaultSettings; // never saved, or damaged: settings hold nothing that could be lost
  }
}

async function writeSettingsFile(file: string, settings: Settings): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.new`;
  await writeFile(temporary, JSON.stringify(settings, undefined, 2), { mode: 0o600 });
  await rename(temporary, file);
}
