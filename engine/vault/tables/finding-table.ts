import type { Finding } from '../../../shared/finding.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';

/** What a person should know about documents before release. */
export interface FindingTable {
  add(finding: Finding): void;
  /** Takes away the findings of a document, all or those of one code. */
  clear(document: DocumentId, code?: string): void;
  list(document?: DocumentId): readonly Finding[];
}
