import type { ReportProgress } from '../../shared/progress.ts';

/** How a long operation is followed and stopped. */
export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  readonly report?: ReportProgress | undefined;
}
