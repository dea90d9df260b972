import type { Migration } from './migration.ts';

/** Head, objects, documents, renditions, page texts, search, redactions, bundle, releases, custody, findings, records and the event log. */
export const work0001Case: Migration = {
  number: 1,
  apply: (database) => database.exec(`
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

    CREATE TABLE objects (
      id TEXT PRIMARY KEY, compartment TEXT NOT NULL, epoch INTEGER NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL,
      stored_bytes INTEGER NOT NULL, header_sha256 TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE documents (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, original TEXT NOT NULL REFERENCES objects (id), sha256 TEXT NOT NULL,
      exhibit TEXT UNIQUE, parent TEXT, translation_of TEXT, body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX documents_sha256 ON documents (sha256);
    CREATE INDEX documents_parent ON documents (parent) WHERE parent IS NOT NULL;
    CREATE INDEX documents_translation ON documents (translation_of) WHERE translation_of IS NOT NULL;

    CREATE TABLE renditions (
      document TEXT NOT NULL REFERENCES documents (id), kind TEXT NOT NULL, edition TEXT NOT NULL, object TEXT NOT NULL REFERENCES objects (id),
      body TEXT NOT NULL, PRIMARY KEY (document, kind, edition)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX renditions_object ON renditions (object);

    CREATE TABLE page_texts (
      document TEXT NOT NULL REFERENCES documents (id), page INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE (document, page)
    ) STRICT;

    CREATE TABLE search_pages (
      id INTEGER PRIMARY KEY, document TEXT NOT NULL, page INTEGER NOT NULL, folded TEXT NOT NULL, original TEXT NOT NULL, UNIQUE (document, page)
    ) STRICT;
    CREATE VIRTUAL TABLE search_index USING fts5 (
      tokens, content = '', contentless_delete = 1, prefix = '2 3', tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"
    );

    CREATE TABLE redaction_sets (edition TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE redaction_zones (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, edition TEXT NOT NULL, document TEXT NOT NULL REFERENCES documents (id),
      page INTEGER NOT NULL, state TEXT NOT NULL, origin TEXT NOT NULL, body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX redaction_zones_place ON redaction_zones (document, edition, page);
    CREATE TABLE redactions_applied (
      edition TEXT NOT NULL, document TEXT NOT NULL REFERENCES documents (id), body TEXT NOT NULL, PRIMARY KEY (edition, document)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE releases (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, edition TEXT NOT NULL, body TEXT NOT NULL) STRICT;
    CREATE TABLE disclosures (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, release TEXT NOT NULL REFERENCES releases (id), body TEXT NOT NULL
    ) STRICT;

    CREATE TABLE custody (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL REFERENCES documents (id), body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX custody_document ON custody (document);

    CREATE TABLE findings (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL, code TEXT NOT NULL, body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX findings_document ON findings (document);

    CREATE TABLE records (kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID;

    CREATE TABLE events (idx INTEGER PRIMARY KEY, leaf TEXT NOT NULL) STRICT;
    CREATE TABLE event_nodes (level INTEGER NOT NULL, idx INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (level, idx)) STRICT, WITHOUT ROWID;
    CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
    CREATE TRIGGER events_are_never_removed BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;
  `),
};
