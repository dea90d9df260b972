import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ObjectId, Sha256 } from '../../shared/identifiers.ts';
import { sha256Hex, syncFolder, unfinishedSuffix, writeFileAtomically } from '../integrity/index.ts';
import { caseFolder, movedError } from './case-folder.ts';
import type { Keyring } from './keyring.ts';
import {
  chunkBytes, chunkOverheadBytes, decryptChunk, encryptChunk, endStream, objectHeaderBytes, parseObjectHeader, resumeObject, startObject, type ObjectStream,
} from './object-format.ts';
import { VaultDamage } from './vault-damage.ts';
import type { CompartmentName, PutObjectOptions } from './vault.ts';

/** What is known of an object on the disk. */
export interface ObjectRow {
  readonly id: ObjectId;
  readonly compartment: CompartmentName;
  readonly epoch: number;
  readonly sha256: Sha256;
  readonly bytes: number;
  readonly storedBytes: number;
  readonly headerSha256: Sha256;
}

/** Encrypts a stream into a new object file; it is on the disk, whole, when the promise resolves. Nothing of it remains when it rejects. */
export async function writeObject(folder: string, keyring: Keyring, chunks: AsyncIterable<Uint8Array>, options: PutObjectOptions): Promise<ObjectRow> {
  const { compartment = 'work', signal } = options;
  const id = randomBytes(16).toString('hex') as ObjectId;
  const epoch = keyring.epoch(compartment);
  const wrappingKey = keyring.key(compartment, 'objects ');
  if (wrappingKey === undefined) throw new Error(`this identity holds no key of ${compartment}`);
  const path = caseFolder.object(folder, id);
  const { header, stream } = startObject(keyring.caseId, { compartment, epoch, id }, wrappingKey);
  const hash = createHash('sha256');
  let bytes = 0;
  async function* encrypted(): AsyncGenerator<Uint8Array> {
    yield header;
    let index = 0;
    for await (const { plaintext, last } of fullChunks(chunks)) {
      signal?.throwIfAborted();
      hash.update(plaintext);
      bytes += plaintext.length;
      yield encryptChunk(stream, { plaintext, index, last });
      index += 1;
    }
  }
  try {
    if (await makeShelf(dirname(path))) await syncFolder(caseFolder.objects(folder));
    await writeFileAtomically(path, encrypted());
  } finally {
    endStream(stream);
  }
  return {
    id, compartment, epoch, sha256: hash.digest('hex') as Sha256, bytes, storedBytes: storedLength(bytes), headerSha256: sha256Hex(header),
  };
}

/** Makes the folder of an object where it is not there yet; never that of the case, which would leave the object outside a case that was moved. */
async function makeShelf(shelf: string): Promise<boolean> {
  try {
    await mkdir(shelf);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return false;
    throw code === 'ENOENT' ? movedError() : error;
  }
}

/** Length of an object's file for so many bytes of plaintext. */
export function storedLength(bytes: number): number {
  return objectHeaderBytes + bytes + Math.max(1, Math.ceil(bytes / chunkBytes)) * chunkOverheadBytes;
}

/** Decrypts an object. Throws a `VaultDamage` at the first byte that does not authenticate, is missing or is too many. */
export async function* readObject(folder: string, keyring: Keyring, row: ObjectRow): AsyncGenerator<Uint8Array> {
  const file = await openObjectFile(folder, row.id);
  try {
    const { size } = await file.stat();
    if (size !== row.storedBytes) throw damaged(row.id, 'is shorter or longer than it was written');
    const stream = await openStream(file, keyring, row);
    try {
      yield* decrypted(file, stream, row);
    } finally {
      endStream(stream);
    }
  } finally {
    await file.close();
  }
}

async function* decrypted(file: FileHandle, stream: ObjectStream, row: ObjectRow): AsyncGenerator<Uint8Array> {
  let rest = row.storedBytes - objectHeaderBytes;
  for (let index = 0; rest > 0 || index === 0; index += 1) {
    const sealed = await readExactly(file, Math.min(rest, chunkBytes + chunkOverheadBytes));
    rest -= sealed.length;
    const plaintext = decryptChunk(stream, { sealed, index, last: rest === 0 });
    if (plaintext === undefined) throw damaged(row.id, 'was altered');
    if (plaintext.length > 0) yield plaintext;
  }
}

async function openStream(file: FileHandle, keyring: Keyring, row: ObjectRow): Promise<ObjectStream> {
  const header = await readExactly(file, objectHeaderBytes);
  const about = parseObjectHeader(header);
  if (about === undefined || about.id !== row.id || about.compartment !== row.compartment || sha256Hex(header) !== row.headerSha256) throw damaged(row.id, 'was altered or replaced by another');
  const wrappingKey = keyring.key(about.compartment, 'objects ', about.epoch);
  if (wrappingKey === undefined) throw new Error(`this identity holds no key of ${about.compartment}`);
  const stream = resumeObject(keyring.caseId, header, wrappingKey);
  if (stream === undefined) throw damaged(row.id, 'was encrypted for another case');
  return stream;
}

/** Removes what a crash left half-written, here and in the objects' folders. Answers how many files went. */
export async function sweepUnfinished(folder: string): Promise<number> {
  let swept = 0;
  const objects = caseFolder.objects(folder);
  if (!(await isFolder(objects))) throw new VaultDamage('The folder with the stored objects of this case is missing. Put it back from a backup.');
  const shelves = (await readdir(objects, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => join(objects, entry.name));
  for (const shelf of [folder, ...shelves]) {
    for (const name of await readdir(shelf)) {
      if (!name.endsWith(unfinishedSuffix)) continue;
      await rm(join(shelf, name), { force: true });
      swept += 1;
    }
  }
  return swept;
}

/** Every object file that is there, with its length. */
export async function* listObjectFiles(folder: string): AsyncGenerator<{ readonly id: ObjectId; readonly storedBytes: number }> {
  const objects = caseFolder.objects(folder);
  for (const shelf of (await readdir(objects)).sort()) {
    for (const name of (await readdir(join(objects, shelf))).sort()) {
      if (/^[0-9a-f]{32}$/u.test(name)) yield { id: name as ObjectId, storedBytes: (await stat(join(objects, shelf, name))).size };
    }
  }
}

/** Cuts any stream into chunks of exactly `chunkBytes`, the last one shorter, at least one; knows which is the last. */
async function* fullChunks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<{ readonly plaintext: Buffer; readonly last: boolean }> {
  let buffer = Buffer.allocUnsafe(chunkBytes);
  let filled = 0;
  for await (const chunk of chunks) {
    let from = 0;
    while (from < chunk.length) {
      if (filled === chunkBytes) {
        yield { plaintext: buffer, last: false };
        buffer = Buffer.allocUnsafe(chunkBytes);
        filled = 0;
      }
      const part = chunk.subarray(from, from + chunkBytes - filled);
      buffer.set(part, filled);
      filled += part.length;
      from += part.length;
    }
  }
  yield { plaintext: buffer.subarray(0, filled), last: true };
}

async function openObjectFile(folder: string, id: ObjectId): Promise<FileHandle> {
  try {
    return await open(caseFolder.object(folder, id), 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw damaged(id, 'is missing');
    throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isDirectory(), () => false);
}

async function readExactly(file: FileHandle, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

function damaged(id: ObjectId, how: string): VaultDamage {
  return new VaultDamage('A stored object of this case {{how}}. The other objects are not touched; put this one back from a backup.', { subject: id, values: { how } });
}
