import { afterAll, expect, it } from 'vitest';
import { makeRendition } from '../../../../engine/intake/index.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { mutate, readCorpus, seededRandom } from './corpus.ts';
import { show, smallPdf } from './small-pdf.ts';
import { printOutcomes, takeMany } from './take-many.ts';

const pools = createWorkerPools();
afterAll(() => pools.close());

it('takes in or refuses with a reason a sample of whole and of damaged files, and works on', async () => {
  const corpus = readCorpus();
  const random = seededRandom(20_261_121);
  const whole = corpus.filter((_, index) => index % 16 === 0);
  const damaged = Array.from({ length: 40 }, () => mutate(corpus[Math.floor(random() * corpus.length)]!, corpus[Math.floor(random() * corpus.length)]!, random));
  const { table, faults } = await takeMany(pools, [...whole, ...damaged]);
  console.log(printOutcomes(`${whole.length} files of the corpus and ${damaged.length} damaged ones`, table));
  expect(faults).toEqual([]);
  expect(await makeRendition(pools, { bytes: smallPdf({ content: show('still here', 50, 50) }), name: 'a.pdf' })).toMatchObject({ ok: true });
});
