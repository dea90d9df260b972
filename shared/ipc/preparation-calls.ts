import { z } from 'zod';
import { startedJob } from './jobs.ts';
import {
  bundle, count, documentId, editionName, itemId, noInput, nothing, pageNumber, protectedPerson, rect, redactionSet, text, time, translator,
} from './shapes.ts';

/**
 * One redaction: a place on a page that an edition is to leave out, with its way through the workflow. Only `approved` and `applied`
 * ones are blacked out; `contested`, `upheld` and `lifted` belong to the review by the other side.
 */
export const redaction = z.object({
  id: itemId, edition: editionName, document: documentId, page: pageNumber, rect,
  state: z.enum(['proposed', 'approved', 'rejected', 'applied', 'contested', 'upheld', 'lifted']),
  /** By a person's hand, or by the edition's rules. */
  origin: z.enum(['marked', 'found']),
  /** In words that do not reveal what is removed: a pseudonym, a pattern's name. */
  why: text(500), ground: text(2000),
  proposedBy: text(500), decidedBy: text(500).exactOptional(), changedAt: time,
});

const editionSummary = z.object({
  edition: editionName, set: redactionSet.nullable(), proposed: count, approved: count, rejected: count,
  /** Sees everything that no order seals: has no redaction set. */
  whole: z.boolean(),
});

const decision = z.strictObject({ redactions: z.array(itemId).min(1).max(50_000), reason: text(500).optional() });

/** Calls that prepare what leaves the case: persons, redactions, translations, the bundle. */
export const preparationCalls = {
  listPersons: { input: noInput, output: z.object({ persons: z.array(protectedPerson).readonly() }) },
  /** Replaces the whole list; fails with `usage` when two persons share a pseudonym or an edition names one that is gone. */
  savePersons: { input: z.strictObject({ persons: z.array(protectedPerson).max(10_000) }), output: nothing },

  listEditions: { input: noInput, output: z.object({ editions: z.array(editionSummary).readonly() }) },
  /** What an edition leaves out by rule. Its hand-drawn zones are redactions of their own: `set.zones` is left empty here. */
  saveRedactionSet: { input: z.strictObject({ set: redactionSet }), output: nothing },
  listRedactions: {
    input: z.strictObject({ edition: editionName, document: documentId.optional(), page: pageNumber.optional() }),
    output: z.object({ redactions: z.array(redaction).readonly() }),
  },
  /** A redaction drawn or selected by hand, one for each rectangle. */
  proposeRedaction: {
    input: z.strictObject({ edition: editionName, document: documentId, page: pageNumber, rects: z.array(rect).min(1).max(500), why: text(500) }),
    output: z.object({ redactions: z.array(redaction).readonly() }),
  },
  /** Finds every mention of the edition's persons, terms and patterns and proposes each once. */
  findRedactions: { input: z.strictObject({ edition: editionName, documents: z.array(documentId).max(100_000).optional() }), output: startedJob },
  approveRedactions: { input: decision, output: nothing },
  rejectRedactions: { input: decision, output: nothing },
  removeRedactions: { input: decision, output: nothing },
  /** Applies the approved redactions to renditions for the viewer and proves them; `/page/…&edition=` shows them afterwards. */
  proveRedactions: { input: z.strictObject({ edition: editionName, documents: z.array(documentId).max(10_000).optional() }), output: startedJob },

  listTranslations: {
    input: noInput,
    output: z.object({
      translations: z.array(z.object({ original: documentId, translation: documentId, translator: translator.exactOptional(), stale: z.boolean() })).readonly(),
    }),
  },
  pairTranslation: { input: z.strictObject({ original: documentId, translation: documentId, translator: translator.optional() }), output: nothing },
  unpairTranslation: { input: z.strictObject({ translation: documentId }), output: nothing },

  /** `null` until the first `saveBundle`. */
  getBundle: { input: noInput, output: z.object({ bundle: bundle.nullable() }) },
  saveBundle: { input: z.strictObject({ bundle }), output: nothing },
  /** Where each exhibit falls in the built bundle, index pages counted, without building it. */
  planBundle: {
    input: z.strictObject({ edition: editionName }),
    output: z.object({
      pages: count, indexPages: count,
      entries: z.array(z.object({ document: documentId, exhibit: text(60).exactOptional(), title: text(), firstPage: pageNumber, lastPage: pageNumber, sealed: z.boolean() })).readonly(),
    }),
  },
} as const;
