import { makeRendition } from '../../../../engine/intake/index.ts';
import { countPages } from '../../../../engine/intake/count-pages.ts';
import type { WorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { failureExitCodes } from '../../../../shared/failure.ts';
import type { CorpusFile } from './corpus.ts';

/** Outcomes by kind and result. */
export type OutcomeTable = Record<string, Record<string, number>>;

/**
 * Takes files in, two at a time. Each outcome is counted; a rendition that cannot be opened again, a page count that is not true, a refusal without a known
 * code or a message is a fault of ours and named in `faults`. `stopped` names files whose reader was stopped at a limit or failed.
 */
export async function takeMany(pools: WorkerPools, files: readonly CorpusFile[]): Promise<{ table: OutcomeTable; faults: string[]; stopped: string[] }> {
  const table: OutcomeTable = {};
  const faults: string[] = [];
  const stopped: string[] = [];
  const waiting = [...files.entries()];
  const takeNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, file] = next;
      const result = await makeRendition(pools, file);
      const kind = result.ok ? result.value.kind : 'refused';
      const outcome = result.ok ? (result.value.rendition?.made === false ? 'as it is' : result.value.findings.some(({ code }) => code === 'document-repaired') ? 'repaired' : 'rendition made') : result.failure.code;
      (table[kind] ??= {})[outcome] = (table[kind][outcome] ?? 0) + 1;
      if (!result.ok && result.failure.code.startsWith('worker-')) stopped.push(`${index} ${file.name}: ${result.failure.code}`);
      if (!result.ok && (!Object.hasOwn(failureExitCodes, result.failure.code) || result.failure.code === 'bug' || result.failure.message === '')) faults.push(`${index} ${file.name}: ${result.failure.code}`);
      if (result.ok && result.value.rendition !== null) {
        const counted = await countPages(pools, result.value.rendition.pdf);
        if (!counted.ok) faults.push(`${index} ${file.name}: rendition does not open (${counted.failure.code})`);
        else if (counted.value !== result.value.pages) faults.push(`${index} ${file.name}: ${result.value.pages} pages claimed, ${counted.value} found`);
      }
    }
  };
  await Promise.all([takeNext(), takeNext()]);
  return { table, faults, stopped };
}

/** The table as lines of text. */
export function printOutcomes(title: string, table: OutcomeTable): string {
  const rows = Object.entries(table).sort().flatMap(([kind, outcomes]) => Object.entries(outcomes).sort().map(([outcome, count]) => `  ${kind.padEnd(10)} ${outcome.padEnd(22)} ${String(count).padStart(6)}`));
  return [title, ...rows].join('\n');
}
