import { useCallback, useEffect, useState } from 'react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { EditionName } from '../../../shared/identifiers.ts';
import { call, listen } from '../../engine-client.ts';

export type Builds = CallOutput<'listBuilds'>;

/** What was built of an edition, and what came since; kept true to the engine. Null until it is known. */
export function useBuilds(edition: string): Builds | null {
  const [builds, setBuilds] = useState<Builds | null>(null);
  const load = useCallback(async () => {
    const result = await call('listBuilds', { edition: edition as EditionName });
    setBuilds(result.ok ? result.value : null);
  }, [edition]);
  useEffect(() => {
    void load();
    return listen('caseChanged', ({ parts }) => { if (parts.includes('bundle')) void load(); });
  }, [load]);
  return builds;
}
