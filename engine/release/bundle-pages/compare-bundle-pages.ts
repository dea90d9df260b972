import type { Failure } from '../../../shared/failure.ts';
import { success, type Result } from '../../../shared/result.ts';
import { taskModule } from '../../workers/task.ts';
import type { WorkerPools } from '../../workers/worker-pools.ts';
import type { PageDifferenceCode, tasks } from './bundle-pages-tasks.ts';

/** A page of an exhibit that the bundle does not show as the exhibit does. */
export interface PageDifference {
  /** 1-based, of the exhibit. */
  readonly page: number;
  /** 1-based, counted through all files of the bundle. */
  readonly bundlePage: number;
  readonly difference: PageDifferenceCode;
}

export interface ComparedPages {
  readonly pages: number;
  readonly differences: readonly PageDifference[];
  /** Pages (1-based, of the exhibit) to which the bundle adds undrawn text, as a recognised scan gets it: nothing in the exhibit could be compared with it. */
  readonly textAdded: readonly number[];
}

/** A bundle held open in a worker, to which exhibits are compared one after another. */
export interface BundleComparison {
  /** The pages of one exhibit against the bundle from `firstPage` on. Fails as opening the exhibit fails, or with a `worker-…` code, after which nothing more can be compared. */
  compare(exhibit: Uint8Array, firstPage: number, onPage?: () => void): Promise<Result<ComparedPages, Failure>>;
  close(): void;
}

const pageTasks = taskModule<typeof tasks>(import.meta.url, './bundle-pages-tasks');

/** What a worker can be given at once. */
export const largestComparedBytes = 2 ** 30;

/** Opens the files of a bundle, in order, for comparison. Fails with `document-encrypted`, `document-damaged`, `document-unsupported`, `document-too-large`, `cancelled` or a `worker-…` code. */
export async function openBundleComparison(pools: WorkerPools, bundle: readonly Uint8Array[], signal?: AbortSignal): Promise<Result<BundleComparison, Failure>> {
  const lease = await pools.document.lease();
  for (const bytes of bundle) {
    const opened = await lease.run(pageTasks, 'openBundle', { bytes }, { signal });
    if (opened.ok) continue;
    lease.release();
    return opened;
  }
  return success({
    async compare(bytes, firstPage, onPage) {
      const exhibit = await lease.run(pageTasks, 'openExhibit', { bytes }, { signal });
      if (!exhibit.ok) return exhibit;
      const differences: PageDifference[] = [];
      const textAdded: number[] = [];
      for (let page = 1; page <= exhibit.value.pages; page++) {
        const bundlePage = firstPage + page - 1;
        const compared = await lease.run(pageTasks, 'compare', { page, bundlePage }, { signal });
        if (!compared.ok) return compared;
        if (!compared.value.same) differences.push({ page, bundlePage, difference: compared.value.difference });
        else if (compared.value.textAdded) textAdded.push(page);
        onPage?.();
      }
      return success({ pages: exhibit.value.pages, differences, textAdded });
    },
    close: () => lease.release(),
  });
}
