import { afterAll, expect, it } from 'vitest';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { meanError, measureAccuracy } from './measure-accuracy.ts';

const pools = createWorkerPools();
afterAll(() => pools.close());

it('reads clean scans as well as native tesseract, and crooked, grainy copies no worse', async () => {
  const rows = await measureAccuracy(pools, [['ukr', 'uk'], ['arb', 'ar']], 1);
  for (const { own } of rows.filter(({ degraded }) => !degraded)) expect(own).toBeLessThanOrEqual(0.012);
  expect(meanError(rows, false, 'own')).toBeLessThanOrEqual(0.0035);
  // 2.3 %: the worst that tesseract.js alone did on degraded pages when the engines were chosen.
  expect(meanError(rows, true, 'own')).toBeLessThanOrEqual(0.023);
  expect(meanError(rows, true, 'own')).toBeLessThanOrEqual(meanError(rows, true, 'native'));
}, 600_000);
