import { z } from 'zod';
import { patternNames, redactionMethods } from '../case-model/redaction.ts';
import { startedJob } from './jobs.ts';
import { count, editionName, fileToken, language, name, noInput, pageNumber, passphrase, recipient, rect, text, time } from './shapes.ts';

/** Calls that let something leave the case or look at what came from elsewhere. All but the list are long work. */
export const handOverCalls = {
  /** Writes the bundle PDF of an edition and its exhibit list to `place` (a file that does not exist). `supplement`: only of what no earlier build has, its numbers going on; fails with `usage` when nothing has come. */
  buildEdition: { input: z.strictObject({ edition: editionName, place: fileToken, supplement: z.boolean().optional() }), output: startedJob },
  /** Makes, signs, encrypts and verifies a release; without recipients a plain archive. */
  makeRelease: { input: z.strictObject({ edition: editionName, recipients: z.array(recipient).max(100), place: fileToken }), output: startedJob },
  /** Looks for protected names in everything that would leave with an edition, as a release does, and tells every place. Nothing is written. */
  checkNames: { input: z.strictObject({ edition: editionName }), output: startedJob },
  listReleases: {
    input: noInput,
    output: z.object({
      releases: z.array(z.object({
        release: text(100), edition: editionName, madeAt: time, sha256: text(64), bytes: count, recipients: z.array(text(100)).readonly(), pages: count, exhibits: count,
        /** 1-based among those of its edition. */
        number: count,
        /** It no longer stands; `recipients` are those who have it. */
        withdrawn: z.object({ at: time, reason: text() }).exactOptional(),
        /** An authority vouches for it. */
        trustedTime: z.object({ at: time, authority: text(500) }).exactOptional(),
      })).readonly(),
    }),
  },
  /**
   * A release, a folder or a tar. `identity` is an age key file; without it the open case's own identity is tried. `signers`: a release by anyone else does not hold;
   * without them the open case's pinned contacts are the known ones. `earlier`: releases or their release.json that the verifier has; `checkpoints`: files of heads of
   * the log that they kept; `withdrawals`: notices (the `.sig` lies beside each); `time`: an RFC 3161 token and certificates. In a received case of the same
   * sender its own release and checkpoint are taken as earlier ones unasked.
   */
  verifyRelease: {
    input: z.strictObject({
      file: fileToken, identity: fileToken.optional(), signers: z.array(name).max(100).optional(), earlier: z.array(fileToken).max(100).optional(), checkpoints: z.array(fileToken).max(100).optional(),
      withdrawals: z.array(fileToken).max(100).optional(), time: z.strictObject({ token: fileToken, certificates: z.array(fileToken).min(1).max(20) }).optional(), withoutPages: z.boolean().optional(),
      /** A case of one's own that is not open: its key opens the release, its contacts are the known signers, its release is the earlier one. Fails as `openCase` does. */
      ownCase: z.strictObject({ place: fileToken, passphrase }).optional(),
    }),
    output: startedJob,
  },
  /** A received release as a read-only case of its own, open at the end; `by` is who reviews. `signers` as in `verifyRelease`; a release that does not hold is not opened (`verification-failed`). */
  openRelease: {
    input: z.strictObject({ file: fileToken, identity: fileToken.optional(), place: fileToken, passphrase, signers: z.array(name).max(100).optional(), by: name.optional() }),
    output: startedJob,
  },
  inspectPdf: { input: z.strictObject({ file: fileToken, password: passphrase.optional() }), output: startedJob },
  /** Redacts one PDF outside any case and writes it to `place` only when every guarantee holds. */
  redactPdf: {
    input: z.strictObject({
      file: fileToken, place: fileToken, find: z.array(name).max(1000), persons: z.array(name).max(1000), patterns: z.array(z.enum(patternNames)).max(20),
      zones: z.array(z.strictObject({ page: pageNumber, rect })).max(10_000),
      /** RE2 syntax. */
      expressions: z.array(z.string().min(1).max(1000)).max(200).optional(),
      /** By pixels where absent. */
      method: z.enum(redactionMethods).optional(),
      /** Of the text of scanned pages. */
      languages: z.array(language).max(10).optional(),
    }),
    output: startedJob,
  },
  /** Plain assembly of PDFs into one file: merged in this order, stamped, bookmarked, with an index where asked for. */
  assemblePdfs: { input: z.strictObject({ files: z.array(fileToken).min(1).max(10_000), place: fileToken, index: z.boolean(), stamp: text(100).optional() }), output: startedJob },
  /** `first` is the page of the bundle with which the file begins, 1 where absent. */
  checkPdf: { input: z.strictObject({ file: fileToken, court: z.string().regex(/^[a-z0-9-]{1,60}$/), first: pageNumber.optional() }), output: startedJob },
} as const;
