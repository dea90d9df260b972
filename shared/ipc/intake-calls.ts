import { z } from 'zod';
import { confidentialities } from '../case-model/document.ts';
import { sheetFaultCodes } from '../custody-sheet-faults.ts';
import { inspectionCodes } from '../finding.ts';
import { startedJob } from './jobs.ts';
import { count, documentId, fileToken, inspectionFinding, itemId, language, name, noInput, nothing, pageNumber, passphrase, rect, sha256, source, text } from './shapes.ts';

/** The password of one file, by the name under which the file was refused. */
export const filePassword = z.strictObject({ name: text(4000), password: passphrase });

/** What a search looks through: pages of originals, pages of translations, names (title, file name, exhibit number), notes. */
export const searchPlaces = ['text', 'translations', 'names', 'notes'] as const;

const likeness = z.number().min(0).max(1);
const pageOf = z.object({ document: documentId, page: pageNumber });
const savedSearch = z.object({ id: itemId, name, query: text(500), language: language.exactOptional(), places: z.array(z.enum(searchPlaces)).readonly().exactOptional() });

/** Calls about what comes in and how well it was read: custody sheets, protected files, duplicates, doubtful words, saved searches. */
export const intakeCalls = {
  /**
   * Reads a custody sheet (CSV or JSON, `docs/custody-sheet.md`) before anything is taken in. `faults` are rows that cannot stand, by 1-based line: with any, `addFiles` takes
   * nothing in. With `files`, rows are matched against what lies there: `unnamed` counts files that no row names.
   */
  readCustodySheet: {
    input: z.strictObject({ sheet: fileToken, files: z.array(fileToken).max(10_000).optional() }),
    output: z.object({
      rows: z.array(z.object({
        line: count, file: text(), title: text().exactOptional(), exhibit: text(60).exactOptional(), language: text(60).exactOptional(), confidentiality: z.enum(confidentialities).exactOptional(),
        sha256: sha256.exactOptional(), source,
      })).readonly(),
      faults: z.array(z.object({ line: count, code: z.enum(sheetFaultCodes), values: z.record(text(100), z.union([text(2000), z.number()])).readonly() })).readonly(),
      unnamed: count,
    }),
  },
  /**
   * Takes out of a document what was refused for want of a password: entries of an archive, attachments of a message. Ends as `addFiles` does. Top-level files are added again with
   * `addFiles` and `passwords`. Passwords are used once and kept nowhere.
   */
  openProtected: { input: z.strictObject({ document: documentId, passwords: z.array(filePassword).min(1).max(1000) }), output: startedJob },

  /** Looks into the PDFs among documents of the case for what is there but not seen, and keeps what is found; without `documents` into all that were not inspected yet. */
  inspectDocuments: { input: z.strictObject({ documents: z.array(documentId).max(100_000).optional() }), output: startedJob },
  /** What the last inspection of a document found; `null` where there was none. */
  documentInspection: { input: z.strictObject({ document: documentId }), output: z.object({ findings: z.array(inspectionFinding).readonly().nullable() }) },

  /** Documents in which an inspection found something that their pages do not show, worst first, with where the worst of it is; how many were looked into, and how many PDFs were not yet. */
  listHiddenContent: {
    input: noInput,
    output: z.object({
      hidden: z.array(z.object({ document: documentId, found: z.array(z.object({ code: z.enum(inspectionCodes), count })).readonly(), page: pageNumber.exactOptional(), rect: rect.exactOptional() })).readonly(),
      inspected: count, uninspected: count,
    }),
  },

  /** Documents and pages that are the same or nearly so, of all or what is like the named ones; nothing was dropped on their account. `pages` is cut at 5,000 pairs, `more` says so. */
  listDuplicates: {
    input: z.strictObject({ documents: z.array(documentId).max(5000).optional() }),
    output: z.object({
      /** The same bytes. */
      files: z.array(z.object({ sha256, documents: z.array(documentId).readonly() })).readonly(),
      /** The same e-mail by its Message-ID, in whatever files. */
      messages: z.array(z.object({ documents: z.array(documentId).readonly() })).readonly(),
      /** Pages of different documents whose text is nearly the same; `likeness` is the share of their runs of words in common. */
      pages: z.array(z.object({ first: pageOf, second: pageOf, likeness })).readonly(),
      more: z.boolean(),
    }),
  },

  /** Words that were recognised with low confidence, least sure first within each document; all documents where none is named. */
  listDoubtfulWords: {
    input: z.strictObject({ document: documentId.optional(), from: count, limit: z.int().min(1).max(1000) }),
    output: z.object({
      total: count,
      documents: z.array(z.object({ document: documentId, words: count, lowestPage: likeness })).readonly(),
      words: z.array(z.object({ document: documentId, page: pageNumber, text: text(10_000), confidence: likeness, rect })).readonly(),
    }),
  },

  /** Corrects a recognised word, or confirms it where `text` is `was`; what was read stays in its record. `usage` where no such word stands there. */
  checkWord: { input: z.strictObject({ document: documentId, page: pageNumber, rect, was: z.string().min(1).max(10_000), text: z.string().min(1).max(300) }), output: nothing },

  listSavedSearches: { input: noInput, output: z.object({ searches: z.array(savedSearch).readonly() }) },
  /** A new one without `id`; with it the one of that id is changed. Fails with `usage` when another has the name. */
  saveSearch: {
    input: z.strictObject({ id: itemId.optional(), name, query: z.string().min(1).max(500), language: language.optional(), places: z.array(z.enum(searchPlaces)).max(4).optional() }),
    output: z.object({ search: savedSearch }),
  },
  removeSavedSearch: { input: z.strictObject({ id: itemId }), output: nothing },
} as const;
