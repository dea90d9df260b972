import type { Rendition, RenditionKind } from '../../../shared/case-model/document.ts';
import type { DocumentId, ObjectId } from '../../../shared/identifiers.ts';
import type { SqlDatabase } from '../encrypted-database.ts';
import { readBodies, readBody, type BodyRow } from './json-body.ts';

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

export function openRenditionTable(database: SqlDatabase): RenditionTable {
  const upsert = database.prepare(`INSERT INTO renditions (document, kind, edition, object, body) VALUES (@document, @kind, @edition, @object, @body)
    ON CONFLICT (document, kind, edition) DO UPDATE SET object = excluded.object, body = excluded.body`);
  const one = database.prepare<[string, string, string], BodyRow>('SELECT body FROM renditions WHERE document = ? AND kind = ? AND edition = ?');
  const ofDocument = database.prepare('SELECT body FROM renditions WHERE document = ? ORDER BY kind, edition');
  const all = database.prepare('SELECT body FROM renditions ORDER BY document, kind, edition');
  const drop = database.prepare('DELETE FROM renditions WHERE document = ? AND kind = ? AND edition = ?');

  function get(document: DocumentId, kind: RenditionKind, edition = ''): StoredRendition | undefined {
    const row = one.get(document, kind, edition);
    return row === undefined ? undefined : readBody<StoredRendition>(row.body);
  }

  return {
    put(rendition) {
      const { document, kind, edition, object } = rendition;
      const before = get(document, kind, edition)?.object;
      upsert.run({ document, kind, edition, object, body: JSON.stringify(rendition) });
      return before === object ? undefined : before;
    },
    get,
    listFor: (document) => readBodies<StoredRendition>(ofDocument.all(document)),
    list: () => readBodies<StoredRendition>(all.all()),
    remove(document, kind, edition = '') {
      const before = get(document, kind, edition)?.object;
      drop.run(document, kind, edition);
      return before;
    },
  };
}
