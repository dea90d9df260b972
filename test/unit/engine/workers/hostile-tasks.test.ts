import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkerPool, type WorkerPool } from '../../../../engine/workers/pool.ts';
import type { SpawnWorker } from '../../../../engine/workers/spawn-worker.ts';
import type { AnyTask, Task, TaskModule } from '../../../../engine/workers/task.ts';

/** What a parser does that a document has taken over, or driven into a corner. */
const planted = `
import { readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import net from 'node:net';
import { Worker } from 'node:worker_threads';
const success = (value) => ({ ok: true, value });
const attempt = async (work) => { try { await work(); return 'allowed'; } catch (error) { return error.code ?? error.message; } };
export const tasks = {
  echo: (value) => success(value),
  pid: () => success(process.pid),
  hang: () => { for (;;); },
  wait: () => new Promise(() => setInterval(() => undefined, 1000)),
  crash: () => process.abort(),
  leave: () => process.exit(0),
  fail: () => { throw new Error('text of the document'); },
  late: () => { setTimeout(() => { throw new Error('later'); }, 10); return new Promise(() => undefined); },
  fillMemory: async () => { const kept = []; for (;;) { kept.push(Buffer.alloc(16 * 2 ** 20, kept.length)); await new Promise((next) => setTimeout(next, 5)); } },
  fillHeap: () => { const kept = []; for (;;) kept.push(new Array(1e5).fill(kept.length)); },
  reach: async () => success({
    read: await attempt(() => readFileSync('/etc/hostname')),
    key: await attempt(() => readFileSync(process.env.HOME ? process.env.HOME + '/.ssh/id' : '/root/.profile')),
    write: await attempt(() => writeFileSync('/tmp/custodia-planted', 'x')),
    program: await attempt(() => execFileSync('/bin/true')),
    thread: await attempt(() => new Worker('1', { eval: true })),
    network: await attempt(() => new Promise((resolve, reject) => net.connect(9, '127.0.0.1').on('connect', resolve).on('error', reject))),
    fetch: typeof fetch,
    environment: Object.keys(process.env).length,
  }),
};
`;

interface Planted extends Readonly<Record<string, AnyTask>> {
  readonly reach: Task<undefined, Record<string, unknown>>;
  readonly pid: Task<undefined, number>;
}

const top = fileURLToPath(new URL('../../../../', import.meta.url));
const copy = mkdtempSync(path.join(tmpdir(), 'custodia-workers-'));
let module: TaskModule<Planted>;
let spawn: SpawnWorker;
const pools: WorkerPool[] = [];

function poolOf(options: { readonly timeoutMs?: number; readonly size?: number; readonly memoryMb?: number } = {}): WorkerPool {
  const { timeoutMs = 20_000, size = 1, memoryMb = 400 } = options;
  const pool = createWorkerPool({ abilities: { addons: false, threads: false, memoryMb }, spawn, size, timeoutMs });
  pools.push(pool);
  return pool;
}

beforeAll(async () => {
  // A worker runs only what lies in its application: the planted tasks stand in a copy of it.
  for (const folder of ['engine', 'node_modules', 'resources']) mkdirSync(path.join(copy, folder));
  cpSync(path.join(top, 'engine', 'workers'), path.join(copy, 'engine', 'workers'), { recursive: true });
  cpSync(path.join(top, 'shared'), path.join(copy, 'shared'), { recursive: true, filter: (name) => !name.includes('node_modules') });
  writeFileSync(path.join(copy, 'package.json'), '{"type":"module"}');
  writeFileSync(path.join(copy, 'engine', 'planted-tasks.ts'), planted);
  module = { url: pathToFileURL(path.join(copy, 'engine', 'planted-tasks.ts')).href };
  const source = pathToFileURL(path.join(copy, 'engine', 'workers', 'spawn-worker.ts')).href;
  ({ spawnNodeWorker: spawn } = (await import(/* @vite-ignore */ source)) as { spawnNodeWorker: SpawnWorker });
});
afterAll(() => {
  for (const pool of pools) pool.close();
  rmSync(copy, { recursive: true });
  rmSync('/tmp/custodia-planted', { force: true });
});

describe('a task that a document has driven into a corner', () => {
  it.each([
    ['hangs in a loop', 'hang', 'worker-timeout'], ['waits for ever', 'wait', 'worker-timeout'], ['crashes', 'crash', 'worker-crashed'], ['leaves', 'leave', 'worker-crashed'], ['throws', 'fail', 'worker-crashed'],
    ['throws later', 'late', 'worker-crashed'],
  ])('%s: costs that document only, with the reason, and the next one is read', async (_what, name, code) => {
    const pool = poolOf({ timeoutMs: name === 'hang' || name === 'wait' ? 1500 : 20_000 });
    const ended = await pool.run(module, name, undefined);
    expect(ended).toMatchObject({ ok: false, failure: { code } });
    expect(JSON.stringify(ended)).not.toContain('text of the document');
    expect(await pool.run(module, 'echo', 'next', { timeoutMs: 20_000 })).toEqual({ ok: true, value: 'next' });
  });

  it('fills the memory: is stopped at its limit, and the next document is read', async () => {
    const pool = poolOf({ memoryMb: 300 });
    expect(await pool.run(module, 'fillMemory', undefined)).toMatchObject({ ok: false, failure: { code: process.platform === 'linux' ? 'worker-memory' : expect.stringMatching(/^worker-/u) as unknown } });
    const heap = await pool.run(module, 'fillHeap', undefined);
    expect(heap.ok ? '' : heap.failure.code).toMatch(/^worker-(memory|crashed)$/u);
    expect(await pool.run(module, 'echo', 'next')).toEqual({ ok: true, value: 'next' });
  });

  it('does not touch a document that is read beside it', async () => {
    const pool = poolOf({ size: 2 });
    const beside = pool.lease();
    const lease = await beside;
    const before = await lease.run(module, 'pid', undefined);
    expect(await pool.run(module, 'crash', undefined)).toMatchObject({ ok: false });
    expect(await lease.run(module, 'pid', undefined)).toEqual(before);
    lease.release();
  });

  it('is stopped at once when the user asks', async () => {
    const pool = poolOf();
    const stop = new AbortController();
    const running = pool.run(module, 'hang', undefined, { signal: stop.signal });
    setTimeout(() => stop.abort(), 300);
    expect(await running).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  });
});

it('a task reaches no file, no program, no thread, no network and no environment', async () => {
  const reached = await poolOf().run(module, 'reach', undefined);
  if (!reached.ok) throw new Error(reached.failure.code);
  expect(reached.value).toEqual({
    read: 'ERR_ACCESS_DENIED', key: 'ERR_ACCESS_DENIED', write: 'ERR_ACCESS_DENIED', program: 'ERR_ACCESS_DENIED', thread: 'ERR_ACCESS_DENIED', network: 'a worker has no network', fetch: 'undefined',
    environment: process.platform === 'win32' ? 1 : 0,
  });
  expect(existsSync('/tmp/custodia-planted')).toBe(false);
});

it('one document leaves nothing in the worker of the next, where it had one to itself', async () => {
  const pool = poolOf();
  const pids: unknown[] = [];
  for (let round = 0; round < 2; round++) {
    const lease = await pool.lease();
    const pid = await lease.run(module, 'pid', undefined);
    pids.push(pid.ok ? pid.value : undefined);
    lease.release();
  }
  expect(new Set(pids).size).toBe(2);
  expect(readFileSync(path.join(copy, 'engine', 'planted-tasks.ts'), 'utf8')).toBe(planted);
});
