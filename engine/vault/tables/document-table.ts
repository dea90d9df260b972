import type { CaseDocument } from '../../../shared/case-model/document.ts';
import type { DocumentId, ObjectId, Sha256 } from '../../../shared/identifiers.ts';
import type { SqlDatabase } from '../encrypted-database.ts';
import { readBodies, readBody, type BodyRow } from './json-body.ts';

/** A document of the case and the object that holds its original. */
export interface StoredDocument extends CaseDocument {
  readonly original: ObjectId;
}

/** What may change after intake; the original and its hash never do. */
export type DocumentChange = Partial<Pick<CaseDocument, 'title' | 'pages' | 'confidentiality' | 'source'>> & {
  /** Null takes the value away. */
  readonly language?: string | null;
  readonly exhibit?: string | null;
  /** Only to be taken away: what came in by itself belongs to nothing. */
  readonly parent?: null;
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
  /** All that translate another document, in order of intake. */
  translations(): readonly StoredDocument[];
}

export function openDocumentTable(database: SqlDatabase): DocumentTable {
  const insert = database.prepare('INSERT INTO documents (id, original, sha256, exhibit, parent, translation_of, body) VALUES (@id, @original, @sha256, @exhibit, @parent, @translationOf, @body)');
  const update = database.prepare('UPDATE documents SET exhibit = @exhibit, parent = @parent, translation_of = @translationOf, body = @body WHERE id = @id');
  const one = database.prepare<[string], BodyRow>('SELECT body FROM documents WHERE id = ?');
  const present = database.prepare('SELECT 1 FROM documents WHERE id = ?');
  const all = database.prepare('SELECT body FROM documents ORDER BY seq');
  const number = database.prepare<[], number>('SELECT count(*) FROM documents').pluck();
  const withExhibit = database.prepare<[string], BodyRow>('SELECT body FROM documents WHERE exhibit = ?');
  const withSha256 = database.prepare('SELECT body FROM documents WHERE sha256 = ? ORDER BY seq');
  const withParent = database.prepare('SELECT body FROM documents WHERE parent = ? ORDER BY seq');
  const withOriginal = database.prepare('SELECT body FROM documents WHERE translation_of = ? ORDER BY seq');
  const translating = database.prepare('SELECT body FROM documents WHERE translation_of IS NOT NULL ORDER BY seq');

  function get(id: DocumentId): StoredDocument | undefined {
    return optional(one.get(id));
  }

  return {
    add: (document) => void insert.run({ ...columns(document), original: document.original, sha256: document.sha256 }),
    get,
    has: (id) => present.get(id) !== undefined,
    list: () => readBodies<StoredDocument>(all.all()),
    count: () => number.get() ?? 0,
    change(id, change) {
      const document = get(id);
      if (document === undefined) throw new Error('a change of a document that is not in the case');
      update.run(columns(changed(document, change)));
    },
    byExhibit: (exhibit) => optional(withExhibit.get(exhibit)),
    bySha256: (sha256) => readBodies<StoredDocument>(withSha256.all(sha256)),
    childrenOf: (id) => readBodies<StoredDocument>(withParent.all(id)),
    translationsOf: (id) => readBodies<StoredDocument>(withOriginal.all(id)),
    translations: () => readBodies<StoredDocument>(translating.all()),
  };
}

function columns(document: StoredDocument): Record<'id' | 'exhibit' | 'parent' | 'translationOf' | 'body', string | null> {
  return {
    id: document.id, exhibit: document.exhibit ?? null, parent: document.parent ?? null,
    translationOf: document.translation?.original ?? null, body: JSON.stringify(document),
  };
}

function changed(document: StoredDocument, { language, exhibit, parent, translation, ...plain }: DocumentChange): StoredDocument {
  const { language: oldLanguage, exhibit: oldExhibit, parent: oldParent, translation: oldTranslation, ...rest } = document;
  const nextLanguage = language === undefined ? oldLanguage : language ?? undefined;
  const nextExhibit = exhibit === undefined ? oldExhibit : exhibit ?? undefined;
  const nextTranslation = translation === undefined ? oldTranslation : translation ?? undefined;
  return {
    ...rest, ...plain,
    ...(nextLanguage === undefined ? {} : { language: nextLanguage }),
    ...(nextExhibit === undefined ? {} : { exhibit: nextExhibit }),
    ...(parent === null || oldParent === undefined ? {} : { parent: oldParent }),
    ...(nextTranslation === undefined ? {} : { translation: nextTranslation }),
  };
}

function optional(row: BodyRow | undefined): StoredDocument | undefined {
  return row === undefined ? undefined : readBody<StoredDocument>(row.body);
}
