import { failure, type Failure } from '../../shared/failure.ts';
import type { Finding } from '../../shared/finding.ts';
import type { ReportProgress } from '../../shared/progress.ts';
import { refusal, type Result } from '../../shared/result.ts';
import type { ArchivalFault } from './archival-claim.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import { BundleWriter } from './bundle-writer.ts';
import { planEntries, type BundlePlan, type GeneratedSheet, type Numbering, type PlacedEntry } from './bundle-plan.ts';

/** Where a bundle's sources come from and where its bytes go. */
export interface AssembleOptions {
  /** Bytes of the PDF that an entry's key names. */
  readonly source: (key: string) => Promise<Uint8Array>;
  /** Takes the output of a file (0-based; 0 alone unless the plan splits) in order; the next piece waits until it has answered. */
  readonly write: (chunk: Uint8Array, file: number) => Promise<void>;
  /**
   * Generated lists to stand after the sections, told where everything stands and what was found in the sources. Called several times, as the index
   * takes its length; what it answers may differ in page numbers alone.
   */
  readonly lists?: (places: readonly PlacedEntry[], findings: readonly Finding[]) => readonly GeneratedSheet[];
  readonly signal?: AbortSignal | undefined;
  readonly report?: ReportProgress | undefined;
}

/** One file of a bundle. */
export interface AssembledFile {
  readonly pages: number;
  /** Page of the bundle (1-based) that its first page is. */
  readonly firstPage: number;
  readonly bytes: number;
  readonly sha256: string;
  /** Whether it declares itself PDF/A-2b. */
  readonly archival: boolean;
}

/** What came of an assembly. */
export interface AssembledBundle {
  readonly pages: number;
  readonly indexPages: number;
  /** Of all files. */
  readonly bytes: number;
  /** Of the first file, the only one unless the plan splits. */
  readonly sha256: string;
  readonly files: readonly AssembledFile[];
  readonly entries: readonly PlacedEntry[];
  /** Number and pages of each part that begins with a plain number, generated ones too: what a later build keeps. */
  readonly numbers: NonNullable<Numbering['kept']>;
  /** What is stamped on each page, over all files. */
  readonly labels: readonly string[];
  /** Why files are no PDF/A-2b: sources, by key, that do not allow for it. */
  readonly notArchival: readonly ({ readonly key: string } & ArchivalFault)[];
  readonly findings: readonly Finding[];
}

/**
 * Writes the bundle PDF of a plan to a stream: index first, then every entry in order, each page stamped with its number, exhibits headed with their
 * hash, bookmarks, labels and links in place. A few sources are held at a time. What has been written is worthless unless this succeeds.
 * Fails as its sources fail (`document-damaged`, `document-encrypted`, …, `subject` the entry's key), with `plan-invalid` or with `cancelled`.
 */
export async function assembleBundle(pools: WorkerPools, plan: BundlePlan, options: AssembleOptions): Promise<Result<AssembledBundle, Failure>> {
  const fault = planFault(plan);
  if (fault !== undefined) return refusal(fault);
  const writer = new BundleWriter(pools, plan, options);
  const total = planEntries(plan).length;
  try {
    const added = await writer.addEntries();
    if (!added.ok) return added;
    const ended = await writer.end();
    if (ended.ok) options.report?.({ step: 'build', done: total, total, unit: 'documents' });
    return ended;
  } finally {
    writer.close();
  }
}

function planFault(plan: BundlePlan): Failure | undefined {
  const entries = planEntries(plan);
  if (entries.length === 0) return failure('plan-invalid', 'The bundle has no documents.');
  const keys = new Set<string>();
  const exhibits = new Set<string>();
  for (const { key, exhibit } of entries) {
    if (keys.has(key)) return failure('plan-invalid', 'A document stands twice in the bundle.', { subject: key });
    keys.add(key);
    if (exhibit === undefined) continue;
    if (exhibits.has(exhibit)) return failure('plan-invalid', 'An exhibit number stands twice in the bundle.', { subject: exhibit });
    exhibits.add(exhibit);
  }
  const orphan = entries.find(({ translationOf }) => translationOf !== undefined && !keys.has(translationOf));
  if (orphan !== undefined) return failure('plan-invalid', 'A translation stands in the bundle without its original.', { subject: orphan.key });
  return undefined;
}
