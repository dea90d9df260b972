import { useEffect, useState } from 'react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { call } from '../../engine-client.ts';

export type CodeSet = CallOutput<'listRedactionCodes'>['sets'][number];

/** Every set of reason codes that this case can use. */
export function useCodeSets(): readonly CodeSet[] {
  const [sets, setSets] = useState<readonly CodeSet[]>([]);
  useEffect(() => { void call('listRedactionCodes', {}).then((result) => { if (result.ok) setSets(result.value.sets); }); }, []);
  return sets;
}

/** The reason codes of one set; none where no set is named. */
export function useReasonCodes(id: string | undefined): CodeSet['codes'] {
  const sets = useCodeSets();
  return sets.find((set) => set.id === id)?.codes ?? [];
}
