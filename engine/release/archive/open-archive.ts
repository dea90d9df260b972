import { createReadStream } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { decryptAge } from '../age/age-file.ts';
import type { AgeIdentity } from '../age/x25519-keys.ts';
import { ArchiveError } from './archive-error.ts';
import { ByteReader } from './byte-reader.ts';
import { readTar } from './tar-reader.ts';
import type { ArchiveFile } from './tar-writer.ts';

const readChunkBytes = 1 << 20;
const maximumDepth = 8;

/** How an encrypted archive is opened. */
export type ArchiveKey = { readonly identities: readonly AgeIdentity[] } | { readonly fileKey: Uint8Array };

/** What a path holds, told from its bytes. */
export type ArchiveForm = 'folder' | 'tar' | 'age';

/** Looks at the first bytes; a missing or unreadable path throws as Node does. */
export async function archiveForm(at: string): Promise<ArchiveForm> {
  if ((await lstat(at)).isDirectory()) return 'folder';
  const file = await open(at, 'r');
  try {
    const head = Buffer.alloc(1100);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    const text = head.toString('latin1', 0, bytesRead);
    return text.startsWith('age-encryption.org/') || text.includes('-----BEGIN AGE ENCRYPTED FILE-----') ? 'age' : 'tar';
  } finally {
    await file.close();
  }
}

/** The files of an encrypted archive, a plain one, or an unpacked folder, in constant memory; each is to be read before the next is asked for. */
export async function* openArchive(at: string, key: ArchiveKey): AsyncGenerator<ArchiveFile, void, undefined> {
  const form = await archiveForm(at);
  if (form === 'folder') {
    yield* walkFolder(at, '', 0);
    return;
  }
  const bytes = createReadStream(at, { highWaterMark: readChunkBytes });
  try {
    yield* readTar(new ByteReader(form === 'age' ? decryptAge(bytes, key) : bytes));
  } finally {
    bytes.destroy();
  }
}

async function* walkFolder(root: string, inside: string, depth: number): AsyncGenerator<ArchiveFile, void, undefined> {
  if (depth > maximumDepth) throw new ArchiveError('its folders are too deep');
  const entries = await readdir(path.join(root, inside), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = inside === '' ? entry.name : `${inside}/${entry.name}`;
    if (entry.isDirectory()) yield* walkFolder(root, name, depth + 1);
    else if (entry.isFile()) {
      const at = path.join(root, name);
      yield { path: name, bytes: (await lstat(at)).size, open: () => createReadStream(at, { highWaterMark: readChunkBytes }) };
    } else throw new ArchiveError('it holds a link or a device, which no release has');
  }
}
