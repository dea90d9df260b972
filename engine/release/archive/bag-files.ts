import { ArchiveError } from './archive-error.ts';
import type { ArchiveFile } from './tar-writer.ts';

const namePattern = /^[A-Za-z0-9._-]{1,100}$/;

/** Whether a name in an archive is one that a release uses: relative, plain characters, no step up. */
export function isSafePath(path: string): boolean {
  return path.split('/').every((name) => namePattern.test(name) && name !== '.' && name !== '..');
}

/**
 * The files of a release, named from the top of its bag (`data/…`), whether the archive has a folder above it or not.
 * Throws an `ArchiveError` for a name that is unsafe, stands twice (also where capitals differ) or lies in another top folder.
 */
export async function* bagFilesOf(files: AsyncIterable<ArchiveFile>): AsyncGenerator<ArchiveFile, void, undefined> {
  const seen = new Set<string>();
  let top: string | undefined;
  for await (const file of files) {
    const plain = file.path.replace(/^\.\//, '');
    if (!isSafePath(plain)) throw new ArchiveError('it holds a file with a name that no release has');
    top ??= topFolderOf(plain);
    if (!plain.startsWith(top)) throw new ArchiveError('it holds files outside its folder');
    const key = plain.toLowerCase();
    if (seen.has(key)) throw new ArchiveError('it holds two files of the same name');
    seen.add(key);
    yield { path: plain.slice(top.length), bytes: file.bytes, open: () => file.open() };
  }
}

/** `''` where the bag is not in a folder of its own. */
function topFolderOf(path: string): string {
  const [first = '', ...rest] = path.split('/');
  return rest.length === 0 || first === 'data' ? '' : `${first}/`;
}
