import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { systemFailure } from './system-failure.ts';

export interface FilesUnder {
  readonly files: readonly string[];
  /** What lies there and is not gone into, so that nobody takes it for taken in: links, folders of cases, what is no file, what may not be read. */
  readonly passedOver: readonly { readonly path: string; readonly failure: Failure }[];
}

/** The file itself, or every file under a folder in the order of their names. Fails with `file-missing`, `file-unreadable` or `permission-denied`. */
export async function filesUnder(start: string): Promise<Result<FilesUnder, Failure>> {
  const files: string[] = [];
  const passedOver: { path: string; failure: Failure }[] = [];
  try {
    const found = await stat(start);
    if (found.isFile()) return success({ files: [start], passedOver });
    if (!found.isDirectory()) return refusal(failure('file-unreadable', 'This is neither a file nor a folder.', { subject: start }));
    const folders = [start];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      const entries = await entriesOf(folder);
      if (!entries.ok) {
        if (folder === start) return entries;
        passedOver.push({ path: folder, failure: entries.failure });
        continue;
      }
      for (const entry of entries.value) {
        const at = path.join(folder, entry.name);
        if (entry.isFile()) files.push(at);
        else if (entry.isDirectory()) folders.push(at);
        else passedOver.push({ path: at, failure: notGoneInto(entry, at) });
      }
    }
    return success({ files: files.sort(byName), passedOver: passedOver.sort((a, b) => byName(a.path, b.path)) });
  } catch (error) {
    const failed = systemFailure(error, start);
    if (failed === undefined) throw error;
    return refusal(failed);
  }
}

/** What lies in a folder; a folder that is gone or may not be read, and that of a case, are refused. */
async function entriesOf(folder: string): Promise<Result<readonly Dirent[], Failure>> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const names = new Set(entries.map(({ name }) => name));
    if (names.has('keyring.json') && names.has('inventory.json') && names.has('objects')) return refusal(failure('file-unreadable', 'This is the folder of a case, not evidence. Open it as a case.', { subject: folder }));
    return success(entries);
  } catch (error) {
    const failed = systemFailure(error, folder);
    if (failed === undefined) throw error;
    return refusal(failed);
  }
}

function notGoneInto(entry: Dirent, subject: string): Failure {
  return entry.isSymbolicLink()
    ? failure('file-unreadable', 'This is a link to another place. Add what it leads to.', { subject })
    : failure('file-unreadable', 'This is neither a file nor a folder.', { subject });
}

const byName = (a: string, b: string): number => (a < b ? -1 : 1);
