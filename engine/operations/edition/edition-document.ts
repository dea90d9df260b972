import type { GuaranteeProof } from '../../../shared/case-model/redaction.ts';
import type { ObjectId } from '../../../shared/identifiers.ts';
import type { PageText } from '../../../shared/page-text.ts';
import type { StoredDocument } from '../../vault/index.ts';
import type { EditionEntry } from './order-edition.ts';

/** The file that stands for a document in an edition. */
export interface EditionFile {
  readonly object: ObjectId;
  readonly sha256: string;
  readonly bytes: number;
  readonly pages: number;
}

/** That a document was redacted for an edition, and its proof. */
export interface EditionRedaction {
  readonly method: string;
  readonly zones: number;
  readonly proof: readonly GuaranteeProof[];
  /** What was proved, as canonical JSON, and its SSH signature. */
  readonly record: string;
  readonly signature: string;
}

/** A document as one edition may see it. */
export interface EditionDocument {
  readonly entry: EditionEntry<StoredDocument>;
  /** With pseudonyms. */
  readonly title: string;
  /** Absent for a sealed document. */
  readonly file?: EditionFile;
  /** Words for the pages that carry none; only for a document that is left whole. */
  readonly text: readonly PageText[];
  /** Absent for a document that is left whole. */
  readonly redaction?: EditionRedaction;
}
