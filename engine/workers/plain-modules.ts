import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import nodeModule from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const application = fileURLToPath(new URL('../../', import.meta.url));
const folder = path.join(application, 'node_modules', '.cache', 'custodia-plain');
const stamp = path.join(folder, 'stamp');
const sources = ['engine', 'shared', 'cli', 'electron'];

/** Module that makes a process load what is kept: `--import` of it. */
export const plainModulesHook = new URL('./plain-modules-hook.mjs', import.meta.url).href;

let isDone = false;

/**
 * Keeps the checkout's modules without their types, for workers and the next start: to take them out costs more than all else that a worker begins with.
 * Each is found by the hash of its source, so that none is ever stale; a module that is not kept loads as ever. Does nothing in the packaged application.
 */
export function keepPlainModules(): void {
  if (isDone || !import.meta.url.endsWith('.ts')) return;
  isDone = true;
  try {
    const files = sources.flatMap((name) => modulesIn(path.join(application, name)));
    const last = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (files.some((file) => statSync(file).mtimeMs >= last)) keep(files);
  } catch {
    // A folder that cannot be written, a file that has just gone: every module loads as ever.
  }
}

function keep(files: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${stamp}.${process.pid}`, '');
  const known = new Set(readdirSync(folder));
  const current = new Set<string>();
  for (const file of files) {
    const source = readFileSync(file);
    const name = `${createHash('sha256').update(source).digest('hex')}.mjs`;
    current.add(name);
    if (known.has(name)) continue;
    const draft = path.join(folder, `${name}.${process.pid}`);
    writeFileSync(draft, nodeModule.stripTypeScriptTypes(source.toString('utf8')));
    renameSync(draft, path.join(folder, name));
  }
  for (const name of known) if (name.endsWith('.mjs') && !current.has(name)) rmSync(path.join(folder, name), { force: true });
  renameSync(`${stamp}.${process.pid}`, stamp);
}

function modulesIn(top: string): string[] {
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name));
}
