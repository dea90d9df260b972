import type { Migration } from './migration.ts';

/** Which entries of the log are openings of which record, in the compartment of the persons. */
export const persons0003Accesses: Migration = {
  number: 3,
  apply: (database) => database.exec(`
    CREATE TABLE accesses (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, pseudonym TEXT NOT NULL, body TEXT NOT NULL) STRICT;
  `),
};
