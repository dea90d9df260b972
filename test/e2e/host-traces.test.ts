import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { profileParent } from '../../electron/chromium/profile-folder.ts';
import { startApplication, type Application } from './start-application.ts';
import { runCaseThrough } from './run-case-through.ts';

const canary = 'Zyzzyva-Canary-7421';
const fixture = fileURLToPath(new URL('../fixtures/electron/two-words.pdf', import.meta.url));
const top = fileURLToPath(new URL('../../', import.meta.url));

let home: string;
beforeEach(() => { home = mkdtempSync(join(tmpdir(), 'custodia-home-')); });
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Files under a folder in which the canary stands, in UTF-8 or UTF-16, or whose name tells it. */
function filesThatTell(folder: string): string[] {
  const forms = [canary, canary.toLowerCase()].flatMap((text) => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)).filter((path) => {
    if (path.toLowerCase().includes(canary.toLowerCase())) return true;
    if (!(lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false)) return false;
    const bytes = readFileSync(path);
    return forms.some((form) => bytes.includes(form));
  });
}

/** Processes that descend from one, itself included. */
function familyOf(pid: number): number[] {
  const parents = new Map(readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      return [[Number(name), Number(readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[1])] as const];
    } catch {
      return []; // it ended meanwhile
    }
  }));
  const family = [pid];
  for (const member of family) family.push(...[...parents].filter(([, parent]) => parent === member).map(([child]) => child));
  return family;
}

/** Ports on which any of the processes listens. */
function listeningPorts(pids: readonly number[]): string[] {
  const sockets = new Set(pids.flatMap((pid) => {
    try {
      return readdirSync(`/proc/${String(pid)}/fd`).flatMap((fd) => /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${String(pid)}/fd/${fd}`))?.[1] ?? []);
    } catch {
      return []; // it ended meanwhile
    }
  }));
  const listening = '0A';
  return ['tcp', 'tcp6'].flatMap((table) => readFileSync(`/proc/net/${table}`, 'utf8').split('\n').slice(1).map((line) => line.trim().split(/\s+/)))
    .filter((fields) => fields[3] === listening && sockets.has(fields[9] ?? '')).map((fields) => fields[1] ?? '');
}

async function useTheCase(application: Application, onlyLook = false): Promise<void> {
  copyFileSync(fixture, join(home, 'statement.pdf'));
  await runCaseThrough(application, { folder: home, documents: ['statement.pdf'], secret: canary, onlyLook });
  rmSync(join(home, 'statement.pdf'));
}

describe('the application in a system Chromium', () => {
  it('listens on no port', async () => {
    const application = await startApplication({ home, alone: true });
    try {
      const family = familyOf(application.process.pid ?? 0);
      expect(family.length).toBeGreaterThan(4);
      expect(listeningPorts(family)).toEqual([]);
    } finally {
      await application.stop();
    }
  });

  it('leaves no trace of a case in the profile and the home, while it is open and after it was closed', async () => {
    const application = await startApplication({ home });
    const profile = application.profile();
    if (profile === undefined) throw new Error('there is no profile');
    try {
      await useTheCase(application);
      expect(filesThatTell(home)).toEqual([]);
      expect(filesThatTell(profile)).toEqual([]);
    } finally {
      await application.stop();
    }
    expect(existsSync(profile)).toBe(false);
    expect(filesThatTell(home)).toEqual([]);
  });

  it('leaves nothing readable when it is killed, and sweeps the profile at the next start', async () => {
    const application = await startApplication({ home });
    const profile = application.profile();
    if (profile === undefined) throw new Error('there is no profile');
    await useTheCase(application, true);
    application.process.kill('SIGKILL');
    await wait(1500);
    expect(filesThatTell(home)).toEqual([]);
    if (existsSync(profile)) expect(filesThatTell(profile)).toEqual([]);
    const next = await startApplication({ home });
    try {
      expect(existsSync(profile)).toBe(false);
      expect(readdirSync(profileParent()).filter((name) => name.startsWith(`custodia-window-${String(application.process.pid)}-`))).toEqual([]);
    } finally {
      await next.stop();
    }
  });

  it('does its work in a network namespace that has no way out', () => {
    const script = join(top, 'test/e2e/without-network.ts');
    const ran = spawnSync('unshare', ['-n', 'sh', '-c', `ip link set lo up && exec "${process.execPath}" --disable-warning=ExperimentalWarning "${script}" "${home}" "${fixture}"`], { encoding: 'utf8', timeout: 110_000 });
    expect(`${ran.stdout}${ran.stderr}`).toContain('released and verified without a network');
  });
});
