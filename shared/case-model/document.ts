import type { DocumentId, Sha256 } from '../identifiers.ts';

export const documentKinds = [
  'pdf', 'jpeg', 'png', 'tiff', 'webp', 'gif', 'bmp', 'heic', 'avif', 'text', 'csv', 'html', 'email', 'outlook', 'mbox', 'zip',
  'office', 'audio', 'video', 'unknown',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

export const confidentialities = ['public', 'parties', 'sealed'] as const;
/** `sealed`: listed in every edition, its content only in `court`. */
export type Confidentiality = (typeof confidentialities)[number];

/** Where a document came from, as its finder states it. */
export interface Source {
  /** What it was taken from: a device, an account, a room, a person. */
  readonly origin?: string;
  /** Who found it. */
  readonly collectedBy?: string;
  /** ISO 8601 date or time. */
  readonly collectedAt?: string;
  readonly place?: string;
  readonly receivedFrom?: string;
  readonly receivedBy?: string;
  readonly itemNumber?: string;
  readonly sealNumber?: string;
  readonly condition?: string;
}

/** Who translated a document and what they certify. */
export interface Translator {
  readonly name: string;
  readonly qualification?: string;
  readonly contact?: string;
  /** Register or appointing decision. */
  readonly register?: string;
  /** ISO 8601 date. */
  readonly certifiedAt?: string;
}

/** A translation's tie to its original: bound to the exact bytes, so that a changed original makes it stale. */
export interface TranslationLink {
  readonly original: DocumentId;
  readonly originalSha256: Sha256;
  readonly translator?: Translator;
}

/** An item of evidence: its original as taken in, byte-exact, and what is known about it. */
export interface CaseDocument {
  readonly id: DocumentId;
  /** File name as received. */
  readonly name: string;
  readonly title: string;
  readonly kind: DocumentKind;
  /** Of the original. */
  readonly sha256: Sha256;
  readonly bytes: number;
  /** Of the PDF rendition; 0 for a document that is kept native only. */
  readonly pages: number;
  /** BCP 47, as the user stated it. */
  readonly language?: string;
  /** The message or archive that it came in. */
  readonly parent?: DocumentId;
  /** Exhibit number, unique in the case. */
  readonly exhibit?: string;
  readonly confidentiality: Confidentiality;
  readonly source: Source;
  readonly translation?: TranslationLink;
  /** ISO 8601 time of intake. */
  readonly takenInAt: string;
}

export const renditionKinds = ['pdf', 'text', 'translation', 'redacted', 'machine-draft'] as const;
export type RenditionKind = (typeof renditionKinds)[number];

/** Something made from an original, with its origin; the original itself is never rewritten. */
export interface Rendition {
  readonly document: DocumentId;
  readonly kind: RenditionKind;
  /** The edition that a redacted rendition is for; the language of a machine draft; empty for the others. */
  readonly edition: string;
  readonly sha256: Sha256;
  readonly bytes: number;
  readonly pages: number;
  /** Of what it was made from. */
  readonly derivedFrom: Sha256;
  /** Tool and version. */
  readonly tool: string;
  readonly madeAt: string;
}
