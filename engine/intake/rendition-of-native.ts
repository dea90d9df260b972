import type { Failure } from '../../shared/failure.ts';
import type { DocumentKind } from '../../shared/case-model/document.ts';
import { success, type Result } from '../../shared/result.ts';
import { taskModule } from '../workers/task.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import { credentialFacts } from './credentials/credential-facts.ts';
import type { KnownInput } from './make-rendition.ts';
import type { tasks } from './media-intake-tasks.ts';
import type { IntakeResult } from './rendition.ts';
import { makeSlipSheet } from './slip-sheet.ts';

const mediaTasks = taskModule<typeof tasks>(import.meta.url, './media-intake-tasks');

const reasons: Partial<Record<DocumentKind, string>> = {
  office: 'This office document is kept as it came: no program that can show it was found on the machine that took it in. It can be opened with an office program.',
  heic: 'This HEIC picture is kept as it came: its compression (HEVC) has no freely licensed decoder, so it cannot be shown as a page here. Most phones and systems show it, and can save it as JPEG beside it.',
  audio: 'This sound recording is kept as it came. It cannot be shown as pages; play the original.',
  video: 'This video recording is kept as it came. It cannot be shown as pages; play the original.',
  unknown: 'This file is kept as it came. Its kind is not known here, so it cannot be shown as pages.',
};
const otherReason = 'This file is kept as it came: its format cannot be shown as pages here.';

/** Keeps a file native, with a slip sheet in its place that says what it is. */
export async function renditionOfNative(pools: WorkerPools, input: KnownInput & { readonly why?: string }, signal?: AbortSignal): Promise<Result<IntakeResult, Failure>> {
  const { bytes, kind } = input;
  const recording = kind === 'audio' || kind === 'video';
  const media = recording ? await pools.document.run(mediaTasks, 'readMedia', { bytes }, { signal }) : success({});
  if (!media.ok) return media;
  const why = input.why ?? reasons[kind] ?? otherReason;
  const sheet = await makeSlipSheet(pools, { ...input, why, facts: media.value }, signal);
  if (!sheet.ok) return sheet;
  const credentials = recording ? await credentialFacts(pools, bytes, signal) : { facts: {}, findings: [] };
  const findings = [...credentials.findings, { code: 'kept-native', message: 'The file is kept as it came; a slip sheet stands in its place.' }];
  return success({ kind, rendition: sheet.value, pages: 1, children: [], facts: { ...media.value, ...credentials.facts }, findings });
}
