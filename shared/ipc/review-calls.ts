import { z } from 'zod';
import { receivedChange, startedJob } from './jobs.ts';
import { count, documentId, fileToken, itemId, name, noInput, nothing, pageNumber, recipient, rect, releaseId, sha256, text, time } from './shapes.ts';

const stand = z.enum(['agreed', 'contested', 'no-position']);

/** A reviewer's own note, tag or bookmark: private unless `shared`. `rect` in points from the top left of the page as displayed. */
export const reviewItem = z.object({
  id: itemId, kind: z.enum(['note', 'tag', 'bookmark']), document: documentId, page: pageNumber.exactOptional(), rect: rect.exactOptional(), text: text(20_000), shared: z.boolean(), madeAt: time, changedAt: time,
});
export const position = z.object({ document: documentId, stand, reason: text(20_000).exactOptional(), changedAt: time });

const signer = z.object({ name: text(500), fingerprint: text(200), publicKey: text(2000), known: z.boolean() });

const answer = z.object({
  id: itemId, takenInAt: time, at: time,
  release: z.object({ id: releaseId, number: count, edition: text(60) }),
  /** `standing`: `unknown` is to be shown loudly; an answer of a changed key is refused before it gets here. */
  by: z.object({ name: text(500), fingerprint: text(200), publicKey: text(2000), standing: z.enum(['known', 'unknown', 'changed']) }),
  positions: z.array(z.object({ exhibit: text(200), sha256, stand, reason: text(100_000).exactOptional() })).readonly(),
  remarks: z.array(z.object({ exhibit: text(200), sha256, page: pageNumber, rect: rect.exactOptional(), text: text(100_000) })).readonly(),
  /** Exhibits that the answer names with another hash than was released. */
  otherFiles: z.array(text(200)).readonly(),
  /** The sender's checkpoint came back countersigned in it, and was kept. */
  countersigned: z.boolean(),
});

/**
 * Calls of a reviewer on a received release, which is open as a case of its own (`openRelease`), and of the sender who takes the answer in. Notes, tags,
 * bookmarks and positions are kept encrypted in the reviewer's case; calls that change evidence, order or redactions there fail with `case-read-only`.
 */
export const reviewCalls = {
  /** `release` is null in a case of one's own. `sealed` are items that exist but were withheld: number, place in the bundle, bytes rounded up to a power of two. */
  getReview: {
    input: noInput,
    output: z.object({
      release: z.object({
        id: releaseId, number: count, edition: text(60), madeAt: time, openedAt: time, caseTitle: text(10_000), caseReference: text(10_000).exactOptional(), signer,
        /** Whether the release names a key to which an answer is encrypted. */
        answerTo: text(100).exactOptional(),
        sealed: z.array(z.object({ number: text(200), position: count, sizeClass: count })).readonly(),
        /** Redacted exhibits: how many zones, on what ground. */
        redactions: z.array(z.object({ number: text(200), zones: count, ground: text(10_000) })).readonly(),
      }).nullable(),
      items: z.array(reviewItem).readonly(), positions: z.array(position).readonly(),
      /** What later releases changed since the case was opened, oldest first. */
      changes: z.array(receivedChange).readonly(),
    }),
  },
  /**
   * Takes a later release of the same edition into the open received case; `identity` where the case's own does not open it. `usage`: not later, or another case;
   * `verification-failed`.
   */
  updateReceived: { input: z.strictObject({ file: fileToken, identity: fileToken.optional() }), output: startedJob },
  /** Makes a note, tag or bookmark, or changes the one of `id`. `usage`: not a received case, no words, a place without a page; `document-unknown`. */
  saveReviewItem: {
    input: z.strictObject({ id: itemId.optional(), kind: z.enum(['note', 'tag', 'bookmark']), document: documentId, page: pageNumber.optional(), rect: rect.optional(), text: z.string().max(20_000), shared: z.boolean().optional() }),
    output: reviewItem,
  },
  removeReviewItems: { input: z.strictObject({ items: z.array(itemId).min(1).max(10_000) }), output: nothing },
  /** Agrees to an exhibit, contests it (a reason is needed), or takes the position back. */
  savePosition: { input: z.strictObject({ document: documentId, stand, reason: z.string().max(20_000).optional() }), output: position },
  /**
   * Writes the answer to `place` (`.tar.age`): all positions and the shared notes, signed with this case's key, encrypted to the sender; private notes stay. The sender's
   * checkpoint goes back countersigned unless `countersign` is false. `recipient` where neither release nor contact names a key (`usage`).
   */
  makeAnswer: {
    input: z.strictObject({ place: fileToken, recipient: recipient.optional(), countersign: z.boolean().optional() }),
    output: z.object({ positions: count, remarks: count, recipient: text(100) }),
  },
  /** The sender takes an answer in. `identity-wrong`, `release-damaged`; `verification-failed`: see its message; `case-tampered`: the log was rewritten since it was countersigned. */
  takeInAnswer: { input: z.strictObject({ file: fileToken, signers: z.array(name).max(100).optional() }), output: answer },
  listAnswers: { input: noInput, output: z.object({ answers: z.array(answer).readonly() }) },
} as const;
