// Installs the packages of package-lock.json when they are missing or the lock has changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { say, SetUpError } from './say.mjs';

const staleLockMs = 15 * 60_000;

export function installPackages(top) {
  const hash = createHash('sha256').update(readFileSync(path.join(top, 'package-lock.json'))).digest('hex');
  const stamp = path.join(top, 'node_modules', '.installed-lock');
  const current = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
  if (current()) return;
  const lock = path.join(top, '.runtime', 'install.lock');
  takeLock(lock);
  try {
    if (current()) return;
    say('Installing the packages that package-lock.json names (a few minutes, once) …');
    // Not `npm ci`: it refuses a lock that lacks the binaries of platforms which the registry did not have when it was written. Everything that
    // the lock names is taken as it names it, checked against its hash, and the lock is not touched.
    const npm = spawnSync('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: top, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
    if (npm.status !== 0) throw new SetUpError('The packages could not be installed. Check the network, and run the command again.');
    writeFileSync(stamp, hash);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

// Two commands started together must not both install.
function takeLock(lock) {
  mkdirSync(path.dirname(lock), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (Date.now() - statSync(lock).mtimeMs > staleLockMs) rmSync(lock, { recursive: true, force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    }
  }
}
