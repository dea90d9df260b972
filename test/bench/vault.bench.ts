/*
 * The case under load: taking in one large file against `sha256sum` and `age -e` of the same file, memory from 100 MB to 5 GB, random reads out of
 * many objects, opening with many documents. CUSTODIA_BENCH_OBJECTS and CUSTODIA_BENCH_GB set the sizes; 0 leaves a part out.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { sha256Hex } from '../../engine/integrity/index.ts';
import { caseFolder } from '../../engine/vault/case-folder.ts';
import { closeCase } from '../../engine/vault/close-case.ts';
import { createVault, openVault, type StoredObject, type Vault } from '../../engine/vault/index.ts';
import { encryptChunk, startObject } from '../../engine/vault/object-format.ts';
import { storedLength, type ObjectRow } from '../../engine/vault/object-store.ts';
import { openObjectTable } from '../../engine/vault/object-table.ts';
import { passphraseKey } from '../../engine/vault/passphrase-key.ts';
import { passphraseUnlock } from '../../engine/vault/passphrase-unlock.ts';
import { wipe } from '../../engine/vault/secret-memory.ts';
import { openDocumentTable } from '../../engine/vault/tables/document-table.ts';
import { unlockCase } from '../../engine/vault/unlock-case.ts';
import type { DocumentId, ObjectId } from '../../shared/identifiers.ts';

const objectCount = Number(process.env['CUSTODIA_BENCH_OBJECTS'] ?? 100_000);
const pageBytes = 8000;
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
  for (const megabytes of [100, 1000, 5000].filter((size) => size <= 5000 * gigabytes)) {
    let peak = 0;
    const watch = setInterval(() => { peak = Math.max(peak, process.memoryUsage.rss()); }, 20);
    let stored: StoredObject | undefined;
    const took = await time(async () => { stored = await vault.putObject(sameBlocks(megabytes)); });
    clearInterval(watch);
    if (stored !== undefined) await vault.removeObject(stored.objectId);
    row(`${megabytes} MB`, took, `peak ${Math.round(peak / 1e6)} MB resident`);
  }
}

/** Objects and documents beside them, without the wait for the disk that each of them has in earnest: only what is read afterwards is measured. */
async function fillCase(caseFolderPath: string): Promise<ObjectId[]> {
  const opened = value(await unlockCase(passphraseUnlock({ folder: caseFolderPath, passphrase })));
  const { keyring, databases, log, identity } = opened;
  const wrappingKey = keyring.key('work', 'objects ');
  if (wrappingKey === undefined) throw new Error('no key');
  const objects = openObjectTable(databases.work);
  const documents = openDocumentTable(databases.work);
  const page = randomBytes(pageBytes);
  const sha256 = sha256Hex(page);
  const ids: ObjectId[] = [];
  const rows: ObjectRow[] = [];
  for (let made = 0; made < objectCount; made += 1) {
    const id = randomBytes(16).toString('hex') as ObjectId;
    const { header, stream } = startObject(keyring.caseId, { compartment: 'work', epoch: 1, id }, wrappingKey);
    const path = caseFolder.object(caseFolderPath, id);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, Buffer.concat([header, encryptChunk(stream, { plaintext: page, index: 0, last: true })]));
    ids.push(id);
    rows.push({ id, compartment: 'work', epoch: 1, sha256, bytes: page.length, storedBytes: storedLength(page.length), headerSha256: sha256Hex(header) });
  }
  (databases.work as unknown as { transaction(work: () => void): () => void }).transaction(() => {
    rows.forEach((row, index) => {
      objects.add(row);
      const id = `doc-${index}` as DocumentId;
      documents.add({
        id, name: `evidence-${index}.pdf`, title: `Item ${index} of the seized papers`, kind: 'pdf', sha256, bytes: page.length, pages: 3, confidentiality: 'parties',
        source: { collectedBy: 'Officer', collectedAt: '2026-03-01' }, takenInAt: '2026-03-01T10:00:00.000Z', original: row.id,
      });
      if (index % 10 === 0) log.append({ action: 'document-taken-in', object: id, sha256 }, identity.fingerprint);
    });
  })();
  await closeCase(opened);
  return ids;
}

async function randomReads(vault: Vault, ids: readonly ObjectId[]): Promise<void> {
  console.log(`\nReading out of ${ids.length} objects of ${pageBytes / 1000} kB`);
  const reads = 2000;
  const some = Array.from({ length: reads }, () => ids[randomInt(ids.length)] ?? ('' as ObjectId));
  const read = await time(async () => {
    for (const id of some) await vault.readWholeObject(id);
  });
  row(`reading ${reads} at random`, read, `${(1000 * read.wallS / reads).toFixed(2)} ms a read`);
  const plain = await time(async () => {
    for (const id of some) await readFile(caseFolder.object(vault.folder, id));
  });
  row('reading the same files as they lie', plain, `${(1000 * plain.wallS / reads).toFixed(2)} ms a read`);
}

async function largeCase(folderOfCase: string): Promise<void> {
  let ids: readonly ObjectId[] = [];
  const made = await time(async () => { ids = await fillCase(folderOfCase); });
  console.log(`\nOpening a case with ${objectCount} documents, each with its object (made in ${made.wallS.toFixed(0)} s)`);
  for (let round = 0; round < 3; round += 1) {
    row('deriving the key alone', await time(async () => wipe(await passphraseKey(passphrase, randomBytes(16), cost))));
    let again: Vault | undefined;
    row('opening', await time(async () => { again = value(await openVault({ folder: folderOfCase, passphrase })); }));
    if (again === undefined) continue;
    const open = again;
    row('listing all documents', await time(() => Promise.resolve(open.documents.list())));
    if (round === 2) await randomReads(open, ids);
    row('closing', await time(() => open.close()));
  }
  await cp(folderOfCase, `${folderOfCase}-crashed`, { recursive: true });
  const left = value(await openVault({ folder: folderOfCase, passphrase }));
  for (const name of ['inventory.json', 'work-1.db', 'work-1.db-wal', 'protected-persons-1.db', 'protected-persons-1.db-wal']) await cp(`${folderOfCase}/${name}`, `${folderOfCase}-crashed/${name}`);
  await left.close();
  let after: Vault | undefined;
  row('opening after a crash, orphans looked for', await time(async () => { after = value(await openVault({ folder: `${folderOfCase}-crashed`, passphrase })); }));
  await after?.close();
}

try {
  const vault = value(await createVault({ folder: join(folder, 'case'), passphrase, keyDerivation: cost, head: { title: 'Bench', court: 'x', languages: ['en'], by: 'Office' } }));
  if (gigabytes > 0) await takingIn(vault);
  await memory(vault);
  await vault.close();
  if (objectCount > 0) await largeCase(vault.folder);
} finally {
  await rm(folder, { recursive: true, force: true });
}
