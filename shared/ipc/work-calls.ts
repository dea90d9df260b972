import { z } from 'zod';
import { startedJob } from './jobs.ts';
import { fileToken, noInput, nothing, passphrase } from './shapes.ts';

/** Calls about work as a whole: a case run from a plan file, and a pause for all that runs. */
export const workCalls = {
  /**
   * Runs a whole case from a plan file: `place` is the case folder, made where it does not exist; the releases are written into `folder`.
   * Fails with `plan-invalid` (nothing written), `passphrase-wrong`, `case-in-use`, or as its steps fail.
   */
  runPlan: { input: z.strictObject({ plan: fileToken, place: fileToken, folder: fileToken, passphrase }), output: startedJob },
  /** Starts no further document or page of any job until `resumeJobs`; what is in a worker's hands is finished. */
  pauseJobs: { input: noInput, output: nothing },
  resumeJobs: { input: noInput, output: nothing },
} as const;
