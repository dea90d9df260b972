import { afterAll, describe, expect, it } from 'vitest';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { pageMakers } from './pair-pages.ts';
import { redactedHash } from './redact-pair.ts';

const pools = createWorkerPools();
afterAll(() => pools.close());
const [short, long] = ['Io Li', 'Wilhelmina Oganesyan'];

describe('a redacted file tells nothing of what was removed (R3)', () => {
  it.each(Object.keys(pageMakers))('two names of different length give the same bytes: %s', async (kind) => {
    const make = pageMakers[kind];
    if (make === undefined) throw new Error('no such pages');
    const one = await redactedHash(await make(short, 1, pools), short);
    const other = await redactedHash(await make(long, 1, pools), long);
    expect(one.sha256).toBe(other.sha256);
    expect(one.words).toBeGreaterThan(20);
  });

  it('which this test would notice: boxes as tight as the words give different bytes', async () => {
    const make = pageMakers['standard fonts'];
    if (make === undefined) throw new Error('no such pages');
    const one = await redactedHash(await make(short, 1, pools), short, { zonesOf: (_, words) => words });
    const other = await redactedHash(await make(long, 1, pools), long, { zonesOf: (_, words) => words });
    expect(one.sha256).not.toBe(other.sha256);
  });
});
