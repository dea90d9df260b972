import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { taskModule } from '../workers/task.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import { drawFieldValues, type FieldValues } from './field-values.ts';
import type { KnownInput } from './make-rendition.ts';
import type { tasks } from './pdf-intake-tasks.ts';
import type { IntakeResult } from './rendition.ts';

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
  const shown = prepared.value.fields === true ? await drawFieldValues(pools, normalised ?? bytes, signal) : success<FieldValues>({ findings: [] });
  if (!shown.ok) return shown;
  const { pdf = normalised ?? bytes } = shown.value;
  const tools = [normalised === undefined ? [] : 'PDFium', shown.value.pdf === undefined ? [] : 'Custodia field values'].flat();
  const rendition = { pdf, made: tools.length > 0, tool: tools.length > 0 ? tools.join(', ') : 'original' };
  return success({ kind: 'pdf', rendition, pages, children, facts: {}, findings: [...findings, ...shown.value.findings] });
}
