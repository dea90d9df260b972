import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { killedWork, killTrial, prepareTrials } from '../unit/engine/vault/kill-trials.ts';

const trials = Number(process.env['CUSTODIA_SOAK_KILLS'] ?? 200);
/** A new case now and then, so that the check of everything stays quick. */
const trialsPerCase = 20;

test(`${trials} random kills of intakes, changes of passphrase and members, and backups lose nothing`, async () => {
  let acknowledged = 0;
  for (let from = 0; from < trials; from += trialsPerCase) {
    const folder = await mkdtemp(join(tmpdir(), 'custodia-soak-'));
    try {
      const folders = await prepareTrials(folder);
      const kept = new Map<string, string>();
      for (let trial = from; trial < Math.min(trials, from + trialsPerCase); trial += 1) {
        // Every other kill meets a plain intake; the others a change of passphrase, of members, or a backup, which take longer.
        const work = killedWork[trial % 2 === 0 ? 0 : 1 + ((trial >> 1) % 3)] ?? 'take-in';
        const afterMs = Math.random() * (work === 'take-in' ? 500 : 2000);
        const { faults } = await killTrial(folders, afterMs, kept, work);
        expect(faults, `trial ${trial}, killed after ${afterMs} ms of ${work}`).toEqual([]);
      }
      acknowledged += kept.size;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  expect(acknowledged).toBeGreaterThan(trials / 4);
}, 3_600_000);
