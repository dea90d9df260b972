import { z } from 'zod';
import { custodyActions } from '../case-model/custody.ts';
import { startedJob } from './jobs.ts';
import { caseHead, count, editionName, fileToken, name, noInput, nothing, passphrase, text, time } from './shapes.ts';

/** What is known of the open case. */
export const caseSummary = z.object({
  caseId: text(100), head: caseHead, readOnly: z.boolean(), documents: count,
  /** Opened from a release that was received: evidence is read only; `getReview` tells the rest. */
  received: z.boolean(),
  identity: z.object({ name: text(500), fingerprint: text(200), recipient: text(100), sshPublicKey: text(2000) }),
  /** Minutes without a person at work after which the case locks itself. */
  lockAfterMinutes: count,
});

/** Calls about a case as a whole: one case is open at a time. */
export const caseCalls = {
  /** `none`: no case was chosen; `locked`: its folder is known, its keys are not in memory. */
  currentCase: {
    input: noInput,
    output: z.object({ state: z.enum(['none', 'locked', 'open']), case: caseSummary.nullable() }),
  },
  /** `place` is where the new case folder is made; fails with `case-exists`, `passphrase-weak`. */
  createCase: { input: z.strictObject({ place: fileToken, passphrase, head: caseHead }), output: caseSummary },
  /** Fails with `passphrase-wrong`, `case-missing`, `case-in-use`, `case-damaged`, `case-tampered`. */
  /**
   * A member opens with `identity`, their own file, and confirms at the first opening the maker's fingerprint, compared by voice: without it the answer
   * is `maker-unconfirmed`, whose message names the fingerprint.
   */
  openCase: { input: z.strictObject({ place: fileToken, passphrase, readOnly: z.boolean().optional(), identity: fileToken.optional(), maker: text(200).optional() }), output: caseSummary },
  /** Opens the locked case again. */
  unlockCase: { input: z.strictObject({ passphrase }), output: caseSummary },
  /** Wipes the keys and stops the jobs; the event `locked` follows. */
  lockCase: { input: noInput, output: nothing },
  closeCase: { input: noInput, output: nothing },
  saveCaseHead: { input: z.strictObject({ head: caseHead }), output: caseSummary },
  /** Cases opened since the application started; kept in memory only, by token, without their titles. */
  recentCases: { input: noInput, output: z.object({ cases: z.array(z.object({ token: fileToken, folderName: text(), openedAt: time })).readonly() }) },
  /** Makes the demonstration case in a new folder and takes its evidence in; the case is open at once. */
  openDemonstration: { input: z.strictObject({ place: fileToken, passphrase }), output: startedJob },
  /** What is missing before release. */
  caseOverview: {
    input: noInput,
    output: z.object({
      documents: count, pages: count, unreadDocuments: count, untranslatedDocuments: count, staleTranslations: count, openRedactions: count,
      withoutExhibit: count, notInBundle: count, releases: count,
      /** Pieces of evidence of which nothing says who collected or handed them over. */
      withoutCustody: count,
      /** Groups of documents with the same bytes. */
      duplicates: count,
      /** Persons whose consent stands withdrawn; 0 where the register is closed to this identity. */
      withdrawnConsents: count,
      /** Documents in which an inspection found what their pages do not show. */
      hiddenContent: count,
      /** The last build of each edition: mentions that lead nowhere or elsewhere, and rules of the court that are not met. */
      builds: z.array(z.object({ edition: editionName, lost: count, failedRules: count })).readonly(),
    }),
  },
  /** Reads everything in the case again: every object, both databases, the whole log. */
  checkCase: { input: z.strictObject({ checkpoint: z.string().max(4000).optional() }), output: startedJob },
  /**
   * One slice of the event log, oldest first or `newestFirst`, with its signed head. `words`: only events of which every word stands in the folded title, number, reason, facts or
   * day, or whose action is among the word's `actions`; `total` counts what is left, `all` the whole log. Reasons may name persons: shown, never logged.
   */
  caseLog: {
    input: z.strictObject({
      from: count, limit: z.int().min(1).max(5000), newestFirst: z.boolean().optional(), object: name.optional(),
      words: z.array(z.strictObject({ text: z.string().min(1).max(200), actions: z.array(z.enum(custodyActions)).max(200) })).max(20).optional(),
    }),
    output: z.object({
      total: count, all: count, checkpoint: text(4000),
      events: z.array(z.object({
        index: count, at: time, actor: text(200), action: text(60), object: text(200).exactOptional(), sha256: text(64).exactOptional(), reason: text().exactOptional(),
        facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).exactOptional(),
      })).readonly(),
    }),
  },
} as const;
