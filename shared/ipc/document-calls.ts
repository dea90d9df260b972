import { z } from 'zod';
import { confidentialities } from '../case-model/document.ts';
import { filePassword, searchPlaces } from './intake-calls.ts';
import { startedJob } from './jobs.ts';
import {
  caseDocument, count, documentId, editionName, fileToken, finding, language, name, noInput, nothing, pageNumber, pageSize, pageText, rect, sha256, source, text, time,
} from './shapes.ts';

/** A document as the window lists it. */
export const listedDocument = caseDocument.extend({
  /** How far its text is: `native` has no pages to read. */
  reading: z.enum(['unread', 'read', 'ocr', 'native']),
  /** Lowest mean confidence of its recognised pages, 0 to 1. */
  confidence: z.number().min(0).max(1).exactOptional(),
});

const change = z.strictObject({
  title: name.optional(), language: language.nullable().optional(), exhibit: z.string().max(60).nullable().optional(),
  confidentiality: z.enum(confidentialities).optional(), source: source.optional(),
  /** Fields of the source that are set over what each document says; its other fields stay. */
  fillSource: source.optional(),
});

/** Calls about documents, their pages and their text. */
export const documentCalls = {
  /**
   * Takes files and folders in, byte-exact; damaged ones are refused one by one, the others are kept. What is known of single files comes from `custodySheet`, or from a sheet
   * `custody-sheet.csv` or `.json` in a chosen folder; a faulty one is refused with `custody-sheet-invalid` before anything is taken in. `source` holds for all files that it does not name.
   * A file refused with `document-encrypted` can be added again with its password.
   */
  addFiles: {
    input: z.strictObject({
      files: z.array(fileToken).min(1).max(10_000), language: language.optional(), source: source.optional(), custodySheet: fileToken.optional(), passwords: z.array(filePassword).max(1000).optional(),
      /** Takes in protected files without a password as they came, with a slip sheet. */
      keepProtected: z.boolean().optional(),
    }),
    output: startedJob,
  },
  /** One slice of the list in order of intake. `revision` grows with each change of any document. */
  listDocuments: {
    input: z.strictObject({ from: count, limit: z.int().min(1).max(5000) }),
    output: z.object({ revision: count, total: count, documents: z.array(listedDocument).readonly() }),
  },
  /** The named documents as they are now; those that are gone are left out. */
  getDocuments: { input: z.strictObject({ documents: z.array(documentId).max(5000) }), output: z.object({ revision: count, documents: z.array(listedDocument).readonly() }) },
  getDocument: {
    input: z.strictObject({ document: documentId }),
    output: z.object({
      document: listedDocument,
      renditions: z.array(z.object({ kind: text(40), edition: text(40), sha256, bytes: count, pages: count, derivedFrom: sha256, tool: text(200), madeAt: time })).readonly(),
      facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      findings: z.array(finding).readonly(),
      /** The item's custody form, oldest entry first. */
      custody: z.array(z.object({
        at: time, action: text(100), releasedBy: text().exactOptional(), receivedBy: text().exactOptional(), place: text().exactOptional(), reason: text().exactOptional(), condition: text().exactOptional(),
        sealNumber: text().exactOptional(), sha256Before: sha256.exactOptional(), sha256After: sha256.exactOptional(),
      })).readonly(),
    }),
  },
  /** The same change to each of the documents, or to none: `null` takes a value away. */
  changeDocuments: { input: z.strictObject({ documents: z.array(documentId).min(1).max(100_000), change }), output: nothing },
  /**
   * How many pages there are, and the sizes as displayed of some of them from the 0-based `from`, 0 where absent: those of a long document come piece by piece, so that its first page need not wait for them.
   * The pictures come from `/page/<document>/<page>?dpi=`.
   */
  documentPages: { input: z.strictObject({ document: documentId, edition: editionName.optional(), from: count.optional() }), output: z.object({ count, pages: z.array(pageSize).readonly() }) },
  /** Has a document opened that is likely to be looked at next. Nothing of it is shown, so that the log keeps nothing. */
  expectDocument: { input: z.strictObject({ document: documentId }), output: nothing },
  /** The words of one page with their places, as far as it has been read; recognition is the job `readDocuments`. */
  pageWords: { input: z.strictObject({ document: documentId, page: pageNumber, edition: editionName.optional() }), output: pageText },
  /** Writes on the log that so many pages, as the edition shows them, are given to a printer. */
  notePrinting: { input: z.strictObject({ document: documentId, pages: count, edition: editionName.optional() }), output: nothing },
  /** Reads text, with OCR where a page has none; without `documents` all that are unread. */
  readDocuments: {
    input: z.strictObject({ documents: z.array(documentId).max(100_000).optional(), languages: z.array(language).max(10).optional(), again: z.boolean().optional(), engine: z.enum(['bundled', 'native']).optional() }),
    output: startedJob,
  },
  /**
   * Finds pages by words, prefixes, phrases and nearness, best first. `language` keeps pages in that language; `places` all where absent. `rects` are those of the first match, one for each
   * line that it touches; a hit in a name or a note about a whole document has none and page 1.
   */
  search: {
    input: z.strictObject({
      query: z.string().max(500), limit: z.int().min(1).max(1000), documents: z.array(documentId).max(100_000).optional(), language: language.optional(),
      places: z.array(z.enum(searchPlaces)).max(4).optional(),
    }),
    output: z.object({
      hits: z.array(z.object({
        document: documentId, page: pageNumber, snippet: text(4000), rects: z.array(rect).readonly(), place: z.enum(searchPlaces),
        /** Where the first match stands in the snippet: from and to, in UTF-16 units. */
        match: z.tuple([z.int().min(0), z.int().min(0)]).readonly().exactOptional(),
        /** The original, where the hit is in its translation. */
        translationOf: documentId.exactOptional(),
      })).readonly(),
      more: z.boolean(),
    }),
  },
  /** Pages of one document that hold what is looked for, in their order. */
  searchDocument: { input: z.strictObject({ document: documentId, query: z.string().max(500) }), output: z.object({ pages: z.array(pageNumber).readonly() }) },
  /** Each match on one page in reading order: one rectangle for each line that it touches. */
  matchesOnPage: { input: z.strictObject({ document: documentId, page: pageNumber, query: z.string().max(500) }), output: z.object({ matches: z.array(z.array(rect).readonly()).readonly() }) },
  /** Languages that can be recognised here; `native`: the machine's own tesseract can be chosen as the engine of `readDocuments`. */
  readingLanguages: { input: noInput, output: z.object({ languages: z.array(text(20)).readonly(), native: z.boolean() }) },
} as const;
