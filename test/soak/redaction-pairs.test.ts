import { createHash } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { createWorkerPools } from '../../engine/workers/worker-pools.ts';
import { keptAsPixels, pageMakers } from '../unit/engine/redaction/pair-pages.ts';
import { drawnPage, redactedHash, secretZones } from '../unit/engine/redaction/redact-pair.ts';

const pools = createWorkerPools();
afterAll(() => pools.close());
const given = ['Io', 'Ana', 'Li', 'Wilhelmina', 'Oleksandra', 'Jil', 'Maximiliana', 'Ida', 'Konstantyna', 'Bo'];
const family = ['Li', 'Ray', 'Oganesyan', 'Papadopoulou', 'Fox', 'Wu', 'Jeyaratnam', 'Illi', 'Wimmer', 'Quigley'];
const pairsOfEach = 20;

function pairOf(seed: number): readonly [string, string] {
  return [`${given[seed % given.length] ?? ''} ${family[(seed * 3) % family.length] ?? ''}`, `${given[(seed + 3) % given.length] ?? ''} ${family[(seed * 3 + 2) % family.length] ?? ''}`];
}

it.each(Object.entries(pageMakers))(`${pairsOfEach} pairs of names on the same page give the same bytes: %s`, async (_, make) => {
  const different: number[] = [];
  for (let seed = 0; seed < pairsOfEach; seed++) {
    const [one, other] = pairOf(seed);
    const hashes = [await redactedHash(await make(one, seed, pools), one), await redactedHash(await make(other, seed, pools), other)];
    if (hashes[0]?.sha256 !== hashes[1]?.sha256) different.push(seed);
  }
  expect(different).toEqual([]);
});

it.each(Object.entries(pageMakers).filter(([kind]) => !keptAsPixels.includes(kind)))(`${pairsOfEach} pairs of names on the same redrawn page give the same bytes: %s`, async (_, make) => {
  const different: number[] = [];
  let redrawn = 0;
  for (let seed = 0; seed < pairsOfEach; seed++) {
    const outcomes: string[] = [];
    for (const name of pairOf(seed)) {
      const page = await make(name, seed, pools);
      const { pdf, why } = await drawnPage(page, secretZones(page, name).lines);
      if (why === undefined) redrawn++;
      // Where lines are set so tightly that a zone cuts the letters beside it, the page becomes its pixels: of both names, or the method itself would tell.
      outcomes.push(why ?? createHash('sha256').update(pdf).digest('hex'));
    }
    if (outcomes[0] !== outcomes[1]) different.push(seed);
  }
  expect(different).toEqual([]);
  expect(redrawn).toBeGreaterThan(pairsOfEach);
});
