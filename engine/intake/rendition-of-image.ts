import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { taskModule } from '../workers/task.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import { credentialFacts } from './credentials/credential-facts.ts';
import type { tasks } from './image-intake-tasks.ts';
import type { KnownInput } from './make-rendition.ts';
import { renditionOfNative } from './rendition-of-native.ts';
import type { IntakeFinding, IntakeResult } from './rendition.ts';

const imageTasks = taskModule<typeof tasks>(import.meta.url, './image-intake-tasks');

/** Damaged records must not cost the picture: they get little time, and a run of their own. */
const factsTimeoutMs = 20_000;

/** The rendition of a picture: one page a picture, upright. A format that no decoder here reads is kept as it came, with a slip sheet. */
export async function renditionOfImage(pools: WorkerPools, input: KnownInput, signal?: AbortSignal): Promise<Result<IntakeResult, Failure>> {
  const { bytes, kind } = input;
  const made = await pools.image.run(imageTasks, 'toPdf', { bytes, kind }, { signal });
  // The image library knows the container of HEIC but not its codec, and calls that damaged.
  const unreadable = !made.ok && (made.failure.code === 'document-unsupported' || (kind === 'heic' && made.failure.code === 'document-damaged'));
  if (!made.ok && !unreadable) return made;
  const read = await pools.image.run(imageTasks, 'readFacts', { bytes }, { signal, timeoutMs: factsTimeoutMs });
  if (!read.ok && read.failure.code === 'cancelled') return read;
  const credentials = await credentialFacts(pools, bytes, signal);
  const facts = { ...(read.ok ? read.value : {}), ...credentials.facts };
  const unread: IntakeFinding[] = read.ok ? [...credentials.findings] : [...credentials.findings, { code: 'records-unreadable', message: 'What the picture says of its own making (Exif) could not be read. The original holds it.' }];
  if (!made.ok) {
    const native = await renditionOfNative(pools, input, signal);
    return native.ok ? success({ ...native.value, facts, findings: [...native.value.findings, ...unread] }) : native;
  }
  const rendition = { pdf: made.value.pdf, made: true, tool: 'Custodia picture pages (sharp)' };
  return success({ kind, rendition, pages: made.value.pages, children: [], facts: { ...facts, ...made.value.facts }, findings: [...made.value.findings, ...unread] });
}
