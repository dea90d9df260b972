import { createRequire } from 'node:module';
import type * as cfb from '@kenjiuno/msgreader/lib/Reader.js';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { decryptPackage } from './office-encryption.ts';
import { openProtectedOpenDocument, protectedOpenDocument } from './open-document-encryption.ts';

const { Reader } = createRequire(import.meta.url)('@kenjiuno/msgreader/lib/Reader.js') as typeof cfb;

interface OfficeToOpen {
  readonly bytes: Uint8Array;
  readonly password?: string;
}

/** Takes the protection off an office file (MS-OFFCRYPTO, or OpenDocument's own); undefined where it has none. Fails with `document-encrypted`, `document-damaged` or `document-unsupported`. */
async function unlockOffice({ bytes, password }: OfficeToOpen): Promise<Result<Uint8Array | undefined, Failure>> {
  const streams = protectedStreams(bytes);
  const openDocument = streams === undefined ? await protectedOpenDocument(bytes) : undefined;
  const unlock = streams === undefined ? openDocument && ((given: string) => openProtectedOpenDocument(openDocument, given)) : (given: string) => decryptPackage({ ...streams, password: given });
  if (unlock === undefined) return success(undefined);
  if (password === undefined) return refusal(failure('document-encrypted', 'The document is protected by a password. Give its password to take it in.'));
  try {
    const unlocked = await unlock(password);
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
