import type { Rendition, RenditionKind } from '../../../shared/case-model/document.ts';
import type { DocumentId, ObjectId } from '../../../shared/identifiers.ts';

export interface StoredRendition extends Rendition {
  readonly object: ObjectId;
}

/** What was made from originals: at most one rendition for each document, kind and edition. */
export interface RenditionTable {
  /** Answers the object that this rendition replaces, for `removeObject`. */
  put(rendition: StoredRendition): ObjectId | undefined;
  /** `edition` is empty but for redacted renditions. */
  get(document: DocumentId, kind: RenditionKind, edition?: string): StoredRendition | undefined;
  listFor(document: DocumentId): readonly StoredRendition[];
  list(): readonly StoredRendition[];
  remove(document: DocumentId, kind: RenditionKind, edition?: string): ObjectId | undefined;
}
