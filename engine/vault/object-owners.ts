import type { DocumentId, ObjectId } from '../../shared/identifiers.ts';
import type { SqlDatabase } from './encrypted-database.ts';
import { openDocumentTable } from './tables/document-table.ts';
import { openRenditionTable } from './tables/rendition-table.ts';
import { VaultDamage } from './vault-damage.ts';

/** The document of each object that is an original or a rendition of one. */
export function ownersOfObjects(work: SqlDatabase): ReadonlyMap<string, DocumentId> {
  return new Map<string, DocumentId>([
    ...openRenditionTable(work).list().map(({ object, document }) => [object, document] as const),
    ...openDocumentTable(work).list().map(({ original, id }) => [original, id] as const),
  ]);
}

/** Damage of an object, said of the document that it belongs to, which is what a person knows; any other error as it is. */
export function damageOfDocument(work: SqlDatabase, object: ObjectId, error: unknown): unknown {
  if (!(error instanceof VaultDamage)) return error;
  const document = ownersOfObjects(work).get(object);
  return document === undefined ? error : error.of(document);
}
