import type { Failure } from '../../../shared/failure.ts';
import type { Result } from '../../../shared/result.ts';
import { taskModule } from '../../workers/task.ts';
import type { WorkerPools } from '../../workers/worker-pools.ts';
import type { tasks, TrustedTime } from './trusted-time-tasks.ts';

export type { TrustedTime } from './trusted-time-tasks.ts';

const timeTasks = taskModule<typeof tasks>(import.meta.url, './trusted-time-tasks');

/**
 * Verifies a time-stamp token offline, as `openssl ts -verify` does: that it is over exactly this data, that the authority signed it, and that
 * its certificate, meant for time-stamping alone, leads to one of the imported ones and was valid at that time. Revocation is not looked at.
 * A token that does not hold is an answer; what is no token, or no certificate, is refused as `document-damaged`.
 */
export function verifyTrustedTime(
  pools: WorkerPools, input: { readonly token: Uint8Array; readonly data: Uint8Array; readonly certificates: readonly Uint8Array[] }, signal?: AbortSignal,
): Promise<Result<TrustedTime, Failure>> {
  return pools.document.run(timeTasks, 'verify', input, { signal });
}
