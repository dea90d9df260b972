import { app, utilityProcess } from 'electron';
import { join } from 'node:path';
import type { FromWorker } from '../../engine/workers/protocol.ts';
import type { WorkerAbilities, WorkerProcess } from '../../engine/workers/spawn-worker.ts';

const entry = join(import.meta.dirname, 'utility-worker.js');
const lastWordsLength = 2000;

/**
 * Starts a worker as a utility process of Electron, for the packaged program cannot run as plain Node. Electron does not honour Node's
 * permission flags there: `utility-worker.ts` takes the same abilities away before it loads anything.
 */
export function spawnUtilityWorker(abilities: WorkerAbilities): WorkerProcess {
  const child = utilityProcess.fork(entry, [JSON.stringify({ addons: abilities.addons, threads: abilities.threads })], {
    serviceName: 'Custodia document reader', stdio: ['ignore', 'ignore', 'pipe'], execArgv: [`--max-old-space-size=${abilities.memoryMb}`],
    env: process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] ?? '' } : {},
  });
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => { lastWords = (lastWords + chunk.toString('utf8')).slice(-lastWordsLength); });
  let started = false;
  const early: unknown[] = [];
  child.once('spawn', () => {
    started = true;
    for (const message of early.splice(0)) child.postMessage(message);
  });
  return {
    send: (message) => {
      if (started) child.postMessage(message);
      else early.push(message);
    },
    onMessage: (listener) => child.on('message', (message: FromWorker) => listener(message)),
    onExit: (listener) => child.once('exit', () => listener(lastWords)),
    kill: () => {
      // A worker in an endless loop answers no polite request.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    },
    setIdle: () => undefined, // utility processes do not keep the application alive
    memoryMb: () => memoryOf(child.pid),
  };
}

function memoryOf(pid: number | undefined): number | undefined {
  const kilobytes = app.getAppMetrics().find((metric) => metric.pid === pid)?.memory.workingSetSize;
  return kilobytes === undefined ? undefined : kilobytes / 1024;
}
