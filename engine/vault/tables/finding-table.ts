import type { Finding } from '../../../shared/finding.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import type { SqlDatabase } from '../encrypted-database.ts';
import { readBodies } from './json-body.ts';

/** What a person should know about documents before release. */
export interface FindingTable {
  add(finding: Finding): void;
  /** Takes away the findings of a document, all or those of one code. */
  clear(document: DocumentId, code?: string): void;
  list(document?: DocumentId): readonly Finding[];
}

export function openFindingTable(database: SqlDatabase): FindingTable {
  const insert = database.prepare('INSERT INTO findings (document, code, body) VALUES (?, ?, ?)');
  const drop = database.prepare('DELETE FROM findings WHERE document = @document AND (@code IS NULL OR code = @code)');
  const some = database.prepare('SELECT body FROM findings WHERE @document IS NULL OR document = @document ORDER BY seq');
  return {
    add: (finding) => void insert.run(finding.document, finding.code, JSON.stringify(finding)),
    clear: (document, code) => void drop.run({ document, code: code ?? null }),
    list: (document) => readBodies<Finding>(some.all({ document: document ?? null })),
  };
}
