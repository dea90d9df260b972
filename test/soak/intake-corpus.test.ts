import { afterAll, describe, expect, it } from 'vitest';
import { inspectPdf } from '../../engine/intake/index.ts';
import { createWorkerPools } from '../../engine/workers/worker-pools.ts';
import { mutate, readCorpus, seededRandom } from '../unit/engine/intake/corpus.ts';
import { printOutcomes, takeMany, type OutcomeTable } from '../unit/engine/intake/take-many.ts';

const pools = createWorkerPools();
afterAll(() => pools.close());
const corpus = readCorpus();
// `SOAK_PART=2/8`: the second of eight parts of the damaged files, for machines that give a test little time at once.
const [part = 1, parts = 1] = (process.env['SOAK_PART'] ?? '1/1').split('/').map(Number);

describe('every file that arrives', () => {
  it('of the whole corpus is taken in, or refused with a reason, and none crashes its reader', async () => {
    const { table, faults } = await takeMany(pools, corpus);
    console.log(printOutcomes(`${corpus.length} files of the corpus`, table));
    expect(faults).toEqual([]);
    expect(Object.keys(table['refused'] ?? {}).filter((code) => code.startsWith('worker-'))).toEqual([]);
  });

  it('of 2,000 damaged ones is taken in, or refused with a reason', async () => {
    const random = seededRandom(1);
    const damaged = Array.from({ length: 2000 }, () => mutate(corpus[Math.floor(random() * corpus.length)]!, corpus[Math.floor(random() * corpus.length)]!, random));
    const mine = damaged.filter((_, index) => index % parts === part - 1);
    const { table, faults, stopped } = await takeMany(pools, mine);
    console.log(printOutcomes(`${mine.length} damaged files (part ${part} of ${parts})`, table), ...stopped);
    expect(faults).toEqual([]);
  });

  it('of the PDFs is inspected, or refused with a reason', async () => {
    const table: OutcomeTable = { inspected: {}, refused: {} };
    for (const { name, bytes } of corpus.filter((file) => file.name.endsWith('.pdf'))) {
      const result = await inspectPdf(pools, bytes);
      const outcomes = result.ok ? new Set(result.value.length === 0 ? ['nothing found'] : result.value.map(({ code }) => code)) : new Set([result.failure.code]);
      for (const outcome of outcomes) (table[result.ok ? 'inspected' : 'refused']!)[outcome] = ((table[result.ok ? 'inspected' : 'refused']!)[outcome] ?? 0) + 1;
      expect(result.ok || !result.failure.code.startsWith('worker-'), name).toBe(true);
    }
    console.log(printOutcomes('Inspection: files by what was found in them', table));
  });
});
