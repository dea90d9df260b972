import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPdfSession } from '../../../engine/pdf/pdf-session.ts';
import { createWorkerPool } from '../../../engine/workers/pool.ts';
import type { FromWorker } from '../../../engine/workers/protocol.ts';
import type { SpawnWorker } from '../../../engine/workers/spawn-worker.ts';

const top = fileURLToPath(new URL('../../../', import.meta.url));
const shim = join(top, 'test/unit/electron/parent-port-shim.mjs');
const flags = ['--disable-warning=ExperimentalWarning'];
let folder: string;

beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'custodia-abilities-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a script in a process that gave its abilities away; answers what became of each attempt. */
function attempt(script: string, kept: { readonly addons: boolean; readonly threads: boolean }): Promise<Record<string, string>> {
  const file = join(folder, `attempt-${String(Math.random()).slice(2)}.mjs`);
  writeFileSync(file, `
    import { revokeAbilities } from ${JSON.stringify(join(top, 'electron/electron-host/revoke-abilities.ts'))};
    import * as fs from 'node:fs';
    import * as promises from 'node:fs/promises';
    import * as child from 'node:child_process';
    import * as threads from 'node:worker_threads';
    const top = ${JSON.stringify(top)}, folder = ${JSON.stringify(folder)};
    revokeAbilities(top, ${JSON.stringify(kept)});
    const outcomes = {};
    const attempt = async (name, work) => {
      try { await work(); outcomes[name] = 'done'; } catch (error) { outcomes[name] = error.message; }
    };
    ${script}
    process.send(outcomes, () => process.disconnect());
  `);
  const child = fork(file, [], { execArgv: flags, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Record<string, string>));
    child.once('exit', (code) => reject(new Error(`ended with ${String(code)} before it answered`)));
  });
}

const refused = 'a worker may not do that';

describe('a worker in Electron', () => {
  it('reads no file outside the application’s folder, by whatever function', async () => {
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    symlinkSync(join(folder, 'secret.txt'), join(folder, 'link'));
    const outcomes = await attempt(`
      const path = folder + '/secret.txt';
      await attempt('readFileSync', () => fs.readFileSync(path));
      await attempt('readFile', () => promises.readFile(path));
      await attempt('openSync', () => fs.openSync(path));
      await attempt('open', () => promises.open(path));
      await attempt('url', () => fs.readFileSync(new URL('file://' + path)));
      await attempt('buffer', () => fs.readFileSync(Buffer.from(path)));
      await attempt('dots', () => fs.readFileSync(top + '/../../..' + path));
      await attempt('readdir', () => fs.readdirSync(folder));
      await attempt('stat', () => fs.statSync('/etc/passwd'));
      await attempt('stream', () => new Promise((resolve, reject) => { fs.createReadStream(path).on('data', resolve).on('error', reject); }));
      await attempt('streamClass', () => new Promise((resolve, reject) => { new fs.ReadStream(path).on('data', resolve).on('error', reject); }));
      await attempt('cp', () => fs.cpSync(path, folder + '/copy'));
    `, { addons: false, threads: false });
    expect(new Set(Object.values(outcomes))).toEqual(new Set([refused]));
    expect(Object.keys(outcomes)).toHaveLength(12);
  });

  it('changes no file, not even the application’s own', async () => {
    const before = readFileSync(join(top, 'package.json'));
    const outcomes = await attempt(`
      await attempt('writeFile', () => fs.writeFileSync(top + 'package.json', ''));
      await attempt('append', () => promises.appendFile(top + 'package.json', 'x'));
      await attempt('openForWriting', () => fs.openSync(top + 'package.json', 'r+'));
      await attempt('openByNumber', () => fs.openSync(top + 'package.json', fs.constants.O_RDWR));
      await attempt('unlink', () => fs.unlinkSync(top + 'package.json'));
      await attempt('rename', () => promises.rename(top + 'package.json', top + 'gone.json'));
      await attempt('mkdtemp', () => fs.mkdtempSync('/tmp/x-'));
      await attempt('symlink', () => fs.symlinkSync('/', top + 'root'));
      await attempt('stream', () => fs.createWriteStream(folder + '/written'));
    `, { addons: false, threads: false });
    expect(new Set(Object.values(outcomes))).toEqual(new Set([refused]));
    expect(readFileSync(join(top, 'package.json')).equals(before)).toBe(true);
  });

  it('starts no program, no thread and loads no add-on that its kind does not need', async () => {
    const outcomes = await attempt(`
      await attempt('spawn', () => child.spawn('/bin/true'));
      await attempt('execFileSync', () => child.execFileSync('/bin/true'));
      await attempt('fork', () => child.fork(top + 'engine/workers/worker-entry.ts'));
      await attempt('thread', () => new threads.Worker(top + 'engine/workers/worker-entry.ts'));
      await attempt('threadOfText', () => new threads.Worker('1', { eval: true }));
      await attempt('addon', () => process.dlopen({ exports: {} }, top + 'x.node'));
      await attempt('binding', () => process.binding('fs'));
      await attempt('kill', () => process.kill(process.ppid, 'SIGTERM'));
    `, { addons: false, threads: false });
    expect(new Set(Object.values(outcomes))).toEqual(new Set([refused]));
  });

  it('keeps threads of the application’s own files where its kind needs them, and none of elsewhere', async () => {
    writeFileSync(join(folder, 'own-thread.mjs'), '');
    const outcomes = await attempt(`
      await attempt('foreign', () => new threads.Worker(folder + '/own-thread.mjs'));
      await attempt('text', () => new threads.Worker('1', { eval: true }));
      await attempt('own', () => new threads.Worker(top + 'eslint.config.js').terminate());
      await attempt('foreignAddon', () => process.dlopen({ exports: {} }, folder + '/x.node'));
    `, { addons: true, threads: true });
    expect(outcomes).toEqual({ foreign: refused, text: refused, own: 'done', foreignAddon: refused });
  });

  it('does its work nevertheless: opens and reads a PDF over Electron’s message port', async () => {
    const pool = createWorkerPool({ abilities: { addons: false, threads: false, memoryMb: 2048 }, spawn: spawnShimmed });
    try {
      const session = await openPdfSession(pool, readFileSync(join(top, 'test/fixtures/electron/two-words.pdf')));
      if (!session.ok) throw new Error(session.failure.message);
      const words = await session.value.words(1);
      session.value.close();
      expect(words.ok && words.value.words.map(({ text }) => text)).toEqual(['Hello,', 'world!', 'Goodbye,', 'world!']);
    } finally {
      pool.close();
    }
  });
});

/** Starts the very file that Electron starts, with its message port given by the shim. */
const spawnShimmed: SpawnWorker = (abilities) => {
  const child = fork(join(top, 'electron/electron-host/utility-worker.ts'), [JSON.stringify(abilities)], {
    execArgv: [...flags, '--import', shim], serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => { lastWords += chunk.toString(); });
  return {
    send: (message) => child.send(message),
    onMessage: (listener) => child.on('message', (message: FromWorker) => listener(message)),
    onExit: (listener) => child.once('exit', () => listener(lastWords)),
    kill: () => child.kill('SIGKILL'),
    setIdle: () => undefined,
    memoryMb: () => undefined,
  };
};
