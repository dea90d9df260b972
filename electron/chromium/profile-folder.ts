import { accessSync, constants, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'custodia-window-';

/** Memory-backed where the system has such a place: what the browser writes there never reaches a disk. */
export function profileParent(environment: NodeJS.ProcessEnv = process.env): string {
  const candidates = ['/dev/shm', environment['XDG_RUNTIME_DIR']].filter((path) => path !== undefined);
  return candidates.find(isWritable) ?? tmpdir();
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Makes a browser profile for this process alone; readable by this account only. */
export function makeProfileFolder(parent: string): string {
  return mkdtempSync(join(parent, `${prefix}${String(process.pid)}-`));
}

/** Removes profiles whose application was killed before it could tidy up. Answers how many. */
export function sweepProfiles(parent: string): number {
  const left = readdirSync(parent).filter((name) => name.startsWith(prefix)).map((name) => join(parent, name)).filter(isOurs).filter((path) => !isAlive(ownerOf(path)));
  for (const path of left) removeProfileFolder(path);
  return left.length;
}

/** Removes a profile; the browser's last processes may still be writing, so it tries again for a while. */
export function removeProfileFolder(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

function ownerOf(path: string): number {
  return Number(path.slice(path.lastIndexOf(prefix) + prefix.length).split('-')[0]);
}

// In a shared folder another account could plant a link or a folder of that name.
function isOurs(path: string): boolean {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  return facts?.isDirectory() === true && (process.getuid === undefined || facts.uid === process.getuid());
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
