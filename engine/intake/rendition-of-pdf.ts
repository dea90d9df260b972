import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { typesetFields } from '../pdf/typeset-fields.ts';
import { taskModule } from '../workers/task.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import type { KnownInput } from './make-rendition.ts';
import type { tasks } from './pdf-intake-tasks.ts';
import type { IntakeFinding, IntakeResult } from './rendition.ts';

const pdfTasks = taskModule<typeof tasks>(import.meta.url, './pdf-intake-tasks');

/** Pages are copied within seconds, or never. */
const copyTimeoutMs = 20_000;

/** The rendition of a PDF: itself where it is sound and shows the values of its form fields, else written anew by PDFium, or with those values drawn. */
export async function renditionOfPdf(pools: WorkerPools, input: KnownInput, signal?: AbortSignal): Promise<Result<IntakeResult, Failure>> {
  const { bytes, password } = input;
  const given = { bytes, ...(password === undefined ? {} : { password }) };
  const prepared = await pools.document.run(pdfTasks, 'prepare', given, { signal });
  if (!prepared.ok) return prepared;
  const { pages, children, findings, beyondRepair = false } = prepared.value;
  const copied = beyondRepair ? await pools.document.run(pdfTasks, 'copyPages', given, { signal, timeoutMs: copyTimeoutMs }) : undefined;
  if (copied?.ok === false) return copied.failure.code === 'worker-timeout' ? refusal(failure('document-damaged', 'The document is damaged beyond what can be repaired here.')) : copied;
  const normalised = copied?.value ?? prepared.value.normalised;
  const shown = prepared.value.fields === true ? await withFieldValues(pools, normalised ?? bytes, signal) : success<FieldValues>({ findings: [] });
  if (!shown.ok) return shown;
  const { pdf = normalised ?? bytes } = shown.value;
  const tools = [normalised === undefined ? [] : 'PDFium', shown.value.pdf === undefined ? [] : 'Custodia field values'].flat();
  const rendition = { pdf, made: tools.length > 0, tool: tools.length > 0 ? tools.join(', ') : 'original' };
  return success({ kind: 'pdf', rendition, pages, children, facts: {}, findings: [...findings, ...shown.value.findings] });
}

interface FieldValues {
  /** Absent where every value was to be seen already. */
  readonly pdf?: Uint8Array;
  readonly findings: readonly IntakeFinding[];
}

/** Draws the values of form fields that no look shows, once and for all that reads or paints the pages. */
async function withFieldValues(pools: WorkerPools, bytes: Uint8Array, signal: AbortSignal | undefined): Promise<Result<FieldValues, Failure>> {
  const plain = await pools.document.run(pdfTasks, 'drawValues', { bytes }, { signal });
  if (!plain.ok) return withoutValues(plain);
  const typeset = plain.value.toTypeset.length === 0 ? success(undefined) : await typesetFields(pools, plain.value.toTypeset, signal);
  if (!typeset.ok) return withoutValues(typeset);
  const whole = typeset.value === undefined ? plain : await pools.document.run(pdfTasks, 'drawValues', { bytes, typeset: typeset.value }, { signal });
  if (!whole.ok) return withoutValues(whole);
  const { pdf, drawn, unseen } = whole.value;
  const findings = [
    ...drawn.map((page): IntakeFinding => ({ code: 'field-look-made', page, message: 'A form field had a value that it did not show; it is drawn as its value says, in a plain font.' })),
    ...unseen.map((page): IntakeFinding => ({ code: 'field-without-look', page, message: 'A form field has a value but no look of its own; it is not shown in the bundle.' })),
  ];
  return success({ ...(pdf === undefined ? {} : { pdf }), findings });
}

// No document is refused for its fields; what stopped the case does.
function withoutValues(refused: { readonly ok: false; readonly failure: Failure }): Result<FieldValues, Failure> {
  return refused.failure.code === 'cancelled' ? refused : success({ findings: [] });
}
