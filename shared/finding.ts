import type { Rect } from './geometry.ts';

/** What an inspection of a PDF can find: things that are there but not seen, or that say more than the page. */
export const inspectionCodes = [
  'hidden-text', 'covered-text', 'outside-crop', 'hidden-layer', 'earlier-revision', 'annotation',
  'attachment', 'script', 'metadata', 'thumbnail', 'form-value',
] as const;
export type InspectionCode = (typeof inspectionCodes)[number];

/** One thing that an inspection found, and what it means for disclosure. */
export interface InspectionFinding {
  readonly code: InspectionCode;
  /** 1-based; absent when it concerns the whole file. */
  readonly page?: number;
  readonly rect?: Rect;
  /** The text that is there but not seen. Evidence: shown to the user, never logged. */
  readonly text?: string;
  readonly message: string;
}

/** What intake, reading, redaction and building can find about a document of the case; the window has words for each. */
export const findingCodes = [
  'archive-damaged', 'animation', 'as-images', 'attachment-refused', 'attachment-unreadable', 'attachments-found', 'attachments-too-many',
  'content-credentials', 'court-check-failed', 'credentials-unreadable', 'custody-hash-differs', 'custody-not-named', 'document-repaired',
  'duplicate', 'duplicate-message', 'encoding-guessed', 'entry-encrypted', 'entry-unreadable', 'kept-native', 'kind-mismatch', 'letters-unreadable',
  'low-confidence', 'name-made-safe', 'nested-too-deep', 'office-converted', 'office-not-converted', 'page-damaged', 'pages-differ',
  'pages-inserted', 'picture-damaged', 'protected-person-not-redacted', 'protection-removed', 'records-unreadable', 'reference-moved', 'reference-nowhere',
  'remote-content', 'rendition-shortened', 'repaired', 'slanted-box', 'tight-box', 'xfa-form',
  // Of a document on its way into a bundle.
  'script-left-out', 'attachment-left-out', 'action-left-out', 'link-left-out', 'media-left-out', 'form-flattened', 'field-look-made', 'field-without-look', 'fields-not-drawn', 'field-hidden',
  'signature-not-carried', 'tags-not-carried', 'layer-hidden', 'portfolio', 'dynamic-form',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** Something about a document of the case that a person should know before release; never a refusal. */
export interface Finding {
  /** Document id. */
  readonly document: string;
  readonly code: FindingCode;
  readonly page?: number;
  /** What its words fill in. */
  readonly values?: Readonly<Record<string, string | number>>;
  /** In English, for the terminal. */
  readonly message: string;
}

/** What can be wrong with a case folder. */
export const integrityFaultCodes = ['object-missing', 'object-damaged', 'object-unknown', 'database-damaged', 'log-damaged', 'inventory-mismatch', 'rolled-back'] as const;
