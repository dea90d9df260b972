import { z } from 'zod';
import { count, fileToken, itemId, jobId, language, noInput, nothing, text, windowLanguage } from './shapes.ts';
import { jobProgress, runningJob } from './jobs.ts';

const chosenKind = z.enum(['case', 'release', 'file', 'folder']);
export const chosenFile = z.object({ token: fileToken, name: text(), bytes: count, kind: chosenKind });

const settings = {
  /** Minutes without a call after which the case is locked. */
  lockAfterMinutes: z.int().min(1).max(240),
  language: windowLanguage,
  theme: z.enum(['system', 'light', 'dark', 'contrast']),
  /** Keeps the window out of screenshots and recordings, where the system can. */
  contentProtection: z.boolean(),
  textScalePercent: z.int().min(100).max(200),
  tourSeen: z.boolean(),
  /** What was chosen last for reading text: languages of pages that state none, and whether the machine's own tesseract reads. */
  readingLanguages: z.array(language).max(10).readonly(),
  readingEngine: z.enum(['bundled', 'native']),
};

/** Calls about the application itself: what it is, files chosen by the user, running jobs, settings. */
export const applicationCalls = {
  appInfo: {
    input: noInput,
    output: z.object({
      version: text(40), host: z.enum(['electron', 'chromium']), platform: text(20),
      /** `native`: `pickFiles` and `pickPlace` show the system's dialogs; `window`: the window shows folders itself with `browsePlace`. */
      dialogs: z.enum(['native', 'window']),
      courts: z.array(z.object({ id: text(60), title: text(200) })).readonly(),
      ocrLanguages: z.array(text(20)).readonly(),
      demonstration: z.boolean(),
    }),
  },
  doctor: {
    input: noInput,
    output: z.object({ checks: z.array(z.object({ name: text(200), holds: z.boolean(), detail: text() })).readonly() }),
  },
  getSettings: { input: noInput, output: z.object(settings) },
  /** Stored outside any case; nothing of a case is in it. */
  saveSettings: { input: z.strictObject(settings).partial(), output: z.object(settings) },

  /** The system's own file dialog (`dialogs: 'native'`); no file when the user gives up. Fails with `usage` in the other host. */
  pickFiles: {
    input: z.strictObject({ purpose: z.enum(['documents', 'release', 'pdf', 'identity', 'plan']), many: z.boolean() }),
    output: z.object({ files: z.array(chosenFile).max(10_000).readonly() }),
  },
  /** The system's own dialog for a folder or for a file to be written. */
  pickPlace: {
    input: z.strictObject({ purpose: z.enum(['case', 'new-case', 'folder', 'save-pdf', 'save-release', 'save-file']), suggestedName: text(200).optional() }),
    output: z.object({ place: chosenFile.nullable() }),
  },
  /** Lists a folder for the window's own chooser; without `folder` the places to start from (home, documents, removable disks). */
  browsePlace: {
    input: z.strictObject({ folder: fileToken.optional(), show: z.enum(['folders', 'files']) }),
    output: z.object({
      here: chosenFile.nullable(), up: fileToken.nullable(),
      entries: z.array(chosenFile).max(20_000).readonly(), truncated: z.boolean(),
    }),
  },
  /** A place to write to: `name` in a folder. `exists` asks the window to have the user choose another. */
  placeIn: {
    input: z.strictObject({ folder: fileToken, name: z.string().min(1).max(200) }),
    output: z.object({ place: chosenFile, exists: z.boolean() }),
  },

  /** Jobs that run now, for a window that was reloaded. */
  listJobs: { input: noInput, output: z.object({ jobs: z.array(runningJob.extend({ progress: jobProgress.nullable() })).readonly() }) },
  /** Cancels; the job ends with the failure `cancelled` once nothing half-written is left. */
  cancelJob: { input: z.strictObject({ job: jobId }), output: nothing },
  /** Says that a person is at work, so that the case is not locked for idleness; sent at most once a minute. */
  stayAwake: { input: noInput, output: nothing },
  /** Tells the host of an error that the window's boundary caught, by name and place in the code alone; answers a reference. */
  reportWindowError: { input: z.strictObject({ name: text(100), stack: text(4000) }), output: z.object({ reference: itemId }) },
} as const;
