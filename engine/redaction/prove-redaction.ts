import type { GuaranteeProof, RedactionZone } from '../../shared/case-model/redaction.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Rect } from '../../shared/geometry.ts';
import type { PageText } from '../../shared/page-text.ts';
import { success, type Result } from '../../shared/result.ts';
import { taskModule } from '../workers/task.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import type { tasks } from './proof-tasks.ts';
import { tightBoxes } from './tight-boxes.ts';

const proofTasks = taskModule<typeof tasks>(import.meta.url, './proof-tasks');

export interface ProveInput {
  /** The document before redaction. */
  readonly source: Uint8Array;
  /** The redacted file as saved. */
  readonly pdf: Uint8Array;
  readonly zones: readonly RedactionZone[];
  readonly text: readonly PageText[];
  readonly pages: number;
  /** Which pages are redrawn instead of pictures; none where absent. */
  readonly drawn?: readonly boolean[];
  /** What must not be in the file. Never kept, never logged. */
  readonly secrets?: readonly string[];
  /** Places where a secret stays visible by a person's decision. */
  readonly kept?: readonly { readonly page: number; readonly rect: Rect }[];
}

/**
 * Opens a redacted file anew, in a worker, and tries R1 to R10 of the redaction guarantees on it with PDFium, PDF.js and a scan
 * of its bytes, none of which wrote it. The answer holds no secret. Fails with `redaction-not-proved` where the file cannot be tried at all.
 */
export async function proveRedaction(pools: WorkerPools, input: ProveInput, options: { readonly signal?: AbortSignal | undefined } = {}): Promise<Result<readonly GuaranteeProof[], Failure>> {
  const zones = zonesByPage(input.zones, input.pages);
  const kept = Array.from({ length: input.pages }, (_, index) => (input.kept ?? []).filter(({ page }) => page === index + 1).map(({ rect }) => rect));
  const proved = await pools.document.run(proofTasks, 'prove', { source: input.source, pdf: input.pdf, zones, kept, drawn: input.drawn ?? zones.map(() => false), secrets: input.secrets ?? [] }, { ...options, timeoutMs: 60_000 + input.pages * 5_000 });
  if (!proved.ok) return proved;
  const holds = (name: string): boolean => proved.value.some(({ guarantee, holds: good }) => guarantee === name && good);
  const tight = tightBoxes(input.zones, input.text).length;
  return success([
    ...proved.value,
    nonInterference(holds('R2') && holds('R5') && holds('R8')),
    { guarantee: 'R4' as const, holds: true, ...(tight === 0 ? {} : { message: `tight-box: ${tight} of ${input.zones.length} zones cut a line of text; their width may tell what was removed` }) },
  ].sort((a, b) => Number(a.guarantee.slice(1)) - Number(b.guarantee.slice(1))));
}

function zonesByPage(zones: readonly RedactionZone[], pages: number): Rect[][] {
  return Array.from({ length: pages }, (_, index) => zones.filter(({ page }) => page === index + 1).map(({ rect }) => rect));
}

// Images are made from pixels after painting and text from words off the zones; where both are proved and nothing else is in the file, nothing in it
// can depend on what the zones held.
function nonInterference(proved: boolean): GuaranteeProof {
  return proved ? { guarantee: 'R3', holds: true } : { guarantee: 'R3', holds: false, message: 'the file may depend on what was removed' };
}
