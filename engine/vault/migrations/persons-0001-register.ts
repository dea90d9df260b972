import type { Migration } from './migration.ts';

/** The register of protected persons. */
export const persons0001Register: Migration = {
  number: 1,
  apply: (database) => database.exec(`
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE persons (seq INTEGER PRIMARY KEY AUTOINCREMENT, pseudonym TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT;
  `),
};
