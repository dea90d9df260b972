import type { ByteReader } from './byte-reader.ts';
import { ArchiveError } from './archive-error.ts';
import type { ArchiveFile } from './tar-writer.ts';

const blockBytes = 512;
const maximumPaxBytes = 64 * 1024;
const maximumFiles = 200_000;
const chunkBytes = 1 << 20;

interface Header {
  readonly name: string;
  readonly bytes: number;
  readonly type: string;
}

/**
 * Reads a tar archive in constant memory; each file is to be read before the next is asked for (what is left of it is skipped).
 * Takes files and folders as POSIX, GNU and BSD tar write them; links, devices, sparse files and damaged headers throw an `ArchiveError`.
 * Names are as the archive gives them: `bag-folder.ts` decides which are safe.
 */
export async function* readTar(reader: ByteReader): AsyncGenerator<ArchiveFile, void, undefined> {
  let pax: ReadonlyMap<string, string> = new Map();
  let files = 0;
  for (;;) {
    const header = await readHeader(reader);
    if (header === undefined) return;
    if (header.type === 'x' || header.type === 'g') {
      const records = await readPax(reader, header.bytes);
      if (header.type === 'x') pax = records;
      continue;
    }
    const name = pax.get('path') ?? header.name;
    const bytes = readSize(pax.get('size')) ?? header.bytes;
    if ([...pax.keys()].some((key) => key.startsWith('GNU.sparse') || key === 'linkpath')) throw new ArchiveError('it holds a file of a kind that no release has');
    pax = new Map();
    if (header.type === '5') continue;
    if (header.type !== '0' && header.type !== '\0') throw new ArchiveError('it holds a link or a device, which no release has');
    if (++files > maximumFiles) throw new ArchiveError('it holds too many files');
    const body = fileBody(reader, bytes);
    yield { path: name, bytes, open: () => body };
    for await (const chunk of body) if (chunk.length === 0) break;
  }
}

async function* fileBody(reader: ByteReader, bytes: number): AsyncGenerator<Uint8Array, void, undefined> {
  let left = bytes;
  while (left > 0) {
    const chunk = await reader.some(Math.min(left, chunkBytes));
    if (chunk.length === 0) throw new ArchiveError('it ends in the middle of a file');
    left -= chunk.length;
    yield chunk;
  }
  const padding = (blockBytes - (bytes % blockBytes)) % blockBytes;
  if ((await reader.upTo(padding)).length !== padding) throw new ArchiveError('it ends in the middle of a file');
}

async function readHeader(reader: ByteReader): Promise<Header | undefined> {
  const block = await reader.upTo(blockBytes);
  if (block.length === 0) throw new ArchiveError('it is cut before its end');
  if (block.length !== blockBytes) throw new ArchiveError('it is no tar archive');
  if (block.every((byte) => byte === 0)) return endOfArchive(reader);
  const magic = block.toString('latin1', 257, 263);
  if (magic !== 'ustar\0' && magic !== 'ustar ') throw new ArchiveError('it is no tar archive');
  const stated = readOctal(block.subarray(148, 156));
  const sum = block.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  if (stated !== sum) throw new ArchiveError('the head of a file in it is damaged');
  const prefix = magic === 'ustar\0' ? text(block.subarray(345, 500)) : '';
  const name = text(block.subarray(0, 100));
  return { name: prefix === '' ? name : `${prefix}/${name}`, bytes: readOctal(block.subarray(124, 136)), type: block.toString('latin1', 156, 157) };
}

/** After the first zero block nothing but zero blocks may follow. */
async function endOfArchive(reader: ByteReader): Promise<undefined> {
  for await (const chunk of reader.rest()) {
    if (chunk.some((byte) => byte !== 0)) throw new ArchiveError('something follows its end');
  }
  return undefined;
}

async function readPax(reader: ByteReader, bytes: number): Promise<ReadonlyMap<string, string>> {
  if (bytes > maximumPaxBytes) throw new ArchiveError('a head in it is too long');
  const parts: Uint8Array[] = [];
  for await (const chunk of fileBody(reader, bytes)) parts.push(chunk);
  const records = new Map<string, string>();
  let rest = Buffer.concat(parts);
  while (rest.length > 0) {
    const length = Number(/^(\d{1,6}) /.exec(rest.toString('latin1', 0, 8))?.[1] ?? 0);
    const record = rest.subarray(0, length).toString('utf8');
    const [, key, value] = /^\d+ ([^=]+)=([^]*)\n$/.exec(record) ?? [];
    if (length === 0 || length > rest.length || key === undefined || value === undefined) throw new ArchiveError('a head in it is damaged');
    records.set(key, value);
    rest = rest.subarray(length);
  }
  return records;
}

function readSize(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const bytes = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(bytes)) throw new ArchiveError('a size in it is damaged');
  return bytes;
}

function readOctal(field: Buffer): number {
  const digits = text(field).trim();
  if (!/^[0-7]*$/.test(digits)) throw new ArchiveError('a number in it is damaged');
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}

function text(field: Buffer): string {
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? field.length : end);
}
