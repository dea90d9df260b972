import { z } from 'zod';
import { redactionReasonCodes } from '../case-model/redaction-reasons.ts';
import { startedJob } from './jobs.ts';
import { count, documentId, editionName, guaranteeProof, itemId, name, noInput, nothing, pageNumber, rect, redactionSet, sha256, text, time } from './shapes.ts';

const states = ['proposed', 'approved', 'rejected', 'applied', 'contested', 'upheld', 'lifted'] as const;
const steps = ['approve', 'reject', 'propose-again', 'contest', 'uphold', 'lift'] as const;

/** One step of a redaction's way, as it was taken. */
const redactionStep = z.object({
  step: z.enum(['propose', ...steps, 'apply', 'change', 'remove', 'undo']),
  by: text(500), at: time, reason: text(500).exactOptional(),
});

/**
 * One redaction: a place on a page that an edition is to leave out, with its way through the workflow. `approved`, `applied`, `contested` and
 * `upheld` ones are blacked out; `rejected` ones that the rules found, and `lifted` ones, stay visible.
 */
export const redaction = z.object({
  id: itemId, edition: editionName, document: documentId, page: pageNumber, rect,
  state: z.enum(states),
  /** By a person's hand, or by the edition's rules. */
  origin: z.enum(['marked', 'found']),
  /** Of a place that a person marked: in their words, which do not reveal what is removed. Of what the rules found, empty: `found` tells why. */
  why: text(500),
  found: z.object({ code: z.enum(redactionReasonCodes), values: z.record(text(40), text(500)).readonly().exactOptional() }).exactOptional(),
  /** Carried over to a whole sentence of the other language: it wants to be narrowed. */
  narrow: z.boolean().exactOptional(), ground: text(2000),
  /** Reason code of the edition's set of codes. */
  code: text(40).exactOptional(),
  /** Of a find, 0 to 1: from 0.8 on it is certain but for namesakes. */
  confidence: z.number().min(0).max(1).exactOptional(),
  /** Redactions of one group, such as those of an original and of its translation, are decided together. */
  group: itemId.exactOptional(),
  /** Where the words of a find stand: `rect` is the whole line. */
  hits: z.array(rect).readonly().exactOptional(),
  proposedBy: text(500), decidedBy: text(500).exactOptional(), changedAt: time,
  /** What `decideRedactions` may do with it next; under four eyes not `approve` for who proposed it. */
  steps: z.array(z.enum(steps)).readonly(),
  history: z.array(redactionStep).readonly(),
});

const redactions = z.object({ redactions: z.array(redaction).readonly() });
const decided = z.object({
  /** For `undoRedactionDecision`. */
  decision: itemId,
  /** All that changed: those named, and those of their groups. */
  redactions: z.array(redaction).readonly(),
});
const some = z.array(itemId).min(1).max(50_000);
const reason = text(500).optional();
const decision = z.strictObject({ redactions: some, reason });

const editionSummary = z.object({
  edition: editionName, set: redactionSet.nullable(), proposed: count, approved: count, rejected: count,
  /** Sees everything that no order seals: has no redaction set. */
  whole: z.boolean(),
  /** Places that keep the edition from being built until they are decided. */
  undecided: count,
  /** Redactions were lifted or added since the last release of this edition. */
  reissue: z.boolean(),
});

const codeSet = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/), title: name, source: name,
  codes: z.array(z.object({ code: z.string().min(1).max(12), label: name, ground: name })).min(1).max(500).readonly(),
});

const logEntry = z.object({
  /** Exhibit number, or the document's id where it has none. */
  exhibit: text(200), page: pageNumber,
  /** Whole points from the top of the page as displayed. */
  fromTopPt: count,
  code: text(40), ground: text(2000), state: text(40), proposedBy: text(500), approvedBy: text(500), method: text(60),
  /** Of the redacted file; empty where it is not made yet. */
  sha256: text(64),
});

const proofRecord = z.object({
  document: documentId, sha256, method: text(60), zones: count, provedAt: time,
  guarantees: z.array(guaranteeProof.extend({
    engines: z.array(z.object({ name: text(60), version: text(60) })).readonly(),
  })).readonly(),
  /** The record as signed: canonical JSON, and its SSH signature in the namespace `custodia-redaction`. */
  record: text(200_000), signature: text(2000), signer: text(200),
});

/** Calls about redactions: rules, finding, the way of each place, codes, log, proof. */
export const redactionCalls = {
  listEditions: { input: noInput, output: z.object({ editions: z.array(editionSummary).readonly() }) },
  /** What an edition leaves out by rule, and how its redactions are decided on. Its hand-drawn zones are redactions of their own: `set.zones` is left empty here. Fails with `usage` for an expression that RE2 cannot take. */
  saveRedactionSet: { input: z.strictObject({ set: redactionSet }), output: nothing },
  listRedactions: {
    input: z.strictObject({ edition: editionName, document: documentId.optional(), page: pageNumber.optional() }),
    output: redactions,
  },
  /** A redaction drawn or selected by hand, one for each rectangle; `ground` is that of the code, or else of the edition. */
  proposeRedaction: {
    input: z.strictObject({ edition: editionName, document: documentId, page: pageNumber, rects: z.array(rect).min(1).max(500), why: text(500), code: text(40).optional(), ground: text(2000).optional() }),
    output: redactions,
  },
  /** Finds every mention of the edition's persons, terms, expressions and patterns and proposes each once. */
  findRedactions: { input: z.strictObject({ edition: editionName, documents: z.array(documentId).max(100_000).optional() }), output: startedJob },
  /** Words before, in and after each place, to decide on it. Shows what is to be removed. */
  redactionContexts: {
    input: z.strictObject({ redactions: z.array(itemId).min(1).max(500) }),
    output: z.object({ contexts: z.array(z.object({ redaction: itemId, before: text(), hidden: text(), after: text() })).readonly() }),
  },
  /**
   * One step with one redaction or many, all or none. Rejecting what the rules found, contesting and ruling need a `reason`; rejecting it fails with `usage`
   * where the edition's order does not allow places to be kept, as does approving one's own proposal under four eyes.
   */
  decideRedactions: { input: z.strictObject({ redactions: some, step: z.enum(steps), reason }), output: decided },
  /** Takes one's own decision, proposal apart, back as a whole; fails with `usage` where somebody has gone on from it since. */
  undoRedactionDecision: { input: z.strictObject({ decision: itemId }), output: redactions },
  /** Takes redactions out of the list; one that was applied in a release is lifted instead. */
  removeRedactions: { input: decision, output: z.object({ decision: itemId }) },
  /** Gives redactions a reason code (`null` for none) with its ground, another ground, or one of them another place. */
  changeRedactions: { input: z.strictObject({ redactions: some, change: z.strictObject({ code: text(40).nullable().optional(), ground: text(2000).optional(), rect: rect.optional() }) }), output: decided },
  /** Makes redactions of one edition a group that is decided together, or (`false`) takes them out of theirs. */
  linkRedactions: { input: z.strictObject({ redactions: some, linked: z.boolean() }), output: redactions },
  /** Applies the approved redactions to renditions for the viewer and proves them; `/page/…&edition=` shows them afterwards. */
  proveRedactions: { input: z.strictObject({ edition: editionName, documents: z.array(documentId).max(10_000).optional() }), output: startedJob },
  listRedactionProofs: { input: z.strictObject({ edition: editionName, document: documentId.optional() }), output: z.object({ proofs: z.array(proofRecord).readonly() }) },
  /** The redactions of an edition as they may be told to those from whom they hide something. */
  redactionLog: { input: z.strictObject({ edition: editionName }), output: z.object({ entries: z.array(logEntry).readonly() }) },
  /** Writes that log to `place`. Fails with `leak-found` where a ground says what is hidden. */
  exportRedactionLog: { input: z.strictObject({ edition: editionName, place: z.string().regex(/^[0-9a-f]{32}$/), format: z.enum(['pdf', 'csv', 'json']) }), output: nothing },

  /** Sets of reason codes: those that come with the application, and the case's own, which may stand in for them. */
  listRedactionCodes: { input: noInput, output: z.object({ sets: z.array(codeSet.extend({ own: z.boolean() })).readonly() }) },
  saveRedactionCodes: { input: z.strictObject({ set: codeSet }), output: nothing },
  /** Removes a set of the case's own. */
  removeRedactionCodes: { input: z.strictObject({ id: text(60) }), output: nothing },
} as const;
