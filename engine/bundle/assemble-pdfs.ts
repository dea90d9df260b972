import type { Failure } from '../../shared/failure.ts';
import type { ReportProgress } from '../../shared/progress.ts';
import type { Result } from '../../shared/result.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import { assembleBundle, type AssembledBundle } from './assemble-bundle.ts';

/** A plain assembly: PDFs one after another. */
export interface PlainAssembly {
  readonly title: string;
  /** In order; `key` names the file to `source`, `title` stands in bookmarks and index. A file may stand twice under two keys. */
  readonly files: readonly { readonly key: string; readonly title: string }[];
  readonly index?: boolean;
  /** `{page}` and `{pages}` are replaced; `{page}` where absent. */
  readonly stamp?: string;
  /** BCP 47; `en` where absent. */
  readonly language?: string;
  readonly source: (key: string) => Promise<Uint8Array>;
  readonly write: (chunk: Uint8Array) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
  readonly report?: ReportProgress | undefined;
}

/** Merges PDFs of anyone into one, stamped, bookmarked and, on request, indexed. Fails as `assembleBundle` does. */
export function assemblePdfs(pools: WorkerPools, assembly: PlainAssembly): Promise<Result<AssembledBundle, Failure>> {
  const { title, files, index = false, stamp, language = 'en', source, write, signal, report } = assembly;
  return assembleBundle(pools, {
    title, language, index,
    ...(stamp === undefined ? {} : { numbering: { style: 'continuous', stamp } }),
    sections: [{ title: '', entries: files }],
  }, { source, write, signal, report });
}
