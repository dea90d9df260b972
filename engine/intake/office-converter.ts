import { execFileSync, spawn } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';

/** LibreOffice on this machine, fit to be used on evidence: its plain copy in memory only, and no way to the network. */
export interface OfficeConverter {
  /** As the program names itself, for example `LibreOffice 7.4.7.2`. */
  readonly tool: string;
  /** Converts an office document to PDF. Fails with `document-damaged`, `worker-timeout` or `cancelled`. */
  convert(bytes: Uint8Array, extension: string, signal?: AbortSignal): Promise<Result<Uint8Array, Failure>>;
}

const memoryFolder = '/dev/shm';
const folderPrefix = 'custodia-office-';
const timeLimitMs = 120_000;
const memoryLimitBytes = 4 * 2 ** 30;
const fileLimitBytes = 2 ** 30;
const programs = ['/usr/bin/soffice', '/usr/bin/libreoffice', '/usr/local/bin/soffice', '/opt/libreoffice/program/soffice', '/snap/bin/libreoffice'];

/** Macros off, references to other places off. */
const settings = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>`;

let found: OfficeConverter | null | undefined;

/** Finds LibreOffice once; undefined where it is not installed, or where its files could not be kept in memory or its network not be cut off. */
export function findOfficeConverter(): OfficeConverter | undefined {
  found ??= lookForOffice() ?? null;
  return found ?? undefined;
}

function lookForOffice(): OfficeConverter | undefined {
  const program = programs.find((candidate) => existsSync(candidate));
  if (process.platform !== 'linux' || program === undefined) return undefined;
  try {
    accessSync(memoryFolder, constants.W_OK);
    // A user and a network namespace of its own: no interface but a loopback that is down.
    execFileSync('unshare', ['--map-root-user', '--net', 'prlimit', '--version'], { stdio: 'ignore', timeout: 5000 });
    const tool = execFileSync(program, ['--version'], { encoding: 'utf8', timeout: 30_000, env: { PATH: process.env['PATH'], HOME: memoryFolder } }).trim().split(' ').slice(0, 2).join(' ');
    return { tool, convert: (bytes, extension, signal) => convertInMemory(program, { bytes, extension }, signal) };
  } catch {
    return undefined;
  }
}

async function convertInMemory(program: string, { bytes, extension }: { readonly bytes: Uint8Array; readonly extension: string }, signal?: AbortSignal): Promise<Result<Uint8Array, Failure>> {
  await sweepLeftovers();
  const folder = await mkdtemp(path.join(memoryFolder, `${folderPrefix}${process.pid}-`));
  try {
    const profile = path.join(folder, 'profile');
    await mkdir(path.join(profile, 'user'), { recursive: true, mode: 0o700 });
    await writeFile(path.join(profile, 'user', 'registrymodifications.xcu'), settings);
    const source = path.join(folder, `document.${/^[a-z0-9]{1,5}$/.test(extension) ? extension : 'bin'}`);
    await writeFile(source, bytes, { mode: 0o600 });
    const ended = await runOffice(program, { folder, profile, source }, signal);
    if (ended !== undefined) return refusal(ended);
    return success(await readFile(path.join(folder, 'document.pdf')));
  } catch {
    return refusal(failure('document-damaged', 'The office program could not open the document.'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function runOffice(program: string, places: { readonly folder: string; readonly profile: string; readonly source: string }, signal?: AbortSignal): Promise<Failure | undefined> {
  const { folder, profile, source } = places;
  const limits = ['prlimit', `--as=${memoryLimitBytes}`, `--fsize=${fileLimitBytes}`, '--core=0'];
  const office = [program, `-env:UserInstallation=file://${profile}`, '--headless', '--norestore', '--nologo', '--nodefault', '--nolockcheck', '--convert-to', 'pdf', '--outdir', folder, source];
  const child = spawn('unshare', ['--map-root-user', '--net', ...limits, ...office], {
    cwd: folder, detached: true, stdio: 'ignore', env: { PATH: process.env['PATH'], HOME: folder, TMPDIR: folder, LANG: 'C.UTF-8' },
  });
  return new Promise((resolve) => {
    const stop = (why: Failure): void => {
      // The whole group: soffice starts processes of its own.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      resolve(why);
    };
    const onAbort = (): void => stop(failure('cancelled', 'Stopped at your request.'));
    const timer = setTimeout(() => stop(failure('worker-timeout', 'Converting the document took longer than {{seconds}} seconds and was stopped.', { values: { seconds: timeLimitMs / 1000 } })), timeLimitMs);
    if (signal?.aborted === true) onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    child.once('error', () => resolve(failure('document-damaged', 'The office program could not be started.')));
    child.once('exit', () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve(undefined);
    });
  });
}

/** Removes what a killed application left behind in memory. */
async function sweepLeftovers(): Promise<void> {
  for (const name of readdirSync(memoryFolder)) {
    const owner = new RegExp(`^${folderPrefix}(\\d+)-`).exec(name)?.[1];
    if (owner !== undefined && !existsSync(`/proc/${owner}`)) await rm(path.join(memoryFolder, name), { recursive: true, force: true });
  }
}
