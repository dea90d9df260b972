import { useCallback, useEffect, useState } from 'react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { call, listen } from '../../engine-client.ts';
import type { Version } from './version-way.ts';

export type Missing = CallOutput<'missingTranslations'>['missing'][number];

export interface Translations {
  /** Null until they are read. */
  readonly versions: readonly Version[] | null;
  /** What the court cannot read yet. */
  readonly missing: readonly Missing[];
  readonly failure: ToldFailure | null;
  readonly reload: () => Promise<void>;
}

/** Every version of every translation and what the court still lacks, kept true to what changes in the case. */
export function useTranslations(): Translations {
  const [versions, setVersions] = useState<readonly Version[] | null>(null);
  const [missing, setMissing] = useState<readonly Missing[]>([]);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const reload = useCallback(async () => {
    const [listed, lacking] = await Promise.all([call('listTranslationVersions', {}), call('missingTranslations', {})]);
    setFailure(listed.ok ? (lacking.ok ? null : lacking.failure) : listed.failure);
    if (listed.ok) setVersions(listed.value.versions);
    if (lacking.ok) setMissing(lacking.value.missing);
  }, []);
  useEffect(() => {
    void reload();
    const stops = [
      listen('caseChanged', ({ parts }) => { if (parts.includes('translations') || parts.includes('head')) void reload(); }),
      listen('documentsChanged', () => { void reload(); }),
    ];
    return () => { for (const stop of stops) stop(); };
  }, [reload]);
  return { versions, missing, failure, reload };
}
