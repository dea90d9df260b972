import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { taskModule } from '../workers/task.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import { countPages } from './count-pages.ts';
import type { KnownInput } from './make-rendition.ts';
import { findOfficeConverter } from './office-converter.ts';
import type { tasks } from './office-intake-tasks.ts';
import { renditionOfNative } from './rendition-of-native.ts';
import type { IntakeFinding, IntakeResult } from './rendition.ts';

const officeTasks = taskModule<typeof tasks>(import.meta.url, './office-intake-tasks');

/** The rendition of an office document: by LibreOffice where it is installed and can be shut in, else the file stays native with a slip sheet. */
export async function renditionOfOffice(pools: WorkerPools, input: KnownInput, signal?: AbortSignal): Promise<Result<IntakeResult, Failure>> {
  const { bytes, password } = input;
  const unlocked = await pools.document.run(officeTasks, 'unlockOffice', { bytes, ...(password === undefined ? {} : { password }) }, { signal });
  if (!unlocked.ok && unlocked.failure.code !== 'document-unsupported') return unlocked;
  const converter = findOfficeConverter();
  if (!unlocked.ok) return renditionOfNative(pools, { ...input, reason: 'locked', why: `${unlocked.failure.message} It is kept as it came: ask whoever sent it for a copy without the protection.` }, signal);
  if (converter === undefined) return renditionOfNative(pools, input, signal);
  const extension = /\.([A-Za-z0-9]{1,5})$/.exec(input.name)?.[1]?.toLowerCase() ?? '';
  const converted = await converter.convert(unlocked.value ?? bytes, extension, signal);
  if (!converted.ok && converted.failure.code === 'cancelled') return converted;
  const pages = converted.ok ? await countPages(pools, converted.value, signal) : converted;
  if (!converted.ok || !pages.ok) {
    const native = await renditionOfNative(pools, input, signal);
    const finding: IntakeFinding = { code: 'office-not-converted', message: 'The office program could not show the document: it may be damaged or protected by a password.' };
    return native.ok ? success({ ...native.value, findings: [finding, ...native.value.findings] }) : native;
  }
  const finding: IntakeFinding = { code: 'office-converted', message: `The pages were made by ${converter.tool}. They may break or look otherwise than in the program that wrote the document; the original is kept as it came.` };
  const opened: IntakeFinding[] = unlocked.value !== undefined ? [{ code: 'protection-removed', message: 'The original is protected by a password. The rendition is not; the original is kept as it came.' }] : [];
  return success({ kind: input.kind, rendition: { pdf: converted.value, made: true, tool: converter.tool }, pages: pages.value, children: [], facts: {}, findings: [...opened, finding] });
}
