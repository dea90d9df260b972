import { z } from 'zod';
import type { Result } from '../result.ts';
import { applicationCalls } from './application-calls.ts';
import { caseCalls } from './case-calls.ts';
import { documentCalls } from './document-calls.ts';
import { exhibitCalls } from './exhibit-calls.ts';
import { handOverCalls } from './hand-over-calls.ts';
import { intakeCalls } from './intake-calls.ts';
import { jobEnded, jobProgress, runningJob } from './jobs.ts';
import { personCalls } from './person-calls.ts';
import { keyCalls } from './key-calls.ts';
import { preparationCalls } from './preparation-calls.ts';
import { redactionCalls } from './redaction-calls.ts';
import { reviewCalls } from './review-calls.ts';
import { count, documentId } from './shapes.ts';
import { translationCalls } from './translation-calls.ts';
import { translatorCalls } from './translator-calls.ts';
import { witnessCalls } from './witness-calls.ts';
import { workCalls } from './work-calls.ts';
import type { ToldFailure } from '../failure.ts';

/**
 * Everything that the window may ask of the engine, as name → input → output. Adding a call is two edits: here, and its handler
 * in `engine/serve.ts`, without which the compiler fails. The window imports the types alone; the schemas run on the engine's side.
 */
export const calls = { ...applicationCalls, ...caseCalls, ...keyCalls, ...documentCalls, ...intakeCalls, ...preparationCalls, ...translationCalls, ...translatorCalls, ...personCalls, ...exhibitCalls, ...redactionCalls, ...handOverCalls, ...witnessCalls, ...reviewCalls, ...workCalls } as const;

/** Everything that the engine tells the window unasked. */
export const events = {
  jobProgress,
  jobEnded,
  /** A job began to wait or to work, or was paused. */
  jobState: runningJob,
  /** Documents were added, changed or removed: `listDocuments` again, from `revision` on. */
  documentsChanged: z.object({ revision: count, documents: z.array(documentId).readonly() }),
  /** Persons, redactions, translations, the bundle or releases changed by a job; read the named lists again. */
  caseChanged: z.object({ parts: z.array(z.enum(['head', 'persons', 'redactions', 'translations', 'bundle', 'releases', 'contacts', 'answers', 'review', 'log'])).readonly() }),
  /** The case was locked and its keys are gone: show no more of it. */
  locked: z.object({ reason: z.enum(['asked', 'idle', 'suspend', 'screen-lock']) }),
  /** Files were dropped on the application itself or opened with it (file association, second start). */
  filesOffered: z.object({ files: z.array(z.object({ token: z.string(), name: z.string(), kind: z.enum(['case', 'release', 'file', 'folder']) })).readonly() }),
  /** A choice in the application's menu, to be answered like its button in the window. */
  menuChosen: z.object({ command: z.enum(['new-case', 'open-case', 'open-release', 'verify', 'add-files', 'lock', 'close-case', 'settings', 'guide', 'find', 'zoom-in', 'zoom-out', 'zoom-reset']) }),
} as const;

export type CallName = keyof typeof calls;
/** What the window sends. */
export type CallInput<Name extends CallName> = z.input<(typeof calls)[Name]['input']>;
/** What the handler is given. */
export type CallArguments<Name extends CallName> = z.output<(typeof calls)[Name]['input']>;
export type CallOutput<Name extends CallName> = z.output<(typeof calls)[Name]['output']>;
export type CallResult<Name extends CallName> = Result<CallOutput<Name>, ToldFailure>;
export type EventName = keyof typeof events;
export type EventValue<Name extends EventName> = z.output<(typeof events)[Name]>;
