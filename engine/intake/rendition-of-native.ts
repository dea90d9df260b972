import type { Failure } from '../../shared/failure.ts';
import type { DocumentKind } from '../../shared/case-model/document.ts';
import { success, type Result } from '../../shared/result.ts';
import { taskModule } from '../workers/task.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import { credentialFacts } from './credentials/credential-facts.ts';
import type { KnownInput } from './make-rendition.ts';
import type { tasks } from './media-intake-tasks.ts';
import type { IntakeFinding, IntakeResult } from './rendition.ts';
import { makeSlipSheet } from './slip-sheet.ts';

const mediaTasks = taskModule<typeof tasks>(import.meta.url, './media-intake-tasks');

const explained: ReadonlySet<DocumentKind> = new Set(['office', 'heic', 'audio', 'video', 'unknown']);

/** Keeps a file native, with a slip sheet in its place that says what it is. */
export async function renditionOfNative(pools: WorkerPools, input: KnownInput & { readonly reason?: string; readonly why?: string }, signal?: AbortSignal): Promise<Result<IntakeResult, Failure>> {
  const { bytes, kind } = input;
  const recording = kind === 'audio' || kind === 'video';
  const media = recording ? await pools.document.run(mediaTasks, 'readMedia', { bytes }, { signal }) : success({});
  if (!media.ok) return media;
  const reason = input.reason ?? (input.why !== undefined ? '' : explained.has(kind) ? kind : 'other');
  const sheet = await makeSlipSheet(pools, { ...input, reason, facts: media.value }, signal);
  if (!sheet.ok) return sheet;
  const credentials = recording ? await credentialFacts(pools, bytes, signal) : { facts: {}, findings: [] };
  const findings: IntakeFinding[] = [...credentials.findings, { code: 'kept-native', message: 'The file is kept as it came; a slip sheet stands in its place.' }];
  return success({ kind, rendition: sheet.value, pages: 1, children: [], facts: { ...media.value, ...credentials.facts }, findings });
}
