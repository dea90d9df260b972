import { chromium, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { profileParent } from '../../electron/chromium/profile-folder.ts';
import type { CustodiaBridge } from '../../shared/ipc/bridge.ts';
import type { CallInput, CallName, CallResult } from '../../shared/ipc/contract.ts';

const top = fileURLToPath(new URL('../../', import.meta.url));

declare global {
  interface Window {
    readonly custodia: CustodiaBridge;
  }
}

export interface StartOptions {
  /** Home of the account; a fresh folder by default, removed at the end. */
  readonly home?: string;
  /** Files to open the application with. */
  readonly files?: readonly string[];
  /** As it ships, without a port for tests: nobody can attach, and `page` throws. */
  readonly alone?: boolean;
  /** As on the very first start, with the tour over the window. */
  readonly firstTime?: boolean;
}

/** The real application, started as a user starts it, in a headless Chromium. */
export interface Application {
  /** Of the window, attached by Playwright. */
  readonly page: Page;
  readonly home: string;
  readonly process: ChildProcess;
  /** What it wrote to standard error. */
  said(): string;
  /** Folder of the browser's profile. */
  profile(): string | undefined;
  /** A call of the contract, made by the page itself. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallResult<Name>>;
  /** Closes it as the user does, and waits until nothing of it is left. */
  stop(): Promise<void>;
}

/** Starts the application and waits until its window is there. Fails when no Chromium is installed. */
export async function startApplication(options: StartOptions = {}): Promise<Application> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'custodia-home-'));
  if (options.firstTime !== true) markTourSeen(home);
  const command = [process.execPath, '--disable-warning=ExperimentalWarning', join(top, 'electron/start.ts'), '--headless', ...(options.alone === true ? [] : ['--unsafe-debugging-port']), ...(options.files ?? [])];
  const child = spawn(command[0] ?? '', command.slice(1), { env: environment(home), stdio: ['ignore', 'pipe', 'pipe'], cwd: home });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => { said += chunk.toString('utf8'); });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const address = await Promise.race([firstLine(child), exited.then((code) => Promise.reject(new Error(`The application ended with ${String(code)}: ${said}`)))]);
  const browser = options.alone === true ? undefined : await chromium.connectOverCDP(address);
  const page = browser?.contexts().flatMap((context) => context.pages())[0];
  await page?.waitForSelector('h1');
  return {
    get page() {
      if (page === undefined) throw new Error('nobody can attach to this window');
      return page;
    },
    home, process: child, said: () => said,
    profile: () => readdirSync(profileParent()).filter((name) => name.startsWith(`custodia-window-${String(child.pid)}-`)).map((name) => join(profileParent(), name))[0],
    call: (name, input) => page === undefined ? Promise.reject(new Error('nobody can attach to this window')) : page.evaluate(([callName, value]) => window.custodia.call(callName, value as never), [name, input] as const),
    async stop() {
      child.kill('SIGTERM');
      await exited;
      await browser?.close().catch(() => undefined);
      if (options.home === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Settings of somebody who has seen the tour. */
function markTourSeen(home: string): void {
  const folder = join(home, '.config', 'custodia');
  if (existsSync(join(folder, 'settings.json'))) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ tourSeen: true }));
}

/** The account's environment, with nothing of the machine's own that could point elsewhere. */
function environment(home: string): NodeJS.ProcessEnv {
  const { PATH, LANG } = process.env;
  return { PATH, LANG, HOME: home, TMPDIR: home };
}

function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the application has no standard output');
  const lines = createInterface({ input: child.stdout });
  return new Promise((resolve) => lines.once('line', resolve));
}
