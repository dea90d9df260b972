import type { Migration } from './migration.ts';

/** Protective measures and consents, in the compartment of the persons. */
export const persons0002Measures: Migration = {
  number: 2,
  apply: (database) => database.exec(`
    CREATE TABLE measures (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, pseudonym TEXT NOT NULL, body TEXT NOT NULL) STRICT;
    CREATE TABLE consents (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, pseudonym TEXT NOT NULL, body TEXT NOT NULL) STRICT;
  `),
};
