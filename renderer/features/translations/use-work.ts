import { useCallback, useState } from 'react';
import type { ToldFailure } from '../../../shared/failure.ts';
import type { Result } from '../../../shared/result.ts';

export interface Work {
  readonly busy: boolean;
  readonly failure: ToldFailure | null;
  /** Does it once at a time; answers its value, or undefined after a refusal, which is kept to be shown. */
  readonly run: <T>(work: () => Promise<Result<T, ToldFailure>>) => Promise<T | undefined>;
}

/** Asks the engine for something that takes a while or may be refused. */
export function useWork(): Work {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const run = useCallback(async <T>(work: () => Promise<Result<T, ToldFailure>>) => {
    setBusy(true);
    setFailure(null);
    const result = await work();
    setBusy(false);
    if (result.ok) return result.value;
    setFailure(result.failure);
    return undefined;
  }, []);
  return { busy, failure, run };
}
