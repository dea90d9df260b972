import { randomUUID } from 'node:crypto';
import type { GlossaryEntry, StoredAlignment, TranslationVersion } from '../../../shared/case-model/translation.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import type { SqlDatabase } from '../encrypted-database.ts';
import { readBodies, readBody, type BodyRow } from './json-body.ts';

/** Versions of translations, the links between their sentences, and the glossary. */
export interface TranslationTable {
  /** Answers the version with its new id. */
  add(version: Omit<TranslationVersion, 'id'>): TranslationVersion;
  get(id: string): TranslationVersion | undefined;
  /** Replaces the version of that id; throws when there is none. */
  put(version: TranslationVersion): void;
  /** In order of making. */
  list(): readonly TranslationVersion[];
  ofOriginal(original: DocumentId): readonly TranslationVersion[];
  /** The version whose text a document is: the latest, where it was paired more than once. */
  ofTranslation(translation: DocumentId): TranslationVersion | undefined;
  remove(id: string): void;
  alignment(translation: DocumentId): StoredAlignment | undefined;
  putAlignment(alignment: StoredAlignment): void;
  removeAlignment(translation: DocumentId): void;
  glossary(): readonly GlossaryEntry[];
  /** Replaces the whole glossary. */
  putGlossary(entries: readonly GlossaryEntry[]): void;
}

export function openTranslationTable(database: SqlDatabase): TranslationTable {
  const insert = database.prepare('INSERT INTO translation_versions (id, original, translation, body) VALUES (?, ?, ?, ?)');
  const update = database.prepare('UPDATE translation_versions SET original = ?, translation = ?, body = ? WHERE id = ?');
  const one = database.prepare<[string], BodyRow>('SELECT body FROM translation_versions WHERE id = ?');
  const all = database.prepare('SELECT body FROM translation_versions ORDER BY seq');
  const withOriginal = database.prepare('SELECT body FROM translation_versions WHERE original = ? ORDER BY seq');
  const withTranslation = database.prepare<[string], BodyRow>('SELECT body FROM translation_versions WHERE translation = ? ORDER BY seq DESC LIMIT 1');
  const drop = database.prepare('DELETE FROM translation_versions WHERE id = ?');
  const oneAlignment = database.prepare<[string], BodyRow>('SELECT body FROM alignments WHERE translation = ?');
  const upsertAlignment = database.prepare('INSERT INTO alignments (translation, body) VALUES (?, ?) ON CONFLICT (translation) DO UPDATE SET body = excluded.body');
  const dropAlignment = database.prepare('DELETE FROM alignments WHERE translation = ?');
  const allEntries = database.prepare('SELECT body FROM glossary ORDER BY seq');
  const dropEntries = database.prepare('DELETE FROM glossary');
  const insertEntry = database.prepare('INSERT INTO glossary (id, body) VALUES (?, ?)');

  const version = (row: BodyRow | undefined): TranslationVersion | undefined => (row === undefined ? undefined : readBody<TranslationVersion>(row.body));
  return {
    add(fresh) {
      const added: TranslationVersion = { id: randomUUID(), ...fresh };
      insert.run(added.id, added.original, added.translation ?? null, JSON.stringify(added));
      return added;
    },
    get: (id) => version(one.get(id)),
    put(changed) {
      const { changes } = update.run(changed.original, changed.translation ?? null, JSON.stringify(changed), changed.id);
      if (changes !== 1) throw new Error('a change of a translation that is not in the case');
    },
    list: () => readBodies<TranslationVersion>(all.all()),
    ofOriginal: (original) => readBodies<TranslationVersion>(withOriginal.all(original)),
    ofTranslation: (translation) => version(withTranslation.get(translation)),
    remove: (id) => void drop.run(id),
    alignment(translation) {
      const row = oneAlignment.get(translation);
      return row === undefined ? undefined : readBody<StoredAlignment>(row.body);
    },
    putAlignment: (alignment) => void upsertAlignment.run(alignment.translation, JSON.stringify(alignment)),
    removeAlignment: (translation) => void dropAlignment.run(translation),
    glossary: () => readBodies<GlossaryEntry>(allEntries.all()),
    putGlossary(entries) {
      database.transaction(() => {
        dropEntries.run();
        for (const entry of entries) insertEntry.run(entry.id, JSON.stringify(entry));
      })();
    },
  };
}
