import { fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildMain, mainEntry } from '../../../electron/development/build-main.ts';
import type * as sessions from '../../../engine/pdf/pdf-session.ts';
import type * as words from '../../../engine/release/record-words.ts';
import type * as sealing from '../../../engine/release/sealing/sealed-file.ts';
import type * as pools from '../../../engine/workers/pool.ts';
import type { FromWorker } from '../../../engine/workers/protocol.ts';

const top = fileURLToPath(new URL('../../../', import.meta.url));
const built = join(top, 'dist', 'application');

beforeAll(() => buildMain());

describe('what Electron is given', () => {
  it('is plain JavaScript with the window, the resources and one preload file that loads nothing but Electron', () => {
    for (const file of ['electron/main.js', 'engine/serve.js', 'shared/ipc/contract.js', 'renderer/index.html', 'resources/demo/plan.yaml', 'package.json']) expect(existsSync(join(built, file)), file).toBe(true);
    expect(mainEntry).toBe(join(built, 'electron', 'main.js'));
    expect(existsSync(join(built, 'electron', 'development'))).toBe(false);
    expect(readFileSync(mainEntry, 'utf8')).not.toMatch(/from ['"][^'"]+\.ts['"]/);
    const preload = readFileSync(join(built, 'electron', 'preload.cjs'), 'utf8');
    expect([...preload.matchAll(/require\(["']([^"']+)["']\)/g)].map(([, name]) => name)).toEqual(['electron']);
    expect(preload).not.toMatch(/\bimport\b|\bexports\b/);
  });

  it('has workers that read a PDF as they will in the package', async () => {
    const { createWorkerPool } = (await import(pathToFileURL(join(built, 'engine/workers/pool.js')).href)) as typeof pools;
    const { openPdfSession } = (await import(pathToFileURL(join(built, 'engine/pdf/pdf-session.js')).href)) as typeof sessions;
    const pool = createWorkerPool({
      abilities: { addons: false, threads: false, memoryMb: 2048 },
      spawn: (abilities) => {
        const child = fork(join(built, 'electron/electron-host/utility-worker.js'), [JSON.stringify(abilities)], {
          execArgv: ['--import', join(top, 'test/unit/electron/parent-port-shim.mjs')], serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        });
        return {
          send: (message) => child.send(message), onMessage: (listener) => child.on('message', (message: FromWorker) => listener(message)),
          onExit: (listener) => child.once('exit', () => listener('')), kill: () => child.kill('SIGKILL'), setIdle: () => undefined, memoryMb: () => undefined,
        };
      },
    });
    try {
      const session = await openPdfSession(pool, readFileSync(join(top, 'test/fixtures/electron/two-words.pdf')));
      expect(session).toMatchObject({ ok: true });
    } finally {
      pool.close();
    }
  });

  it('has every file that a worker or a thread is started from, where the code looks for it', () => {
    const named = globSync('{engine,electron}/**/*.js', { cwd: built }).flatMap((file) => {
      const text = readFileSync(join(built, file), 'utf8');
      return [...text.matchAll(/taskModule\(import\.meta\.url, '([^']+)'\)|new URL\(`(\.[^`$]+)\$\{import\.meta\.url/g)].map(([, task, thread]) => join(dirname(file), `${task ?? thread ?? ''}.js`));
    });
    expect(named).toContain(join('engine', 'release', 'sealing', 'sealing-thread.js'));
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((file) => !existsSync(join(built, file)))).toEqual([]);
  });

  it('seals a long file on its threads, and has the words of what it prints', async () => {
    const { createSealedFile } = (await import(pathToFileURL(join(built, 'engine/release/sealing/sealed-file.js')).href)) as typeof sealing;
    const { recordWords } = (await import(pathToFileURL(join(built, 'engine/release/record-words.js')).href)) as typeof words;
    const folder = mkdtempSync(join(tmpdir(), 'custodia-built-'));
    const file = await createSealedFile(join(folder, 'sealed'), { recipients: [], fileKey: new Uint8Array(16), expectedBytes: 9 << 20 });
    try {
      const bytes = randomBytes(9 << 20);
      await file.write(bytes);
      expect(await file.end()).toEqual({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    } finally {
      await file.close();
      rmSync(folder, { recursive: true });
    }
    expect(recordWords('fr')('verification.record.holds')).toBe('La communication est intacte.');
  });

  it('is packaged with every fuse set and nothing published', () => {
    const configuration = parse(readFileSync(join(top, 'electron-builder.yml'), 'utf8')) as Record<string, unknown>;
    expect(configuration['electronFuses']).toEqual({
      runAsNode: false, enableCookieEncryption: true, enableNodeOptionsEnvironmentVariable: false, enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true, onlyLoadAppFromAsar: true, loadBrowserProcessSpecificV8Snapshot: false, grantFileProtocolExtraPrivileges: false,
    });
    expect(configuration).toMatchObject({ asar: true, publish: null, npmRebuild: false, extraMetadata: { main: 'electron/main.js' } });
  });

  it('has a composition root that can be read in full', () => {
    expect(readFileSync(join(top, 'electron/main.ts'), 'utf8').split('\n').length).toBeLessThan(150);
  });
});
