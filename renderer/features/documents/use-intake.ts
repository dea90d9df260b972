import { useCallback } from 'react';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import type { CallInput } from '../../../shared/ipc/contract.ts';
import type { JobResult } from '../../../shared/ipc/jobs.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import type { Result } from '../../../shared/result.ts';
import { call, endOfJob, runJob } from '../../engine-client.ts';
import { useKept } from '../../session/kept.ts';

/** How an intake ended: what was taken in and refused, or why nothing was. */
export type IntakeOutcome = { readonly taken: JobResult<'addFiles'> } | { readonly failure: ToldFailure };
export type Refused = JobResult<'addFiles'>['refused'][number];

/** What is said of files as they are taken in: by a custody form for all, in a sheet for each, their language, and what becomes of protected ones. */
export type Custody = Pick<CallInput<'addFiles'>, 'source' | 'custodySheet' | 'language' | 'keepProtected'>;

export interface Intake {
  readonly outcome: IntakeOutcome | null;
  readonly dismiss: () => void;
  readonly add: (files: readonly ChosenFile[], custody?: Custody) => Promise<void>;
  /** Tries a file that was refused for want of its password again; the password is used once and kept nowhere. */
  readonly unlock: (refused: Refused, password: string) => Promise<void>;
}

/** Takes chosen or dropped files in, and keeps how it ended until it is put away, whichever screen one goes to meanwhile. */
export function useIntake(): Intake {
  const [outcome, setOutcome] = useKept<IntakeOutcome | null>('intake', null);
  const [from, setFrom] = useKept<{ readonly files: readonly ChosenFile[]; readonly custody: Custody }>('intake-from', { files: [], custody: {} });
  const dismiss = useCallback(() => { setOutcome(null); }, [setOutcome]);
  const settle = useCallback((result: Result<JobResult<'addFiles'>, ToldFailure>) => { setOutcome(result.ok ? { taken: result.value } : { failure: result.failure }); }, [setOutcome]);
  const add = useCallback(async (chosen: readonly ChosenFile[], custody: Custody = {}) => {
    if (chosen.length === 0) return;
    setFrom({ files: chosen, custody });
    setOutcome(null);
    settle(await runJob('addFiles', { files: chosen.map(({ token }) => token), ...custody }));
  }, [settle, setFrom, setOutcome]);
  const unlock = useCallback(async ({ name, parent }: Refused, password: string) => {
    const passwords = [{ name, password }];
    if (parent !== undefined) {
      settle(await endOfJob<'addFiles'>(await call('openProtected', { document: parent, passwords })));
      return;
    }
    const { source, language } = from.custody;
    const file = from.files.find((known) => known.name === name);
    if (file !== undefined) settle(await runJob('addFiles', { files: [file.token], passwords, ...(source === undefined ? {} : { source }), ...(language === undefined ? {} : { language }) }));
  }, [settle, from]);
  return { outcome, dismiss, add, unlock };
}
