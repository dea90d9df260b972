// Works in a case on a small disk that it fills up, and closes to writing at last: `full-disk-process.ts DISK`. Says what each piece of work answered, and what the case and the folder hold after it. Run by the tests of full disks.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { buildToFile } from '../../../../engine/operations/build-to-file.ts';
import { createEngine } from '../../../../engine/operations/engine.ts';
import { createCase, openCase } from '../../../../engine/operations/open-case.ts';
import { recordOrRemove } from '../../../../engine/operations/record-or-remove.ts';
import { takeIn } from '../../../../engine/operations/take-in.ts';
import { writeNewFiles } from '../../../../engine/operations/write-new-file.ts';
import { vaultFailure, type Vault } from '../../../../engine/vault/index.ts';
import type { Failure } from '../../../../shared/failure.ts';
import type { Result } from '../../../../shared/result.ts';

const disk = process.argv[2] ?? '';
const at = (...names: string[]): string => join(disk, ...names);

function leave(bytes: number): void {
  rmSync(at('filler'), { force: true });
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(at('filler'), Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
}

async function outcome(work: () => Promise<Result<unknown, Failure>>): Promise<string> {
  try {
    const done = await work();
    return done.ok ? 'done' : done.failure.code;
  } catch (error) {
    return vaultFailure(error)?.code ?? `bug: ${String(error)}`;
  }
}

async function say(what: string, told: string, vault: Vault): Promise<void> {
  rmSync(at('filler'), { force: true });
  const { holds, objects } = await vault.check();
  process.stdout.write(`${what}: ${told}, ${vault.documents.list().length} documents, ${objects} objects, ${holds ? 'whole' : 'BROKEN'}, ${readdirSync(at('out')).sort().join(' ') || 'nothing written'}\n`);
}

mkdirSync(at('in'));
mkdirSync(at('out'));
const [width, height] = [600, 400];
const picture = await sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } }).png().toBuffer();
writeFileSync(at('in', 'picture.png'), picture);
const engine = createEngine();
const made = await createCase({ folder: at('case'), passphrase: 'seven horses cross the river', head: { title: 'Small disk', court: 'plain', languages: ['en'], by: 'Office' } });
if (!made.ok) throw new Error(made.failure.code);
const vault = made.value;

leave(Math.round(picture.byteLength * 1.5));
await say('taking in, with room for the original alone', await outcome(() => takeIn(engine, vault, [{ path: at('in') }])), vault);
await say('taking in', await outcome(() => takeIn(engine, vault, [{ path: at('in') }])), vault);
vault.bundle.put({ title: 'Bundle', sections: [{ title: 'A', entries: vault.documents.list().map(({ id }) => id) }] });
leave(400_000);
await say('building', await outcome(() => buildToFile(engine, vault, { edition: 'court', out: at('out', 'bundle.pdf') })), vault);
writeFileSync(at('out', 'log'), 'as it was');
leave(40_000);
const two = [{ out: at('out', 'log'), content: Buffer.alloc(8000) }, { out: at('out', 'log.checkpoint'), content: Buffer.alloc(100_000) }];
await say('writing two files', await outcome(() => writeNewFiles(two)), vault);
process.stdout.write(`${readFileSync(at('out', 'log'), 'utf8')}\n`);
await recordOrRemove(at('out', 'log'), () => { throw new Error('cannot be noted'); }).catch(() => undefined);
process.stdout.write(existsSync(at('out', 'log')) ? 'unknown to the case\n' : 'gone\n');
await vault.close();

function closeToWriting(path: string): void {
  execFileSync('mount', ['--bind', path, path]);
  execFileSync('mount', ['-o', 'remount,ro,bind', path]);
}

closeToWriting(at('case', 'objects'));
const open = await openCase({ folder: at('case'), passphrase: 'seven horses cross the river' });
if (!open.ok) throw new Error(open.failure.code);
await say('taking in where nothing may be stored', await outcome(() => takeIn(engine, open.value, [{ path: at('in') }])), open.value);
await open.value.close();
closeToWriting(at('case', 'work-1.db'));
process.stdout.write(`opening a database that may not be written: ${await outcome(() => openCase({ folder: at('case'), passphrase: 'seven horses cross the river' }))}\n`);
engine.close();
