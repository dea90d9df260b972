import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { typesetFields } from '../pdf/typeset-fields.ts';
import { taskModule } from '../workers/task.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import type { tasks } from './pdf-intake-tasks.ts';
import type { IntakeFinding } from './rendition.ts';

const pdfTasks = taskModule<typeof tasks>(import.meta.url, './pdf-intake-tasks');

/** A PDF whose form fields show their values. */
export interface FieldValues {
  /** Absent where every value was to be seen already. */
  readonly pdf?: Uint8Array;
  readonly findings: readonly IntakeFinding[];
}

/** Draws the values of a PDF's form fields where no look shows them, once and for all that reads or paints its pages. Where that fails nothing is drawn, with a finding that says so; fails with `cancelled` alone. */
export async function drawFieldValues(pools: WorkerPools, bytes: Uint8Array, signal?: AbortSignal): Promise<Result<FieldValues, Failure>> {
  const plain = await pools.document.run(pdfTasks, 'drawValues', { bytes }, { signal });
  if (!plain.ok) return withoutValues(plain);
  const typeset = plain.value.toTypeset.length === 0 ? success(undefined) : await typesetFields(pools, plain.value.toTypeset, signal);
  if (!typeset.ok && typeset.failure.code === 'cancelled') return typeset;
  const whole = !typeset.ok || typeset.value === undefined ? plain : await pools.document.run(pdfTasks, 'drawValues', { bytes, typeset: typeset.value }, { signal });
  if (!whole.ok) return withoutValues(whole);
  const { pdf, drawn, unseen } = whole.value;
  const findings = [
    ...drawn.map((page): IntakeFinding => ({ code: 'field-look-made', page, message: 'A form field had a value that it did not show; it is drawn as its value says, in a plain font.' })),
    ...unseen.map((page): IntakeFinding => ({ code: 'field-without-look', page, message: 'A form field has a value but no look of its own; it is not shown in the bundle.' })),
  ];
  return success({ ...(pdf === undefined ? {} : { pdf }), findings });
}

const notDrawn: IntakeFinding = { code: 'fields-not-drawn', message: 'The form fields of this PDF could not be looked into: values that they hold may be missing from its pages here. Compare it with the original in its own program.' };

// No document is refused for its fields, but it says so; what stopped the case does.
function withoutValues(refused: { readonly ok: false; readonly failure: Failure }): Result<FieldValues, Failure> {
  return refused.failure.code === 'cancelled' ? refused : success({ findings: [notDrawn] });
}
