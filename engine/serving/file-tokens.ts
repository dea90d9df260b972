import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { failure, type Failure } from '../../shared/failure.ts';
import type { ChosenFile } from '../../shared/ipc/bridge.ts';
import { refusal, success, type Result } from '../../shared/result.ts';

/** Stands between paths, which only the host and the engine know, and the tokens that the window is given. */
export interface FileTokens {
  /** The token of a path that the user chose; the same path has the same token for as long as the application runs. */
  tokenFor(path: string): string;
  /** Fails with `file-missing` for a token that was never given. */
  pathOf(token: string): Result<string, Failure>;
  /** What the window may know of a chosen path: its last part, size and kind. Fails with `file-missing`, `permission-denied`. */
  describe(path: string): Promise<Result<ChosenFile, Failure>>;
  /** The same for a file that is yet to be written. */
  describeNew(path: string): ChosenFile;
}

export interface FileTokenOptions {
  /** Whether a folder is a case of Custodia. */
  readonly isCase: (folder: string) => Promise<boolean>;
}

/** Makes an empty table of tokens. */
export function createFileTokens({ isCase }: FileTokenOptions): FileTokens {
  const paths = new Map<string, string>();
  const tokens = new Map<string, string>();

  function tokenFor(path: string): string {
    const known = tokens.get(path);
    if (known !== undefined) return known;
    const token = randomBytes(16).toString('hex');
    paths.set(token, path);
    tokens.set(path, token);
    return token;
  }

  return {
    tokenFor,
    pathOf: (token) => {
      const path = paths.get(token);
      return path === undefined ? refusal(failure('file-missing', 'That file is no longer at hand. Choose it again.')) : success(path);
    },
    describe: async (path) => {
      try {
        const facts = await stat(path);
        const kind = facts.isDirectory() ? ((await isCase(path)) ? 'case' : 'folder') : releaseName.test(path) ? 'release' : 'file';
        return success({ token: tokenFor(path), name: basename(path), bytes: facts.isDirectory() ? 0 : facts.size, kind });
      } catch (error) {
        return refusal(fileFailure(error));
      }
    },
    describeNew: (path) => ({ token: tokenFor(path), name: basename(path), bytes: 0, kind: releaseName.test(path) ? 'release' : 'file' }),
  };
}

const releaseName = /\.tar(\.age)?$/iu;
// Windows refuses these, with or without an extension; a case must travel between systems.
const reservedName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu;
const forbiddenCharacter = /[\u0000-\u001f\u007f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** The path of `name` in `folder`, for a name that every system takes as one plain name. Fails with `usage`. */
export function pathInFolder(folder: string, name: string): Result<string, Failure> {
  const plain = name.normalize('NFC').trim();
  const bad = plain === '' || plain.startsWith('.') || plain.endsWith('.') || forbiddenCharacter.test(plain) || reservedName.test(plain) || Buffer.byteLength(plain) > 200;
  return bad ? refusal(failure('usage', 'That name cannot be used for a file. Use letters, digits, spaces, dots and dashes.')) : success(join(folder, plain));
}

/** What a file system's error means to the user. */
export function fileFailure(error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return failure('file-missing', 'The file or folder is not there any more.');
  if (code === 'EACCES' || code === 'EPERM') return failure('permission-denied', 'This account may not read the file or folder.');
  if (code === 'ENOSPC') return failure('disk-full', 'The disk is full. Nothing was changed.');
  return failure('file-unreadable', 'The file or folder cannot be read.');
}
