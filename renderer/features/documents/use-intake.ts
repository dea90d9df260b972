import { useCallback, useEffect, useRef } from 'react';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import type { CallInput } from '../../../shared/ipc/contract.ts';
import type { JobResult } from '../../../shared/ipc/jobs.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import type { Result } from '../../../shared/result.ts';
import { call, endOfJob, runJob } from '../../engine-client.ts';
import { useKept } from '../../session/kept.ts';

/** How an intake ended: what was taken in and refused, or why nothing was. `failure` beside what was taken in is that of a password that was tried later. */
export type IntakeOutcome = { readonly taken: JobResult<'addFiles'>; readonly failure?: ToldFailure } | { readonly failure: ToldFailure };
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

/** A file that is refused again with the password that was tried. */
function withWrongPassword(refused: Refused, tried: Refused): Refused {
  return refused.name === tried.name && refused.failure.code === 'document-encrypted' ? { ...refused, failure: { ...refused.failure, detail: 'password-does-not-open' } } : refused;
}

/** What an intake came to once one of its refused files was tried again: the others stay as they were. */
function afterUnlocking(outcome: IntakeOutcome | null, tried: Refused, result: Result<JobResult<'addFiles'>, ToldFailure>): IntakeOutcome {
  const before = outcome !== null && 'taken' in outcome ? outcome.taken : { documents: [], refused: [tried], findings: [] };
  if (!result.ok) return { taken: before, failure: result.failure };
  const { documents, refused, findings } = result.value;
  const again = refused.map((entry) => withWrongPassword(entry, tried));
  const triedAgain = ({ name, parent }: Refused): boolean => (tried.parent === undefined ? name === tried.name : parent === tried.parent);
  const still = before.refused.flatMap((entry) => (triedAgain(entry) ? again.find(({ name }) => name === entry.name) ?? [] : entry));
  return { taken: { documents: [...before.documents, ...documents], findings: [...before.findings, ...findings], refused: [...still, ...again.filter((entry) => !still.includes(entry))] } };
}

/** Takes chosen or dropped files in, and keeps how it ended until it is put away, whichever screen one goes to meanwhile. */
export function useIntake(): Intake {
  const [outcome, setOutcome] = useKept<IntakeOutcome | null>('intake', null);
  const latest = useRef(outcome);
  useEffect(() => { latest.current = outcome; }, [outcome]);
  const [from, setFrom] = useKept<{ readonly files: readonly ChosenFile[]; readonly custody: Custody }>('intake-from', { files: [], custody: {} });
  const dismiss = useCallback(() => { setOutcome(null); }, [setOutcome]);
  const settle = useCallback((result: Result<JobResult<'addFiles'>, ToldFailure>) => { setOutcome(result.ok ? { taken: result.value } : { failure: result.failure }); }, [setOutcome]);
  const add = useCallback(async (chosen: readonly ChosenFile[], custody: Custody = {}) => {
    if (chosen.length === 0) return;
    setFrom({ files: chosen, custody });
    setOutcome(null);
    settle(await runJob('addFiles', { files: chosen.map(({ token }) => token), ...custody }));
  }, [settle, setFrom, setOutcome]);
  const unlock = useCallback(async (refused: Refused, password: string) => {
    const { name, parent } = refused;
    const passwords = [{ name, password }];
    const unlocked = (result: Result<JobResult<'addFiles'>, ToldFailure>): void => { setOutcome(afterUnlocking(latest.current, refused, result)); };
    if (parent !== undefined) {
      unlocked(await endOfJob<'addFiles'>(await call('openProtected', { document: parent, passwords })));
      return;
    }
    const { source, language } = from.custody;
    const file = from.files.find((known) => known.name === name);
    if (file !== undefined) unlocked(await runJob('addFiles', { files: [file.token], passwords, ...(source === undefined ? {} : { source }), ...(language === undefined ? {} : { language }) }));
  }, [from, setOutcome]);
  return { outcome, dismiss, add, unlock };
}
