import Database from 'better-sqlite3-multiple-ciphers';
import { VaultDamage } from './vault-damage.ts';
import { wipe, type SecretBytes } from './secret-memory.ts';

export type SqlDatabase = InstanceType<typeof Database>;

/**
 * Opens a database in which every page, those of its journals too, is encrypted and authenticated (ChaCha20-Poly1305, SQLite3 Multiple
 * Ciphers). Commits are on the disk when they return; nothing temporary leaves memory; what is deleted is overwritten. Opening writes nothing.
 * Throws a `VaultDamage` when the key does not fit or the first page is altered.
 */
export function openEncryptedDatabase(path: string, key: SecretBytes, options: { readonly readOnly?: boolean; readonly mustExist?: boolean } = {}): SqlDatabase {
  const { readOnly = false, mustExist = true } = options;
  const database = new Database(path, { readonly: readOnly, fileMustExist: mustExist || readOnly, timeout: 10_000 });
  try {
    unlock(database, key);
    database.pragma('synchronous = FULL');
    database.pragma('secure_delete = ON');
    database.pragma('temp_store = MEMORY');
    database.pragma('foreign_keys = ON');
    database.pragma('trusted_schema = OFF');
    database.pragma('cell_size_check = ON');
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return database;
  } catch (error) {
    database.close();
    if (isUnreadable(error)) throw new VaultDamage('A database of this case does not open with its key: it is damaged or was replaced.');
    throw error;
  }
}

/** A copy of a whole database in memory, nothing of which reaches the disk. */
export function copyInMemory(database: SqlDatabase): SqlDatabase {
  const copy = new Database(database.serialize());
  copy.pragma('temp_store = MEMORY');
  copy.pragma('foreign_keys = ON');
  copy.pragma('trusted_schema = OFF');
  return copy;
}

/** Sets cipher and key on a fresh connection. */
export function unlock(database: SqlDatabase, key: SecretBytes): void {
  database.pragma("cipher = 'chacha20'");
  const typed = rawKey(key);
  database.key(typed);
  wipe(typed);
}

/** The key in the form that the cipher takes without deriving it again. */
export function rawKey(key: SecretBytes): Buffer {
  const typed = Buffer.alloc(4 + 2 * key.length);
  typed.write('raw:', 'ascii');
  const digits = Buffer.from('0123456789abcdef');
  key.forEach((byte, index) => {
    typed[4 + 2 * index] = digits[byte >> 4] ?? 0;
    typed[5 + 2 * index] = digits[byte & 15] ?? 0;
  });
  return typed;
}

/** Whether SQLite says that pages do not authenticate or do not fit together. */
export function isUnreadable(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_IOERR_DATA' || code === 'SQLITE_IOERR_SHORT_READ';
}
