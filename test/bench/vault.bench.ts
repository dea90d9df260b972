/*
 * The case under load: taking in one large file against `sha256sum` and `age -e` of the same file, memory from 100 MB to 5 GB, random reads out of
 * many objects, opening with many documents. CUSTODIA_BENCH_OBJECTS and CUSTODIA_BENCH_GB set the sizes.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createVault, openVault, type StoredObject, type Vault } from '../../engine/vault/index.ts';
import { passphraseKey } from '../../engine/vault/passphrase-key.ts';
import { wipe } from '../../engine/vault/secret-memory.ts';
import type { DocumentId } from '../../shared/identifiers.ts';

const objectCount = Number(process.env['CUSTODIA_BENCH_OBJECTS'] ?? 10_000);
const gigabytes = Number(process.env['CUSTODIA_BENCH_GB'] ?? 1);
const passphrase = 'seven horses cross the river';
const cost = { memoryMiB: 256, passes: 3 };
const folder = await mkdtemp(join(tmpdir(), 'custodia-bench-'));

interface Took { readonly wallS: number; readonly cpuS: number }

async function time(work: () => Promise<unknown>): Promise<Took> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const used = process.cpuUsage(cpu);
  return { wallS: (performance.now() - start) / 1000, cpuS: (used.user + used.system) / 1e6 };
}

function timeProgram(command: string, args: readonly string[]): Took {
  const script = 'import resource,subprocess,sys,time;t=time.time();subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,check=True);u=resource.getrusage(resource.RUSAGE_CHILDREN);print(time.time()-t,u.ru_utime+u.ru_stime)';
  const [wallS = 0, cpuS = 0] = execFileSync('python3', ['-c', script, command, ...args]).toString().trim().split(' ').map(Number);
  return { wallS, cpuS };
}

function row(label: string, { wallS, cpuS }: Took, rest = ''): void {
  console.log(`${label.padEnd(52)} ${wallS.toFixed(2).padStart(8)} s wall ${cpuS.toFixed(2).padStart(8)} s CPU  ${rest}`);
}

function value<T>(result: { ok: true; value: T } | { ok: false; failure: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

async function makeFile(path: string, megabytes: number): Promise<void> {
  const out = createWriteStream(path);
  const block = randomBytes(1024 * 1024);
  for (let index = 0; index < megabytes; index += 1) {
    block.writeUInt32LE(index);
    if (!out.write(Buffer.from(block))) await new Promise<void>((resolve) => out.once('drain', () => resolve()));
  }
  out.end();
  await finished(out);
}

async function* sameBlocks(megabytes: number): AsyncGenerator<Uint8Array> {
  const block = randomBytes(1024 * 1024);
  for (let index = 0; index < megabytes; index += 1) yield await Promise.resolve(block);
}

async function takingIn(vault: Vault): Promise<void> {
  const file = join(folder, 'evidence.bin');
  await makeFile(file, gigabytes * 1000);
  const keys = execFileSync('age-keygen', { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  const recipient = /age1\w+/u.exec(keys)?.[0] ?? '';
  console.log(`\nTaking in ${gigabytes} GB, in turn`);
  for (let round = 0; round < 2; round += 1) {
    row('sha256sum', timeProgram('sha256sum', [file]));
    row('age -e', timeProgram('age', ['-e', '-r', recipient, '-o', join(folder, 'evidence.age'), file]));
    await rm(join(folder, 'evidence.age'));
    let stored: StoredObject | undefined;
    row('the case: hashed, encrypted, on the disk', await time(async () => {
      stored = await vault.putObject(createReadStream(file, { highWaterMark: 256 * 1024 }));
    }));
    if (stored !== undefined) await vault.removeObject(stored.objectId);
  }
  await rm(file);
}

async function memory(vault: Vault): Promise<void> {
  console.log('\nMemory while taking in');
  for (const megabytes of [100, 1000, 5000 * Math.min(1, gigabytes)]) {
    let peak = 0;
    const watch = setInterval(() => { peak = Math.max(peak, process.memoryUsage.rss()); }, 20);
    let stored: StoredObject | undefined;
    const took = await time(async () => { stored = await vault.putObject(sameBlocks(megabytes)); });
    clearInterval(watch);
    if (stored !== undefined) await vault.removeObject(stored.objectId);
    row(`${megabytes} MB`, took, `peak ${Math.round(peak / 1e6)} MB resident`);
  }
}

async function randomReads(vault: Vault): Promise<void> {
  const ids: StoredObject['objectId'][] = [];
  const page = randomBytes(60_000);
  const made = await time(async () => {
    while (ids.length < objectCount) {
      const some = await Promise.all(Array.from({ length: 32 }, async () => vault.putObject((async function* () { yield await Promise.resolve(page); })())));
      ids.push(...some.map((stored) => stored.objectId));
    }
  });
  console.log(`\nReading out of ${ids.length} objects of 60 kB`);
  row('writing them, each safe on the disk', made, `${(1000 * made.wallS / ids.length).toFixed(2)} ms an object`);
  const reads = 1000;
  const read = await time(async () => {
    for (let index = 0; index < reads; index += 1) await vault.readWholeObject(ids[randomInt(ids.length)] ?? ids[0] ?? ('' as never));
  });
  row(`reading ${reads} at random`, read, `${(1000 * read.wallS / reads).toFixed(2)} ms a read`);
}

async function opening(vault: Vault): Promise<void> {
  const documents = 100_000;
  const stored = await vault.putObject(sameBlocks(1));
  vault.transaction(() => {
    for (let index = 0; index < documents; index += 1) {
      const id = `doc-${index}` as DocumentId;
      vault.documents.add({
        id, name: `evidence-${index}.pdf`, title: `Item ${index} of the seized papers`, kind: 'pdf', sha256: stored.sha256, bytes: stored.bytes, pages: 3, confidentiality: 'parties',
        source: { collectedBy: 'Officer', collectedAt: '2026-03-01' }, takenInAt: '2026-03-01T10:00:00.000Z', original: stored.objectId,
      });
      if (index % 10 === 0) vault.appendEvent({ action: 'document-taken-in', object: id, sha256: stored.sha256 });
    }
  });
  await vault.close();
  console.log(`\nOpening a case with ${documents} documents`);
  for (let round = 0; round < 3; round += 1) {
    row('deriving the key alone', await time(async () => wipe(await passphraseKey(passphrase, randomBytes(16), cost))));
    let again: Vault | undefined;
    row('opening', await time(async () => { again = value(await openVault({ folder: vault.folder, passphrase })); }));
    if (again === undefined) continue;
    const open = again;
    row('listing all documents', await time(() => Promise.resolve(open.documents.list())));
    row('closing', await time(() => open.close()));
  }
}

try {
  const vault = value(await createVault({ folder: join(folder, 'case'), passphrase, keyDerivation: cost, head: { title: 'Bench', court: 'x', languages: ['en'], by: 'Office' } }));
  await takingIn(vault);
  await memory(vault);
  await randomReads(vault);
  await opening(vault);
} finally {
  await rm(folder, { recursive: true, force: true });
}
