import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { applicationFolder } from '../application-folders.ts';

const sources = ['renderer', 'shared', 'resources/locales', 'resources/icons', 'package-lock.json'];

const abandonedMs = 120_000;

/** Folder of the built window. */
export const windowFolder = join(applicationFolder, 'dist', 'renderer');

/** Builds the window from a checkout when its sources changed since the last build; answers whether it did. */
export async function buildWindow(): Promise<boolean> {
  mkdirSync(join(applicationFolder, 'dist'), { recursive: true });
  const mark = join(applicationFolder, 'dist', 'renderer.sha256');
  const release = await lock(join(applicationFolder, 'dist', 'renderer.lock'));
  try {
    const digest = digestOf(sources.map((path) => join(applicationFolder, path)));
    if (existsSync(join(windowFolder, 'index.html')) && existsSync(mark) && readFileSync(mark, 'utf8') === digest) return false;
    const { build } = await import('vite');
    await build({ root: join(applicationFolder, 'renderer'), configFile: join(applicationFolder, 'renderer', 'vite.config.ts'), logLevel: 'warn' });
    writeFileSync(mark, digest);
    return true;
  } finally {
    release();
  }
}

/** Two starts at once must not build into one folder; a lock whose owner was killed is taken over. */
async function lock(folder: string): Promise<() => void> {
  for (;;) {
    try {
      mkdirSync(folder);
      return () => rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > abandonedMs) rmSync(folder, { recursive: true, force: true });
      await wait(200);
    }
  }
}

function digestOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesUnder)) hash.update(path).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (path.endsWith('.json')) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
}
