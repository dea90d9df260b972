import { createHash } from 'node:crypto';
import { failure, type Failure } from '../../shared/failure.ts';
import type { Finding } from '../../shared/finding.ts';
import type { ReportProgress } from '../../shared/progress.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import { BundleWriter } from './bundle-writer.ts';
import { planEntries, type BundlePlan, type PlacedEntry } from './bundle-plan.ts';

/** Where a bundle's sources come from and where its bytes go. */
export interface AssembleOptions {
  /** Bytes of the PDF that an entry's key names. */
  readonly source: (key: string) => Promise<Uint8Array>;
  /** Takes the output in order; the next piece waits until it has answered. */
  readonly write: (chunk: Uint8Array) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
  readonly report?: ReportProgress | undefined;
}

/** What came of an assembly. */
export interface AssembledBundle {
  readonly pages: number;
  readonly indexPages: number;
  readonly bytes: number;
  /** Of the whole file. */
  readonly sha256: string;
  readonly entries: readonly PlacedEntry[];
  readonly findings: readonly Finding[];
}

/**
 * Writes the bundle PDF of a plan to a stream: index first, then every entry in order, each page stamped with its number, exhibits headed with their
 * hash, bookmarks, labels and links in place. One source is held at a time. What has been written is worthless unless this succeeds.
 * Fails as its sources fail (`document-damaged`, `document-encrypted`, …, `subject` the entry's key), with `plan-invalid` or with `cancelled`.
 */
export async function assembleBundle(pools: WorkerPools, plan: BundlePlan, options: AssembleOptions): Promise<Result<AssembledBundle, Failure>> {
  const fault = planFault(plan);
  if (fault !== undefined) return refusal(fault);
  const hash = createHash('sha256');
  const entries = planEntries(plan);
  const writer = new BundleWriter(pools, plan, {
    ...options,
    write: async (chunk) => {
      hash.update(chunk);
      await options.write(chunk);
    },
  });
  try {
    await writer.begin();
    for (const [index, entry] of entries.entries()) {
      options.report?.({ step: 'build', done: index, total: entries.length, unit: 'documents', document: entry.key });
      const placed = await writer.addEntry(entry);
      if (!placed.ok) return placed;
    }
    const ended = await writer.end();
    if (!ended.ok) return ended;
    options.report?.({ step: 'build', done: entries.length, total: entries.length, unit: 'documents' });
    return success({ ...ended.value, sha256: hash.digest('hex') });
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
