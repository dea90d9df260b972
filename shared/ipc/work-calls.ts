import { z } from 'zod';
import { startedJob } from './jobs.ts';
import { fileToken, itemId, jobId, name, noInput, nothing, passphrase, text } from './shapes.ts';

const word = z.string().regex(/^[a-zA-Z-]{1,40}$/);
/** How the list of documents is looked at: filters, columns in order, what it is grouped by. */
export const documentView = z.object({ query: text(500), reading: word, columns: z.array(word).max(40).readonly(), group: word });
const savedView = documentView.extend({ id: itemId, name });

/** Calls about how a person works: views of the list of documents, a case run from a plan file, a pause for what runs. */
export const workCalls = {
  /** Views of the list of documents that were given names; kept in the case, encrypted. */
  listViews: { input: noInput, output: z.object({ views: z.array(savedView).readonly() }) },
  /** Saves a view under its name; one that has the name already is replaced. */
  saveView: { input: z.strictObject({ name, view: documentView }), output: z.object({ view: savedView }) },
  removeView: { input: z.strictObject({ id: itemId }), output: nothing },
  /**
   * Runs a whole case from a plan file: `place` is the case folder, made where it does not exist; the releases are written into `folder`.
   * Fails with `plan-invalid` (nothing written), `passphrase-wrong`, `case-in-use`, or as its steps fail.
   */
  runPlan: { input: z.strictObject({ plan: fileToken, place: fileToken, folder: fileToken, passphrase }), output: startedJob },
  /**
   * Begins no further document, page or piece of a file of one job, or of all that can pause, until `resumeJobs`; what is in hand is finished. Other work goes ahead meanwhile.
   * Fails with `not-offered` for a job that cannot pause, with `usage` where it has ended.
   */
  pauseJobs: { input: z.strictObject({ job: jobId.exactOptional() }), output: nothing },
  resumeJobs: { input: z.strictObject({ job: jobId.exactOptional() }), output: nothing },
} as const;
