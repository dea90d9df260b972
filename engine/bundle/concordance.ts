import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { typesetPages } from '../pdf/generated-pages.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import { bundleWords } from './bundle-words.ts';
import type { BuildDifference, BuiltEntry } from './compare-builds.ts';
import type { ExhibitListHead } from './exhibit-list.ts';
import { writeCsv } from './write-csv.ts';

/** What has another number or stands on other pages than in the bundle before, for people and for programs. */
export interface Concordance {
  readonly pdf: Uint8Array;
  readonly csv: Uint8Array;
}

const columns = ['exhibitBefore', 'exhibitNow', 'title', 'pagesBefore', 'pagesNow'] as const;

/** Makes the concordance of two builds. Fails as typesetting does. */
export async function makeConcordance(pools: WorkerPools, head: ExhibitListHead, differences: readonly BuildDifference[], signal?: AbortSignal): Promise<Result<Concordance, Failure>> {
  const words = bundleWords(head.language);
  const rows = differences.map(({ title, before, after }) => ({ exhibitBefore: before?.exhibit ?? '', exhibitNow: after?.exhibit ?? '', title, pagesBefore: pagesOf(before), pagesNow: pagesOf(after) }));
  const pdf = await typesetPages(pools, 'concordance.typ', { title: words.concordance, case: head.title, reference: head.reference ?? '', language: head.language, words, rows }, signal);
  if (!pdf.ok) return pdf;
  return success({ pdf: pdf.value, csv: writeCsv([columns, ...rows.map((row) => columns.map((column) => row[column]))]) });
}

function pagesOf(entry: BuiltEntry | undefined): string {
  if (entry === undefined) return '';
  return entry.firstLabel === entry.lastLabel ? entry.firstLabel : `${entry.firstLabel}–${entry.lastLabel}`;
}
