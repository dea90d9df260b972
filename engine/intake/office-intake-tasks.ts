import { Uint8ArrayReader, ZipReader } from '@zip.js/zip.js';
import { createRequire } from 'node:module';
import type * as cfb from '@kenjiuno/msgreader/lib/Reader.js';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { decryptPackage } from './office-encryption.ts';

const { Reader } = createRequire(import.meta.url)('@kenjiuno/msgreader/lib/Reader.js') as typeof cfb;

interface OfficeToOpen {
  readonly bytes: Uint8Array;
  readonly password?: string;
}

/** Takes the protection off an office file (MS-OFFCRYPTO); undefined where it has none. Fails with `document-encrypted`, `document-damaged` or `document-unsupported`. */
async function unlockOffice({ bytes, password }: OfficeToOpen): Promise<Result<Uint8Array | undefined, Failure>> {
  const streams = protectedStreams(bytes);
  const openDocument = streams === undefined && (await isProtectedOpenDocument(bytes));
  if (streams === undefined && !openDocument) return success(undefined);
  if (password === undefined) return refusal(failure('document-encrypted', 'The document is protected by a password. Give its password to take it in.'));
  if (streams === undefined) return refusal(failure('document-unsupported', 'The document is protected in the way of OpenDocument files, which cannot be opened here even with its password.'));
  try {
    const unlocked = decryptPackage({ ...streams, password });
    switch (unlocked.kind) {
      case 'opened': return success(unlocked.bytes);
      case 'wrong-password': return refusal(failure('document-encrypted', 'The password given does not open the document. Ask whoever sent it for the right one.'));
      case 'unknown-method': return refusal(failure('document-unsupported', 'The document is protected in a way that cannot be opened here.'));
      case 'damaged': return refusal(failure('document-damaged', 'The document is damaged or was changed after it was protected: its seal does not fit it.'));
    }
  } catch {
    return refusal(failure('document-damaged', 'The protection of the document is damaged: it cannot be opened.'));
  }
}

const openDocumentMark = 'mimetypeapplication/vnd.oasis.opendocument';
const largestManifest = 2 ** 20;

/** Whether the manifest of an OpenDocument file names encrypted parts (ODF 1.3 part 2, 3.8). */
async function isProtectedOpenDocument(bytes: Uint8Array): Promise<boolean> {
  if (!Buffer.from(bytes.subarray(0, 200)).toString('latin1').includes(openDocumentMark)) return false;
  try {
    const entries = await new ZipReader(new Uint8ArrayReader(bytes), { useWebWorkers: false }).getEntries();
    const manifest = entries.find(({ filename }) => filename === 'META-INF/manifest.xml');
    if (manifest === undefined || manifest.directory || manifest.uncompressedSize > largestManifest) return false;
    let text = '';
    await manifest.getData(new WritableStream<Uint8Array>({
      write(chunk) {
        text += Buffer.from(chunk).toString('latin1');
        if (text.length > largestManifest) throw new Error('a manifest larger than it claims');
      },
    }), { useWebWorkers: false });
    return /<(?:\w+:)?encryption-data[\s>]/u.test(text);
  } catch {
    return false; // a damaged file: whoever shows it finds that out
  }
}

/** The two streams of a protected package in its compound file. */
function protectedStreams(bytes: Uint8Array): { readonly info: Uint8Array; readonly encrypted: Uint8Array } | undefined {
  try {
    const reader = new Reader(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
    reader.parse();
    const root = reader.rootFolder();
    const [info, encrypted] = [root.readFile('EncryptionInfo'), root.readFile('EncryptedPackage')];
    return info === null || encrypted === null ? undefined : { info, encrypted };
  } catch {
    return undefined; // no compound file
  }
}

/** Opening of office documents that a password protects. */
export const tasks = { unlockOffice };
