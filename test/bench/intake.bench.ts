// Memory over 10,000 small documents taken into one case: resident memory of the application and of its workers, every thousand. BENCH_DOCUMENTS sets the number.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createEngine } from '../../engine/operations/engine.ts';
import { takeIn } from '../../engine/operations/take-in.ts';
import { createVault } from '../../engine/vault/index.ts';
import { spawnNodeWorker, type SpawnWorker } from '../../engine/workers/spawn-worker.ts';
import { show, smallPdf } from '../unit/engine/intake/small-pdf.ts';

const total = Number(process.env['BENCH_DOCUMENTS'] ?? 10_000);
const step = Math.max(1, Math.floor(total / 10));
const folder = mkdtempSync(path.join(tmpdir(), 'custodia-bench-'));
const files = path.join(folder, 'files');
mkdirSync(files);
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAAAAACoWZBhAAAAEElEQVR4nGP8z4AATAxEcgBqIQENX+5k8gAAAABJRU5ErkJggg==', 'base64');

function nthFile(index: number): readonly [name: string, content: Uint8Array] {
  if (index % 100 === 0) return [`${index}.eml`, Buffer.from(`From: a@example.org\r\nTo: b@example.org\r\nSubject: ${index}\r\nMessage-ID: <${index}@example.org>\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\n\r\nMessage ${index}.\r\n`)];
  if (index % 50 === 0) return [`${index}.png`, Buffer.concat([png, Buffer.from(String(index))])];
  return [`${index}.pdf`, smallPdf({ content: show(`Document ${index}`, 50, 300) })];
}

const workers = new Map<number, ReturnType<SpawnWorker>>();
let spawned = 0;
const engine = createEngine((abilities) => {
  const worker = spawnNodeWorker(abilities);
  workers.set(spawned++, worker);
  return worker;
});
const made = await createVault({ folder: path.join(folder, 'case'), passphrase: 'seven horses cross the river', head: { title: 'Bench', court: 'plain', languages: ['en'], by: 'Bench' } });
if (!made.ok) throw new Error(made.failure.code);
const vault = made.value;
const residentMb = (): number => Number(readFileSync('/proc/self/statm', 'utf8').split(' ')[1]) * 4096 / 2 ** 20;
const start = performance.now();
console.log('documents   application MB   workers MB   documents/s');
for (let from = 0; from < total; from += step) {
  for (let index = from; index < from + step; index++) {
    const [name, content] = nthFile(index);
    writeFileSync(path.join(files, name), content);
  }
  const begun = performance.now();
  const items = Array.from({ length: step }, (_, index) => ({ path: path.join(files, nthFile(from + index)[0]) }));
  const taken = await takeIn(engine, vault, items);
  if (!taken.ok || taken.value.refused.length > 0) throw new Error(taken.ok ? taken.value.refused[0]?.failure.message : taken.failure.code);
  const inWorkers = [...workers.values()].reduce((sum, worker) => sum + (worker.memoryMb() ?? 0), 0);
  console.log(`${String(vault.documents.count()).padStart(9)}   ${residentMb().toFixed(0).padStart(14)}   ${inWorkers.toFixed(0).padStart(10)}   ${((step * 1000) / (performance.now() - begun)).toFixed(1).padStart(11)}`);
}
console.log(`${total} documents in ${((performance.now() - start) / 1000).toFixed(0)} s`);
await vault.close();
engine.close();
rmSync(folder, { recursive: true });
