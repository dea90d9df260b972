import type { Rect } from '../geometry.ts';
import type { DocumentId } from '../identifiers.ts';

export const patternNames = ['phone', 'email', 'iban', 'card', 'national-id', 'birth-date', 'address', 'plate', 'coordinates'] as const;
export type PatternName = (typeof patternNames)[number];

/** A place on a page that a person marked. */
export interface MarkedZone {
  readonly document: DocumentId;
  /** 1-based. */
  readonly page: number;
  readonly rect: Rect;
}

/** What an order says of how the redactions of an edition are decided on. */
export interface EditionOrder {
  /** What the rules find: `automatic` hides all of it, `reviewed` waits for a person's decision on each place. */
  readonly review: 'automatic' | 'reviewed';
  /** Whether another person than the proposer has to approve. */
  readonly fourEyes: boolean;
  /** Whether a person may, with a reason, leave a place visible that the rules found. */
  readonly mayKeep: boolean;
  /** Id of the set that reason codes are taken from. */
  readonly codes?: string;
  /** How files are redacted; by pixels where absent. */
  readonly method?: RedactionMethod;
  /** Documents, or single pages of them, that are redacted by another method than the edition's. */
  readonly exceptions?: readonly MethodException[];
}

export const redactionMethods = ['raster', 'structural'] as const;
/** `raster`: every page becomes its pixels. `structural`: pages whose parts can be redrawn exactly stay sharp, the others become their pixels. */
export type RedactionMethod = (typeof redactionMethods)[number];

/** A document, or one page of it, with its own method. */
export interface MethodException {
  readonly document: DocumentId;
  /** 1-based; the whole document where absent. */
  readonly page?: number;
  readonly method: RedactionMethod;
}

/** The method for a page of a document: its own, its document's, or the edition's. */
export function methodFor({ method = 'raster', exceptions = [] }: EditionOrder, document: DocumentId, page: number): RedactionMethod {
  const own = exceptions.filter((exception) => exception.document === document);
  return own.find((exception) => exception.page === page)?.method ?? own.find((exception) => exception.page === undefined)?.method ?? method;
}

/** How an edition without an order of its own is decided on. */
export const plainOrder: EditionOrder = { review: 'automatic', fourEyes: false, mayKeep: true };

/** What one edition leaves out, and on what ground. The ground never contains what is removed. */
export interface RedactionSet {
  readonly edition: string;
  /** Pseudonyms of the persons whose names are removed. */
  readonly persons: readonly string[];
  readonly terms: readonly string[];
  readonly patterns: readonly PatternName[];
  readonly ground: string;
  readonly zones: readonly MarkedZone[];
  /** Regular expressions in the syntax of RE2, looked for without regard to case. */
  readonly expressions?: readonly string[];
  readonly order?: EditionOrder;
}

/** A place to be blacked out on a page, and why, in words that do not reveal it. */
export interface RedactionZone {
  /** 1-based. */
  readonly page: number;
  readonly rect: Rect;
  readonly why: string;
}

/** One guarantee of the redaction, tried on the saved file. */
export interface GuaranteeProof {
  readonly guarantee: `R${number}`;
  readonly holds: boolean;
  readonly message?: string;
}

/** Who approved what a rule hid without anybody's decision, as the log of redactions has it. */
export const ruleOfEdition = 'Rule of the edition';
