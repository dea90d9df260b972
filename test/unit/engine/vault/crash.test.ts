import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { openVault } from '../../../../engine/vault/index.ts';
import { changeDatabase, chunked, newFolder, newVault, passphrase, refused, reopen, takeIn } from './case-for-tests.ts';
import { killTrial, prepareTrials, readableCanaries } from './kill-trials.ts';

const run = promisify(execFile);
const script = fileURLToPath(new URL('./intake-process.ts', import.meta.url));
const nodeArguments = ['--disable-warning=ExperimentalWarning', script];

describe('a process killed in the middle of its work', () => {
  test.each([['change-passphrase', 600], ['change-members', 1100], ['back-up', 300]] as const)('of %s leaves a whole case, as before or as after', async (work, afterMs) => {
    const folders = await prepareTrials(await newFolder());
    expect((await killTrial(folders, afterMs, new Map(), work)).faults).toEqual([]);
  });

  test('loses no acknowledged document, leaves nothing half and nothing readable', async () => {
    const folders = await prepareTrials(await newFolder());
    const kept = new Map<string, string>();
    for (const afterMs of [20, 140, 350]) expect((await killTrial(folders, afterMs, kept)).faults).toEqual([]);
    expect(kept.size).toBeGreaterThan(0);
  });

  test('would be caught leaving plain text: the scan finds the canary where it is', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'a'), Buffer.concat([Buffer.alloc(70_000), Buffer.from('KANARIENVOGEL-7f3a')]));
    await writeFile(join(folder, 'b'), Buffer.from('xKANARIENVOGEL-7f3a', 'utf16le'));
    expect(await readableCanaries([folder])).toHaveLength(2);
  });
});

describe('what a crash left', () => {
  test('is collected at the next writing: whole objects that no row knows, and nothing else', async () => {
    const vault = await newVault();
    const kept = await takeIn(vault, 'a', randomBytes(400_000));
    const lost = await vault.putObject(chunked(randomBytes(300_000)));
    await new Promise((resolve) => setTimeout(resolve, 1200));
    const crashed = join(await newFolder(), 'crashed');
    await cp(vault.folder, crashed, { recursive: true });
    await vault.close();
    const other = await newVault();
    const foreign = await takeIn(other, 'b', randomBytes(1000));
    await other.close();
    const pathOf = (folder: string, id: string): string => join(folder, 'objects', id.slice(0, 2), id);
    const orphan = 'f'.repeat(32);
    const planted = `${kept.original.slice(0, 2)}${'0'.repeat(30)}`;
    await changeDatabase(crashed, 'DELETE FROM objects WHERE id = ?', lost.objectId);
    await mkdir(join(crashed, 'objects', foreign.original.slice(0, 2)), { recursive: true });
    await cp(pathOf(other.folder, foreign.original), pathOf(crashed, foreign.original));
    await writeFile(pathOf(crashed, planted), 'x');
    await mkdir(join(crashed, 'objects', 'ff'), { recursive: true });
    await cp(pathOf(crashed, kept.original), pathOf(crashed, orphan));

    const reader = await reopen(crashed, { readOnly: true });
    expect((await reader.check()).faults.filter(({ code }) => code === 'object-unknown')).toHaveLength(4);
    await reader.close();
    const again = await reopen(crashed);
    expect([...again.events()].at(-1)).toMatchObject({ action: 'case-opened', facts: { afterCrash: true, orphans: 1 } });
    const { holds, faults } = await again.check();
    expect(holds).toBe(true);
    expect(faults.map(({ subject }) => subject).sort()).toEqual([planted, orphan, foreign.original].sort());
    expect((await again.readWholeObject(kept.original)).length).toBe(400_000);
    await again.close();
  });

  test('is left alone in a case that was closed as it should be', async () => {
    const vault = await newVault();
    const stored = await vault.putObject(chunked(randomBytes(1000)));
    await vault.close();
    const orphan = join(vault.folder, 'objects', stored.objectId.slice(0, 2), '1'.repeat(32));
    await writeFile(orphan, 'x');
    const again = await reopen(vault.folder);
    expect((await again.check()).faults).toHaveLength(1);
    await again.close();
  });
});

describe('a full disk', () => {
  test('refuses what does not fit, keeps what did, and lets it be read', async () => {
    const mount = join(await newFolder(), 'small');
    await mkdir(mount);
    const command = 'mount -t tmpfs -o size=12m none "$1" && shift && exec "$@"';
    const { stdout } = await run('unshare', ['-rm', 'sh', '-c', command, 'sh', mount, process.execPath, ...nodeArguments, join(mount, 'case'), 'fill']);
    const lines = stdout.trim().split('\n');
    const kept = lines.filter((line) => line.startsWith('kept')).length;
    expect(kept).toBeGreaterThan(3);
    expect(lines).toContain('failed disk-full');
    expect(lines.filter((line) => line.startsWith('whole'))).toHaveLength(2 * kept);
    expect(lines.filter((line) => line === 'holds true')).toHaveLength(2);
    expect(stdout).not.toMatch(/BROKEN|refused/u);
  });

  test('refuses to make a case that does not fit, and leaves nothing of it', async () => {
    const mount = join(await newFolder(), 'tiny');
    await mkdir(mount);
    const command = 'mount -t tmpfs -o size=64k none "$1" && shift && "$@"; ls -A "$0"';
    const { stdout } = await run('unshare', ['-rm', 'sh', '-c', command, join(mount, 'case'), mount, process.execPath, ...nodeArguments, join(mount, 'case'), 'fill']);
    expect(stdout.trim().split('\n').filter((line) => !line.startsWith('lock'))).toEqual(['refused disk-full']);
  });
});

describe('two processes and one case', () => {
  test('a second writer is told who has it; a reader is let in; the lock ends with its holder however that ends', async () => {
    const { caseFolder, temporary } = await prepareTrials(await newFolder());
    const child = spawn(process.execPath, [...nodeArguments, caseFolder, 'take-in'], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, TMPDIR: temporary } });
    await once(child.stdout, 'data');
    const told = await refused(openVault({ folder: caseFolder, passphrase }));
    expect(told.code).toBe('case-in-use');
    expect(told.message).toContain(`process ${child.pid ?? 0} on ${hostname()} since 20`);
    const reader = await reopen(caseFolder, { readOnly: true });
    await reader.close();
    child.kill('SIGKILL');
    await once(child, 'close');
    const vault = await reopen(caseFolder);
    expect([...vault.events()].at(-1)).toMatchObject({ action: 'case-opened', facts: { afterCrash: true } });
    await vault.close();
  });

  test('a holder on another machine is respected while it gives signs of life, and can be overruled', async () => {
    const vault = await newVault();
    await takeIn(vault, 'a', Buffer.from('x'));
    await vault.close();
    const holder = JSON.stringify({ pid: 7, host: 'another-machine', since: '2026-03-01T10:00:00.000Z' });
    await writeFile(join(vault.folder, 'lock-holder.json'), holder);
    const told = await refused(openVault({ folder: vault.folder, passphrase }));
    expect(told).toMatchObject({ code: 'case-in-use' });
    expect(told.message).toContain('process 7 on another-machine since 2026-03-01T10:00:00.000Z');
    expect(await readFile(join(vault.folder, 'lock-holder.json'), 'utf8')).toBe(holder);
    await (await reopen(vault.folder, { takeOver: true })).close();
    await writeFile(join(vault.folder, 'lock-holder.json'), holder);
    await run('touch', ['-d', '1 hour ago', join(vault.folder, 'lock-holder.json')]);
    await (await reopen(vault.folder)).close();
  });

  test('a damaged note of the holder does not shut the owner out', async () => {
    const vault = await newVault();
    await vault.close();
    await writeFile(join(vault.folder, 'lock-holder.json'), '{');
    await (await reopen(vault.folder)).close();
  });
});

test('a case copied while it was open opens as after a crash, with all that was committed', async () => {
  const vault = await newVault();
  await takeIn(vault, 'a', Buffer.from('one'));
  const copy = join(await newFolder(), 'copy');
  await cp(vault.folder, copy, { recursive: true });
  await vault.close();
  const again = await reopen(copy);
  expect(again.documents.count()).toBe(1);
  await again.close();
});
