import { useCallback, useState } from 'react';
import type { CallInput, CallName } from '../../../shared/ipc/contract.ts';
import type { JobKind, JobResult } from '../../../shared/ipc/jobs.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { runJob } from '../../engine-client.ts';

export interface ToolJob<Kind extends JobKind & CallName> {
  readonly busy: boolean;
  readonly result: JobResult<Kind> | null;
  readonly failure: ToldFailure | null;
  readonly run: (input: CallInput<Kind>) => Promise<void>;
  /** Puts the last outcome away. */
  readonly forget: () => void;
}

/** One kind of work that a tool does, and how it ended last. */
export function useToolJob<Kind extends JobKind & CallName>(kind: Kind): ToolJob<Kind> {
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<JobResult<Kind> | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const forget = useCallback(() => {
    setResult(null);
    setFailure(null);
  }, []);
  const run = useCallback(async (input: CallInput<Kind>) => {
    forget();
    setBusy(true);
    const ended = await runJob(kind, input);
    setBusy(false);
    if (ended.ok) setResult(ended.value);
    else setFailure(ended.failure);
  }, [kind, forget]);
  return { busy, result, failure, run, forget };
}
