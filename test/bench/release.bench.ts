// Release and verify against `tar | age` and `sha256sum -c` over the same bytes. RELEASE_BENCH_GB sets the size (1 by default).
// A release does more than `tar | age`: two hashes of every file, the hash of the sealed file, and each sealed part read back, opened and compared. The
// second peer does the same with the standard programs, one after another as a person would. The floor is what the hashes and ciphers of a release alone take,
// in memory, on every core: no release that does all of it is faster on the same machine.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, createReadStream, mkdirSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { once } from 'node:events';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { formatIdentity, formatRecipient, generateIdentity, makeRelease, verifyRelease } from '../../engine/release/index.ts';
import { sampleRelease } from '../unit/engine/release/sample-release.ts';

const gigabytes = Number(process.env['RELEASE_BENCH_GB'] ?? '1');
const files = 8;
const bytesEach = Math.round((gigabytes * 2 ** 30) / files);
const folder = mkdtempSync(path.join(process.env['RELEASE_BENCH_FOLDER'] ?? tmpdir(), 'custodia-bench-'));
const identity = generateIdentity();
const rows: (readonly [string, number, number, number])[] = [];
let peakMb = 0;
setInterval(() => { peakMb = Math.max(peakMb, process.memoryUsage.rss() / 2 ** 20); }, 50).unref();

function makeFile(name: string): string {
  const at = path.join(folder, 'bag/data', name);
  const file = openSync(at, 'w');
  const block = randomBytes(1 << 20);
  for (let written = 0; written < bytesEach; written += block.length) {
    block.writeUInt32LE(written >>> 20, 0);
    writeSync(file, block, 0, Math.min(block.length, bytesEach - written));
  }
  closeSync(file);
  return at;
}

function sha256Of(at: string): string {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(1 << 20);
  const file = openSync(at, 'r');
  for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) hash.update(buffer.subarray(0, read));
  closeSync(file);
  return hash.digest('hex');
}

/** Wall and CPU seconds; the peers' CPU is that of the children. */
async function timed(name: string, work: () => unknown): Promise<void> {
  peakMb = process.memoryUsage.rss() / 2 ** 20;
  const before = process.resourceUsage();
  const from = performance.now();
  await work();
  const wall = (performance.now() - from) / 1000;
  const after = process.resourceUsage();
  rows.push([name, wall, (after.userCPUTime + after.systemCPUTime - before.userCPUTime - before.systemCPUTime) / 1e6, peakMb]);
}

/** CPU of a child and its children as the shell's `times` gives it. */
async function timedShell(name: string, script: string, ...args: string[]): Promise<void> {
  const from = performance.now();
  const { stdout, status, stderr } = spawnSync('bash', ['-c', `set -o pipefail; ${script}; code=$?; times; exit $code`, 'bash', ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  const wall = (performance.now() - from) / 1000;
  const line = stdout.trim().split('\n').at(-1) ?? '';
  const cpu = [...line.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
  rows.push([name, wall, cpu, Number.NaN]);
  await Promise.resolve();
}

const floorProgram = `
const { parentPort, workerData: { bytes, cipher } } = require('node:worker_threads');
const { createHash, randomBytes } = require('node:crypto');
const sodium = require(cipher);
const [plain, key, nonce] = [randomBytes(1 << 16), randomBytes(32), Buffer.alloc(12)];
const [sealed, opened] = [Buffer.alloc(plain.length + 16), Buffer.alloc(plain.length)];
const hashes = ['sha256', 'sha512'].map((name) => createHash(name));
const outer = createHash('sha256');
for (let done = 0; done < bytes; done += plain.length) {
  nonce.writeUInt32LE(done / plain.length);
  for (const hash of hashes) hash.update(plain);
  sodium.crypto_aead_chacha20poly1305_ietf_encrypt(sealed, plain, null, null, nonce, key);
  outer.update(sealed);
  sodium.crypto_aead_chacha20poly1305_ietf_decrypt(opened, null, sealed, null, nonce, key);
}
parentPort.postMessage('done');`;

/** Hashes and ciphers of a release of so many bytes, each byte as often as a release takes it, spread over all cores. */
async function hashesAndCiphersAlone(bytes: number): Promise<void> {
  const cores = availableParallelism();
  const cipher = createRequire(import.meta.url).resolve('sodium-native');
  await Promise.all(Array.from({ length: cores }, () => once(new Worker(floorProgram, { eval: true, workerData: { bytes: bytes / cores, cipher } }), 'exit')));
}

try {
  mkdirSync(path.join(folder, 'bag/data'), { recursive: true });
  const paths = Array.from({ length: files }, (_, index) => makeFile(`big-${index}.bin`));
  execFileSync('sh', ['-c', 'cd "$1" && sha256sum data/* > manifest-sha256.txt', 'sh', path.join(folder, 'bag')]);
  const sample = sampleRelease();
  const payload = paths.map((at, index) => ({ path: `exhibits/big-${index}.bin`, bytes: bytesEach, open: () => createReadStream(at, { highWaterMark: 1 << 20 }) }));
  const exhibits = [...sample.options.statement.exhibits, ...payload.map((file, index) => ({ number: `B-${index}`, title: 'Big', pages: 1, file: file.path, sha256: sha256Of(paths[index] ?? ''), original: { sha256: '0'.repeat(64) } }))];
  const list = Buffer.from(JSON.stringify({ exhibits: exhibits.map(({ number, sha256 }) => ({ number, sha256 })) }));
  const rest = sample.options.files.filter(({ path: name }) => name !== 'exhibit-list.json');
  const listFile = { path: 'exhibit-list.json', bytes: list.length, open: async function* () { yield await Promise.resolve(list); } };
  const sealed = path.join(folder, 'release.tar.age');
  const recipient = formatRecipient(identity.recipient);

  const peer = path.join(folder, 'peer.tar.age');
  const key = path.join(folder, 'key.txt');
  writeFileSync(key, formatIdentity(identity));
  await timedShell('tar | age', 'tar -C "$1" -c . | age -r "$2" -o "$3"; sync "$3"', path.join(folder, 'bag'), recipient, peer);
  rmSync(peer);
  const byHand = 'cd "$1" && sha256sum data/* > "$3.256" && sha512sum data/* > "$3.512" && tar -c . | age -r "$2" -o "$3" && sync "$3" && sha256sum "$3" > "$3.sum" && age -d -i "$4" "$3" | cmp - <(tar -c .)';
  await timedShell('the same by hand, opened again and compared', byHand, path.join(folder, 'bag'), recipient, peer, key);
  rmSync(peer);
  await timed('floor: the hashes and ciphers of a release alone', () => hashesAndCiphersAlone(files * bytesEach));
  await timed('release, each part opened again and compared', async () => {
    const made = await makeRelease({ ...sample.options, files: [...rest, listFile, ...payload], statement: { ...sample.options.statement, exhibits }, recipients: [recipient], out: sealed });
    if (!made.ok) throw new Error(made.failure.message);
  });
  const verify = async (at: string): Promise<void> => {
    const verified = await verifyRelease(at, { identity: formatIdentity(identity) });
    if (!verified.ok || !verified.value.holds) throw new Error('it does not hold');
  };
  await timed('verify .tar.age', () => verify(sealed));
  execFileSync('sh', ['-c', 'age -d -i - "$1" | tar x -C "$2"', 'sh', sealed, folder], { input: formatIdentity(identity) });
  await timed('verify folder', () => verify(path.join(folder, 'release-0001-defence')));
  await timedShell('sha256sum -c', 'cd "$1" && sha256sum -c --quiet manifest-sha256.txt', path.join(folder, 'release-0001-defence'));
  await timedShell('sha256sum -c and sha512sum -c', 'cd "$1" && sha256sum -c --quiet manifest-sha256.txt && sha512sum -c --quiet manifest-sha512.txt', path.join(folder, 'release-0001-defence'));
  process.stdout.write(`${gigabytes} GB in ${files} files, sealed file ${statSync(sealed).size} bytes\n\n| | wall s | CPU s | peak MB |\n|---|---|---|---|\n`);
  for (const [name, wall, cpu, mb] of rows) process.stdout.write(`| ${name} | ${wall.toFixed(1)} | ${cpu.toFixed(1)} | ${Number.isNaN(mb) ? '' : mb.toFixed(0)} |\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
