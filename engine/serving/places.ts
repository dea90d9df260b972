import { readdir } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import type { Failure } from '../../shared/failure.ts';
import type { ChosenFile } from '../../shared/ipc/bridge.ts';
import type { CallOutput } from '../../shared/ipc/contract.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { fileFailure, type FileTokens } from './file-tokens.ts';

const mostEntries = 5000;

/** Lists a folder for the window's own chooser: folders first, then files, hidden ones left out. */
export async function listPlace(tokens: FileTokens, folder: string, show: 'folders' | 'files'): Promise<Result<CallOutput<'browsePlace'>, Failure>> {
  const here = await tokens.describe(folder);
  if (!here.ok) return here;
  try {
    const found = (await readdir(folder, { withFileTypes: true })).filter((entry) => !entry.name.startsWith('.') && (show === 'files' || !entry.isFile()));
    const sorted = found.toSorted((a, b) => Number(a.isFile()) - Number(b.isFile()) || a.name.localeCompare(b.name, undefined, { numeric: true }));
    const entries = await describeAll(tokens, sorted.slice(0, mostEntries).map((entry) => join(folder, entry.name)));
    const up = dirname(folder);
    return success({
      here: here.value, up: up === folder ? null : tokens.tokenFor(up),
      entries: show === 'files' ? entries : entries.filter((entry) => entry.kind === 'folder' || entry.kind === 'case'),
      truncated: sorted.length > mostEntries,
    });
  } catch (error) {
    return refusal(fileFailure(error));
  }
}

/** The places to start from: home, its usual folders, removable disks. */
export async function listStartPlaces(tokens: FileTokens): Promise<Result<CallOutput<'browsePlace'>, Failure>> {
  const home = homedir();
  const usual = ['Documents', 'Desktop', 'Downloads'].map((name) => join(home, name));
  const disks = (await Promise.all([join('/media', userInfo().username), join('/run/media', userInfo().username), '/Volumes'].map(subfolders))).flat();
  return success({ here: null, up: null, entries: await describeAll(tokens, [home, ...usual, ...disks]), truncated: false });
}

async function subfolders(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
  } catch {
    return []; // no removable disk is mounted there
  }
}

/** Leaves out what is gone or may not be read. */
async function describeAll(tokens: FileTokens, paths: readonly string[]): Promise<ChosenFile[]> {
  const described = await Promise.all(paths.map((path) => tokens.describe(path)));
  return described.flatMap((entry) => (entry.ok ? [entry.value] : []));
}
