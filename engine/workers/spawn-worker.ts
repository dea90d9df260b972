import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { keepPlainModules, plainModulesHook } from './plain-modules.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

/** What a kind of worker may do beyond computing: nothing by default. */
export interface WorkerAbilities {
  /** Native add-ons (image codecs, page templates). */
  readonly addons: boolean;
  /** Threads of its own (the OCR engine starts one). */
  readonly threads: boolean;
  /** Upper bound of the process's memory, in MiB. */
  readonly memoryMb: number;
}

/** A running worker process, as the pool sees it. Electron's utility processes fit the same shape. */
export interface WorkerProcess {
  send(message: ToWorker): void;
  onMessage(listener: (message: FromWorker) => void): void;
  /** Called once, with the end of what it wrote to standard error. */
  onExit(listener: (lastWords: string) => void): void;
  kill(): void;
  /** Lets the application end while this worker is idle. */
  setIdle(idle: boolean): void;
  /** Resident memory in MiB, where the system tells. */
  memoryMb(): number | undefined;
}

export type SpawnWorker = (abilities: WorkerAbilities) => WorkerProcess;

const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'));
const entry = fileURLToPath(new URL(`./worker-entry${extension}`, import.meta.url));
const applicationFolder = fileURLToPath(new URL('../../', import.meta.url));
const readable = ['engine', 'shared', 'resources', 'node_modules', 'package.json'];

/** Starts a worker as a child of this process under Node's permission model: it reads the application's own code and data, nothing else. */
export function spawnNodeWorker(abilities: WorkerAbilities): WorkerProcess {
  keepPlainModules();
  const child = fork(entry, [], {
    execArgv: [
      '--disable-warning=ExperimentalWarning', '--disable-warning=SecurityWarning', '--permission',
      ...readable.map((path) => `--allow-fs-read=${applicationFolder}${path}`),
      ...(abilities.addons ? ['--allow-addons'] : []),
      ...(abilities.threads ? ['--allow-worker'] : []),
      // Short-lived objects are thrown away after 4 MB, not 16: some 15 MB less for each worker, at no cost that can be measured.
      `--max-old-space-size=${abilities.memoryMb}`, '--max-semi-space-size=4',
      ...(extension === '.ts' ? ['--import', plainModulesHook] : []),
    ],
    env: process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] } : {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    cwd: applicationFolder,
  });
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString('utf8')).slice(-2000);
  });
  return {
    send: (message) => child.send(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => {
      child.once('exit', () => listener(lastWords));
      child.once('error', (error) => listener(error.message));
    },
    kill: () => child.kill('SIGKILL'),
    setIdle: (idle) => {
      if (idle) child.unref();
      else child.ref();
      if (idle) child.channel?.unref();
      else child.channel?.ref();
    },
    memoryMb: () => residentMemoryMb(child.pid),
  };
}

function residentMemoryMb(pid: number | undefined): number | undefined {
  if (process.platform !== 'linux' || pid === undefined) return undefined;
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096) / 2 ** 20;
  } catch {
    return undefined; // the process has just ended
  }
}
