import type { Failure } from '../../../shared/failure.ts';
import type { InspectionFinding } from '../../../shared/finding.ts';
import type { ReportProgress } from '../../../shared/progress.ts';
import { success, type Result } from '../../../shared/result.ts';
import { taskModule } from '../../workers/task.ts';
import type { WorkerPools } from '../../workers/worker-pools.ts';
import type { tasks } from './inspection-tasks.ts';

const inspectionTasks = taskModule<typeof tasks>(import.meta.url, './inspection-tasks');

export interface InspectionOptions {
  readonly password?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly report?: ReportProgress | undefined;
}

/**
 * Finds what a PDF holds that its pages do not show: text under boxes, invisible, tiny or cropped text, hidden layers, earlier revisions, annotations,
 * attachments, scripts, metadata, thumbnails and form values. Rectangles are points from the top-left of the page as displayed.
 * Fails with `document-encrypted`, `document-damaged`, `document-unsupported`, `cancelled` or a `worker-…` code: an unreadable file is never called clean.
 */
export async function inspectPdf(pools: WorkerPools, bytes: Uint8Array, options: InspectionOptions = {}): Promise<Result<InspectionFinding[], Failure>> {
  const short = await pools.document.run(inspectionTasks, 'inspectShort', inputOf(bytes, options), { signal: options.signal });
  const found = short.ok && short.value === undefined ? await inspectLong(pools, bytes, options) : short;
  return found.ok ? success((found.value ?? []).map(rounded)) : found;
}

function inputOf(bytes: Uint8Array, { password }: InspectionOptions): { readonly bytes: Uint8Array; readonly password?: string } {
  return { bytes, ...(password === undefined ? {} : { password }) };
}

/** Inspects page by page, each within its own time, on a worker that no other document shares. */
async function inspectLong(pools: WorkerPools, bytes: Uint8Array, options: InspectionOptions): Promise<Result<readonly InspectionFinding[], Failure>> {
  const { signal, report } = options;
  const lease = await pools.document.lease();
  try {
    const opened = await lease.run(inspectionTasks, 'open', inputOf(bytes, options), { signal });
    if (!opened.ok) return opened;
    const findings: InspectionFinding[] = [];
    const { pages, revisions } = opened.value;
    for (let page = 1; page <= pages; page++) {
      const found = await lease.run(inspectionTasks, 'inspectPage', { page }, { signal });
      if (!found.ok) return found;
      findings.push(...found.value);
      report?.({ step: 'inspect', done: page, total: pages, unit: 'pages' });
    }
    for (let revision = 0; revision < revisions; revision++) {
      const found = await lease.run(inspectionTasks, 'inspectRevision', { revision }, { signal });
      if (!found.ok) return found;
      findings.push(...found.value);
    }
    const beside = await lease.run(inspectionTasks, 'inspectObjects', undefined, { signal });
    return beside.ok ? success([...findings, ...beside.value]) : beside;
  } finally {
    lease.release();
  }
}

function rounded(finding: InspectionFinding): InspectionFinding {
  if (finding.rect === undefined) return finding;
  const [x, y, width, height] = finding.rect;
  const round = (value: number): number => Math.round(value * 100) / 100;
  return { ...finding, rect: [round(x), round(y), round(width), round(height)] };
}
