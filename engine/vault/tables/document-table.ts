import type { CaseDocument } from '../../../shared/case-model/document.ts';
import type { DocumentId, ObjectId, Sha256 } from '../../../shared/identifiers.ts';

/** A document of the case and the object that holds its original. */
export interface StoredDocument extends CaseDocument {
  readonly original: ObjectId;
}

/** What may change after intake; the original and its hash never do. */
export type DocumentChange = Partial<Pick<CaseDocument, 'title' | 'pages' | 'confidentiality' | 'source'>> & {
  /** Null takes the value away. */
  readonly language?: string | null;
  readonly exhibit?: string | null;
  readonly translation?: CaseDocument['translation'] | null;
};

/** The documents of a case, in order of intake. */
export interface DocumentTable {
  /** Throws when the id or the exhibit number is taken. */
  add(document: StoredDocument): void;
  get(id: DocumentId): StoredDocument | undefined;
  has(id: DocumentId): boolean;
  list(): readonly StoredDocument[];
  count(): number;
  change(id: DocumentId, change: DocumentChange): void;
  byExhibit(exhibit: string): StoredDocument | undefined;
  bySha256(sha256: Sha256): readonly StoredDocument[];
  childrenOf(id: DocumentId): readonly StoredDocument[];
  translationsOf(id: DocumentId): readonly StoredDocument[];
}
