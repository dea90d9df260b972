import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { checkPdf } from '../../engine/bundle/index.ts';
import { createWorkerPools } from '../../engine/workers/worker-pools.ts';

// Folders of PDFs that others made, separated by colons; the project's own samples where none is named. CUSTODIA_COURT names the profile.
const samples = ['pdfium', 'py-pdf-samples'].map((name) => path.join(import.meta.dirname, '../fixtures/corpus', name));
const folders = (process.env['CUSTODIA_CORPUS']?.split(':') ?? samples).filter(existsSync);
const court = process.env['CUSTODIA_COURT'] ?? 'england-wales-civil';
const files = folders.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.pdf')).sort().map((name) => path.join(folder, name)));
const pools = createWorkerPools();
afterAll(() => pools.close());

it('answers a verdict for every rule, or refuses with a reason, on every file of the corpus', async () => {
  expect(files.length).toBeGreaterThan(0);
  const outcomes = new Map<string, number>();
  const count = (outcome: string): void => void outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  const failed: string[] = [];
  for (const file of files) {
    const checked = await checkPdf(pools, new Uint8Array(readFileSync(file)), court);
    if (!checked.ok) {
      count(`refused: ${checked.failure.code}`);
      if (checked.failure.code.startsWith('worker-')) failed.push(`${path.basename(file)}: ${checked.failure.code}`);
      continue;
    }
    count(checked.value.holds ? 'holds' : 'does not hold');
    for (const { rule, result } of checked.value.rules) count(`  ${rule}: ${result}`);
  }
  process.stdout.write(`${files.length} files, ${court}\n${[...outcomes].sort().map(([outcome, number]) => `${String(number).padStart(6)}  ${outcome}`).join('\n')}\n`);
  expect(failed).toEqual([]);
}, 1_800_000);
