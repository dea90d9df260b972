declare module 'better-sqlite3-multiple-ciphers' {
  import type BetterSqlite3 from 'better-sqlite3';

  interface CipherDatabase extends BetterSqlite3.Database {
    key(key: Buffer): number;
    rekey(key: Buffer): number;
  }

  const Database: new (filename: string | Buffer, options?: BetterSqlite3.Options) => CipherDatabase;
  export = Database;
}
