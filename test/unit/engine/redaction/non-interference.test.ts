import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { keptAsPixels, pageMakers, type PageMaker } from './pair-pages.ts';
import { drawnPage, redactedHash, secretZones } from './redact-pair.ts';

const pools = createWorkerPools();
afterAll(() => pools.close());
const [short, long] = ['Io Li', 'Wilhelmina Oganesyan'];
const makers = Object.entries(pageMakers);

function maker(kind: string): PageMaker {
  const make = pageMakers[kind];
  if (make === undefined) throw new Error('no such pages');
  return make;
}

describe('a redacted file tells nothing of what was removed (R3)', () => {
  it.each(makers)('two names of different length give the same bytes: %s', async (_, make) => {
    const one = await redactedHash(await make(short, 1, pools), short);
    const other = await redactedHash(await make(long, 1, pools), long);
    expect(one.sha256).toBe(other.sha256);
    expect(one.words).toBeGreaterThan(20);
  });

  it('which this test would notice: boxes as tight as the words give different bytes', async () => {
    const make = maker('standard fonts');
    const one = await redactedHash(await make(short, 1, pools), short, { zonesOf: (_, words) => words });
    const other = await redactedHash(await make(long, 1, pools), long, { zonesOf: (_, words) => words });
    expect(one.sha256).not.toBe(other.sha256);
  });
});

const pairs = [[short, long], ['Ana Wu', 'Konstantyna Papadopoulou'], ['Jil Fox', 'Maximiliana Quigley'], ['Bo Ray', 'Oleksandra Jeyaratnam']] as const;

describe('a redrawn file tells nothing of what was removed (R3)', () => {
  // Pictures of text and letters that are drawn as shapes become pixels.
  it.each(makers.filter(([kind]) => !keptAsPixels.includes(kind)))('four pairs of names give the same bytes: %s', async (_, make) => {
    for (const [seed, names] of pairs.entries()) {
      const hashes: string[] = [];
      for (const name of names) {
        const page = await make(name, seed, pools);
        const drawn = await drawnPage(page, secretZones(page, name).lines);
        expect(drawn.why).toBeUndefined();
        hashes.push(createHash('sha256').update(drawn.pdf).digest('hex'));
      }
      expect(hashes[0], `pair ${seed}`).toBe(hashes[1]);
    }
  });

  it('which this test would notice: boxes as tight as the words give different bytes', async () => {
    const hashes = await Promise.all([short, long].map(async (name) => {
      const page = await maker('composite fonts')(name, 1, pools);
      return { page, zones: secretZones(page, name).words };
    }));
    const files: string[] = [];
    for (const { page, zones } of hashes) files.push(createHash('sha256').update((await drawnPage(page, zones)).pdf).digest('hex'));
    expect(files[0]).not.toBe(files[1]);
  });
});
