import { useCallback, useState } from 'react';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import type { JobResult } from '../../../shared/ipc/jobs.ts';
import type { Failure } from '../../../shared/failure.ts';
import { runJob } from '../../engine-client.ts';

/** How an intake ended: what was taken in and refused, or why nothing was. */
export type IntakeOutcome = { readonly taken: JobResult<'addFiles'> } | { readonly failure: Failure };

/** Takes chosen or dropped files in, and keeps how it ended until it is put away. */
export function useIntake(): { readonly outcome: IntakeOutcome | null; readonly dismiss: () => void; readonly add: (files: readonly ChosenFile[]) => Promise<void> } {
  const [outcome, setOutcome] = useState<IntakeOutcome | null>(null);
  const dismiss = useCallback(() => { setOutcome(null); }, []);
  const add = useCallback(async (files: readonly ChosenFile[]) => {
    if (files.length === 0) return;
    setOutcome(null);
    const result = await runJob('addFiles', { files: files.map(({ token }) => token) });
    setOutcome(result.ok ? { taken: result.value } : { failure: result.failure });
  }, []);
  return { outcome, dismiss, add };
}
