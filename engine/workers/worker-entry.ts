// The only program that a worker process runs. It holds no key, may read the application's own files and nothing else
// (Node's permission model, see spawn-worker.ts), and has no way to the network.
import { existsSync } from 'node:fs';
import dgram from 'node:dgram';
import dns from 'node:dns';
import nodeModule from 'node:module';
import net from 'node:net';
import type { FromWorker, ToWorker } from './protocol.ts';
import type { TaskMap } from './task.ts';

function refuseNetwork(): never {
  throw new Error('a worker has no network');
}

net.Socket.prototype.connect = refuseNetwork;
net.Server.prototype.listen = refuseNetwork;
dgram.Socket.prototype.bind = refuseNetwork;
dgram.Socket.prototype.send = refuseNetwork;
dns.lookup = refuseNetwork as unknown as typeof dns.lookup;
for (const name of ['fetch', 'WebSocket', 'EventSource']) Reflect.deleteProperty(globalThis, name);

// The PDF object model comes as several hundred modules, and as one file of the same: that one opens in a third of the time.
const objectModel = new URL('../../node_modules/@cantoo/pdf-lib/dist/pdf-lib.esm.min.js', import.meta.url);
if ('registerHooks' in nodeModule && existsSync(objectModel)) {
  nodeModule.registerHooks({
    resolve: (specifier, context, next) => (specifier === '@cantoo/pdf-lib' ? { url: objectModel.href, format: 'module', shortCircuit: true } : next(specifier, context)),
  });
}

const engineFolder = new URL('../', import.meta.url).href;
const pendingCalls = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
let nextCall = 0;

function send(message: FromWorker): Promise<void> {
  return new Promise((resolve, reject) => {
    if (process.send === undefined) throw new Error('not started as a worker');
    process.send(message, (error: Error | null) => (error === null ? resolve() : reject(error)));
  });
}

async function loadTasks(url: string): Promise<TaskMap> {
  if (!url.startsWith(engineFolder) || !/-tasks\.[jt]s$/.test(url)) throw new Error('not a task module');
  const module = (await import(url)) as { readonly tasks: TaskMap };
  return module.tasks;
}

async function run(message: Extract<ToWorker, { kind: 'run' }>): Promise<void> {
  const { id } = message;
  try {
    const tasks = await loadTasks(message.module);
    const task = Object.hasOwn(tasks, message.task) ? tasks[message.task] : undefined;
    if (task === undefined) throw new Error(`no task ${message.task}`);
    const host = {
      call: (name: string, value?: unknown): Promise<unknown> =>
        new Promise((resolve, reject) => {
          const call = nextCall++;
          pendingCalls.set(call, { resolve, reject });
          send({ kind: 'call', id, call, name, value }).catch(reject);
        }),
    };
    const result = await task(message.input, host);
    await send(result.ok ? { kind: 'done', id, value: result.value } : { kind: 'refused', id, failure: result.failure });
  } catch (error) {
    await send({ kind: 'threw', id, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

process.on('message', (message: ToWorker) => {
  if (message.kind === 'run') {
    void run(message);
    return;
  }
  const pending = pendingCalls.get(message.call);
  pendingCalls.delete(message.call);
  if (message.kind === 'reply') pending?.resolve(message.value);
  else pending?.reject(new Error(message.message));
});
process.on('disconnect', () => process.exit(0));
void send({ kind: 'ready' });
