import { createDecipheriv, createHash, pbkdf2Sync } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter, type FileEntry } from '@zip.js/zip.js';
import { SaxesParser } from 'saxes';
import type { Unlocked } from './office-encryption.ts';

/** An OpenDocument file of which some parts are encrypted (ODF 1.3 part 2, chapter 3). */
export interface ProtectedOpenDocument {
  readonly entries: readonly FileEntry[];
  /** As it stands in the file. */
  readonly manifest: string;
}

/** How one part is encrypted, as the manifest says it: attributes of the elements, by local name. */
interface EncryptedPart {
  readonly path: string;
  readonly size: number;
  readonly said: Readonly<Record<string, string>>;
}

const openDocumentMark = 'mimetypeapplication/vnd.oasis.opendocument';
const manifestPath = 'META-INF/manifest.xml';
const largestManifest = 2 ** 20;
const largestDocument = 2 ** 29;
const mostIterations = 10_000_000;
const unthreaded = { useWebWorkers: false } as const;

/** The file, where its manifest names encrypted parts; undefined for every other file. */
export async function protectedOpenDocument(bytes: Uint8Array): Promise<ProtectedOpenDocument | undefined> {
  if (!Buffer.from(bytes.subarray(0, 200)).toString('latin1').includes(openDocumentMark)) return undefined;
  try {
    const entries = (await new ZipReader(new Uint8ArrayReader(bytes), unthreaded).getEntries()).filter((entry): entry is FileEntry => !entry.directory);
    const listed = entries.find(({ filename }) => filename === manifestPath);
    if (listed === undefined) return undefined;
    const manifest = (await dataOf(listed, largestManifest)).toString('utf8');
    return encryptedParts(manifest).length === 0 ? undefined : { entries, manifest };
  } catch {
    return undefined; // a damaged file: whoever shows it finds that out
  }
}

/** Takes the encryption off every part; the answer's bytes are the same document without it. Throws on a file that is cut off. */
export async function openProtectedOpenDocument({ entries, manifest }: ProtectedOpenDocument, password: string): Promise<Unlocked> {
  const parts = new Map(encryptedParts(manifest).map((part) => [part.path, part]));
  const zip = new ZipWriter(new Uint8ArrayWriter(), unthreaded);
  let left = largestDocument;
  let isOpened = false;
  for (const entry of entries) {
    const stored = entry.filename === manifestPath ? Buffer.from(withoutEncryption(manifest)) : await dataOf(entry, left);
    const part = parts.get(entry.filename);
    const content = part === undefined ? stored : decrypted(part, stored, { password, left });
    if (content === 'unknown-method') return { kind: 'unknown-method' };
    // Whether a password fits shows at the first part; later ones that do not open were changed.
    if (content === 'other-checksum') return { kind: isOpened ? 'damaged' : 'wrong-password' };
    isOpened ||= part !== undefined;
    left -= content.byteLength;
    await zip.add(entry.filename, new Uint8ArrayReader(content), { level: entry.filename === 'mimetype' ? 0 : 1 });
  }
  return { kind: 'opened', bytes: await zip.close() };
}

async function dataOf(entry: FileEntry, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  await entry.getData(new WritableStream<Uint8Array>({
    write(chunk) {
      length += chunk.byteLength;
      if (length > most) throw new Error('larger than it may be');
      chunks.push(chunk);
    },
  }), unthreaded);
  return Buffer.concat(chunks);
}

function encryptedParts(manifest: string): EncryptedPart[] {
  const parts: EncryptedPart[] = [];
  let entry: Readonly<Record<string, string>> = {};
  let said: Record<string, string> | undefined;
  const parser = new SaxesParser();
  parser.on('error', (error) => { throw error; });
  parser.on('opentag', ({ name, attributes }) => {
    const local = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [localName(key), value]));
    if (localName(name) === 'file-entry') entry = local;
    if (localName(name) === 'encryption-data') said = {};
    // A key's size is said of the password's digest and of the key: the latter counts.
    if (said !== undefined) Object.assign(said, localName(name) === 'start-key-generation' ? { 'start-key-generation-name': local['start-key-generation-name'] ?? '' } : local);
  });
  parser.on('closetag', ({ name }) => {
    if (localName(name) !== 'encryption-data' || said === undefined) return;
    parts.push({ path: entry['full-path'] ?? '', size: Number(entry['size'] ?? 0), said });
    said = undefined;
  });
  parser.write(manifest).close();
  return parts;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function withoutEncryption(manifest: string): string {
  return manifest.replace(/<((?:\w+:)?encryption-data)[\s>][\s\S]*?<\/\1\s*>/gu, '');
}

/** Names of the same digest, as versions of the standard and programs write them. */
function digestNamed(name: string): 'sha1' | 'sha256' | undefined {
  if (/sha256/iu.test(name)) return 'sha256';
  return name === '' || /sha1/iu.test(name) ? 'sha1' : undefined;
}

function decrypted({ size, said }: EncryptedPart, stored: Buffer, { password, left }: { readonly password: string; readonly left: number }): Buffer | 'unknown-method' | 'other-checksum' {
  const bytes = (name: string): Buffer => Buffer.from(said[name] ?? '', 'base64');
  const start = digestNamed(said['start-key-generation-name'] ?? '');
  const checksum = digestNamed(said['checksum-type'] ?? '');
  const iterations = Number(said['iteration-count']);
  const keyBytes = Number(said['key-size'] ?? 16);
  const vector = bytes('initialisation-vector');
  const isKnown = /aes\d+-cbc$/u.test(said['algorithm-name'] ?? '') && /PBKDF2$/iu.test(said['key-derivation-name'] ?? '') && [16, 24, 32].includes(keyBytes);
  if (!isKnown || start === undefined || checksum === undefined || vector.byteLength !== 16 || !(iterations > 0 && iterations <= mostIterations)) return 'unknown-method';
  if (stored.byteLength === 0 || stored.byteLength % 16 !== 0) return 'other-checksum';
  const key = pbkdf2Sync(createHash(start).update(password, 'utf8').digest(), bytes('salt'), iterations, keyBytes, 'sha1');
  const decipher = createDecipheriv(`aes-${keyBytes * 8}-cbc`, key, vector).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(stored), decipher.final()]);
  // The last byte says how many are padding; the others of them may be anything (XML Encryption 1.1, 5.2).
  const compressed = padded.subarray(0, padded.byteLength - Math.min(16, padded.at(-1) ?? 0));
  if (!createHash(checksum).update(compressed.subarray(0, 1024)).digest().equals(bytes('checksum'))) return 'other-checksum';
  return inflateRawSync(compressed, { maxOutputLength: Math.max(1, Math.min(size, left)) });
}
