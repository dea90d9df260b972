import { randomUUID } from 'node:crypto';
import type { StoredDocument } from '../tables/document-table.ts';
import type { SqlDatabase } from '../encrypted-database.ts';
import type { Migration } from './migration.ts';

/** Versions of translations, sentence alignments and the glossary; translations that were paired before become versions. */
export const work0002Translations: Migration = {
  number: 2,
  apply(database) {
    database.exec(`
      CREATE TABLE translation_versions (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, original TEXT NOT NULL REFERENCES documents (id), translation TEXT, body TEXT NOT NULL
      ) STRICT;
      CREATE INDEX translation_versions_original ON translation_versions (original);
      CREATE INDEX translation_versions_translation ON translation_versions (translation) WHERE translation IS NOT NULL;
      CREATE TABLE alignments (translation TEXT PRIMARY KEY REFERENCES documents (id), body TEXT NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE glossary (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT;
    `);
    keepPairs(database);
  },
};

function keepPairs(database: SqlDatabase): void {
  const insert = database.prepare('INSERT INTO translation_versions (id, original, translation, body) VALUES (?, ?, ?, ?)');
  const counts = new Map<string, number>();
  for (const row of database.prepare('SELECT body FROM documents WHERE translation_of IS NOT NULL ORDER BY seq').all() as { body: string }[]) {
    const document = JSON.parse(row.body) as StoredDocument;
    const { id: translation, translation: link, language = 'und', takenInAt, sha256 } = document;
    if (link === undefined) continue;
    const version = (counts.get(`${link.original} ${language}`) ?? 0) + 1;
    counts.set(`${link.original} ${language}`, version);
    const state = link.translator?.certifiedAt === undefined ? 'received' : 'certified';
    const id = randomUUID();
    const body = {
      id, original: link.original, originalSha256: link.originalSha256, language, version, state, translation, translationSha256: sha256,
      ...(link.translator === undefined ? {} : { translator: link.translator }), history: [{ state, at: takenInAt, by: '' }],
    };
    insert.run(id, link.original, translation, JSON.stringify(body));
  }
}
