import { z } from 'zod';
import { certificatePresets, translationStates, transliterationSchemes } from '../case-model/translation.ts';
import { count, documentId, editionName, itemId, language, name, noInput, nothing, pageNumber, rect, sha256, text, time, translator } from './shapes.ts';

const state = z.enum(translationStates);

/** One version of the translation of one document into one language. `stale`: the original's bytes are no longer those that it translates; an edition with it is not built. */
export const translationVersion = z.object({
  id: itemId, original: documentId, originalSha256: sha256, language: text(60), version: count, state, stale: z.boolean(),
  /** The document that is its text, once there is one. */
  translation: documentId.exactOptional(), translationSha256: sha256.exactOptional(), translator: translator.exactOptional(), deadline: text(40).exactOptional(), note: text().exactOptional(),
  certificate: z.object({ preset: z.enum(certificatePresets).exactOptional(), document: documentId, sha256, signed: z.boolean() }).exactOptional(),
  history: z.array(z.object({ state, at: time, by: text(500), reason: text(500).exactOptional() })).readonly(),
  /** What `moveTranslation` may do with it next; `received` wants a document where there is none yet. */
  steps: z.array(state).readonly(),
});

const places = z.array(z.object({ page: pageNumber, rects: z.array(rect).readonly() })).readonly();
const sentence = z.object({ text: text(100_000), places });
const side = z.object({ document: documentId, language: text(60), sentences: z.array(sentence).readonly() });
const indexes = z.array(count).max(200).readonly();

/** Linked sentences by 0-based index; one side is empty where something is missing on it. */
export const alignmentLink = z.object({ original: indexes, translation: indexes, byHand: z.boolean().exactOptional() });

/** That a reviewer looked at a difference and lets it stand. */
const lookedAt = z.object({ at: time, by: text(500), note: text().exactOptional() });

const alignment = z.object({
  original: side, translation: side, links: z.array(alignmentLink).readonly(),
  /** What stands on one side of a link only, for the reviewer. `link` is the 0-based index of the link; `text` is evidence; `id` is the same for the same words of the same two files. */
  differences: z.array(z.object({ id: itemId, link: count, kind: z.enum(['number', 'date', 'amount', 'name', 'missing']), side: z.enum(['original', 'translation']), text: text(500), looked: lookedAt.exactOptional() })).readonly(),
});

export const glossaryEntry = z.object({
  id: itemId, kind: z.enum(['name', 'term']),
  /** BCP 47 language → the one form to be used in it. */
  forms: z.record(language, name), avoid: z.array(name).max(200).readonly(), scheme: z.enum(transliterationSchemes), note: text().exactOptional(),
});

const answeredVersion = z.object({ version: translationVersion });
const reason = text(500).optional();

/** Calls for translations: their way from request to certificate, sentence by sentence, and the glossary. */
export const translationCalls = {
  /** Of one original, or all, in order of making. */
  listTranslationVersions: { input: z.strictObject({ document: documentId.optional() }), output: z.object({ versions: z.array(translationVersion).readonly() }) },
  /** Documents that the court cannot read yet: in none of `into`, and without a standing, fresh translation into one. For the overview and the translations screen. */
  missingTranslations: {
    input: noInput,
    output: z.object({ missing: z.array(z.object({ document: documentId, from: text(60), into: z.array(text(60)).readonly(), why: z.enum(['none', 'requested', 'stale']) })).readonly() }),
  },
  requestTranslation: {
    input: z.strictObject({ original: documentId, language, translator: translator.optional(), deadline: text(40).optional(), note: text().optional() }), output: answeredVersion,
  },
  /** Says anew who translates, by when and with what note; what is left out is taken away. `usage` once there is a certificate. */
  describeTranslation: {
    input: z.strictObject({ version: itemId, translator: translator.optional(), deadline: text(40).optional(), note: text().optional() }), output: answeredVersion,
  },
  /** One step on: `sent`, `received` (with the document that came back), `reviewed`, `certified`, `superseded`. `usage` where the state does not allow it; `translation-stale`. */
  moveTranslation: { input: z.strictObject({ version: itemId, to: state, translation: documentId.optional(), translator: translator.optional(), reason }), output: answeredVersion },
  /** Settles a stale version that is not certified: a reviewer says that it holds for the changed original too. */
  confirmTranslation: { input: z.strictObject({ version: itemId, reason: name }), output: answeredVersion },
  /** Takes back a request without an answer. */
  removeTranslationRequest: { input: z.strictObject({ version: itemId }), output: nothing },
  /** Puts a newer version in the place of a document; answers how many translations turned stale. */
  replaceOriginal: { input: z.strictObject({ document: documentId, by: documentId, reason: name }), output: z.object({ stale: count }) },

  /** A translation beside its original, sentence by sentence; linked at the first call, then as persons left it. */
  getAlignment: { input: z.strictObject({ translation: documentId }), output: alignment },
  /** The links as a person set them; sentences in none stand alone. */
  saveAlignment: { input: z.strictObject({ translation: documentId, links: z.array(alignmentLink).max(100_000) }), output: alignment },
  /** A reviewer has looked at a difference of that link and lets it stand; said again, it takes the place of the mark before. `usage` where it is no longer there. */
  lookAtDifference: { input: z.strictObject({ translation: documentId, link: count, difference: itemId, note: text().optional() }), output: z.object({ looked: lookedAt }) },
  /** Takes that back. */
  reopenDifference: { input: z.strictObject({ translation: documentId, difference: itemId }), output: nothing },
  /** Forgets what persons changed, and links anew. */
  alignAgain: { input: z.strictObject({ translation: documentId }), output: alignment },
  /** `search`, each hit with its sentence and the linked sentences in the other languages. */
  searchAligned: {
    input: z.strictObject({ query: text(500), limit: z.int().min(1).max(200) }),
    output: z.object({
      hits: z.array(z.object({
        document: documentId, page: pageNumber, snippet: text(100_000), rects: z.array(rect).readonly(), sentence: text(100_000),
        others: z.array(z.object({ document: documentId, language: text(60), text: text(100_000), places })).readonly(),
      })).readonly(),
    }),
  },
  /**
   * Proposes the redactions of a document (all of the edition's, or those named) at the same words of its translations or its original.
   * `notCarried`: redactions without linked sentences, to be looked for by a person.
   */
  carryRedactions: {
    input: z.strictObject({ edition: editionName, document: documentId, redactions: z.array(itemId).max(50_000).optional() }),
    output: z.object({
      proposed: z.array(z.object({ id: itemId, document: documentId, page: pageNumber, rect, carriedFrom: itemId.exactOptional() })).readonly(), notCarried: z.array(itemId).readonly(),
    }),
  },

  getGlossary: { input: noInput, output: z.object({ entries: z.array(glossaryEntry).readonly() }) },
  /** Replaces the whole glossary; `usage` where two entries share an id or a form. */
  saveGlossary: { input: z.strictObject({ entries: z.array(glossaryEntry).max(10_000) }), output: nothing },
  /** Where documents use another form than the glossary's. `kind`: `avoided`: a form that is named as wrong; `other-form`: another spelling of the name; `absent`: the linked sentence of the translation lacks the fixed form. */
  checkGlossary: {
    input: noInput,
    output: z.object({
      findings: z.array(z.object({
        entry: itemId, document: documentId, page: pageNumber, rects: z.array(rect).readonly(), kind: z.enum(['avoided', 'other-form', 'absent']), found: text(500), wanted: text(500),
      })).readonly(),
    }),
  },
} as const;
